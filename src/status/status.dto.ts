import { STEPS, type Step } from '../../machines/criteria/types';
import { parseInstant } from '../platform/clock/clock';
import { constraint, DateOnly, Field, OneOf } from '../platform/http/fields';
import { FINDINGS, type FindingsWanted } from './standing.view';

const POLICY_REF = /^[a-z0-9][a-z0-9-]{0,79}@\d{4}-\d{2}-\d{2}$/;

export class StatusDto {
  @DateOnly({ description: 'As of this day; today in the practice\'s zone when left out.', optional: true }) asOf?: string;
  @Field({ description: 'As the log was known at this instant; now when left out.', optional: true }, { type: String, format: 'date-time' },
    constraint('isInstant', 'an instant with an offset is expected, as 2026-11-23T14:30:00Z', (value) => typeof value === 'string' && parseInstant(value) !== undefined))
  knownAt?: string;
  @OneOf(FINDINGS, { description: 'Findings of the next step (default), of all steps ahead, or none.', optional: true }) findings?: FindingsWanted;
}

export class WhatIfDto {
  @OneOf(STEPS, { description: 'The step asked about.' }) step!: Step;
  @DateOnly({ description: 'Date of service. Left out: as in status, the date requested, else the planned date, else the first day from today on without a procedure.', optional: true }) dateOfService?: string;
  @Field({ description: 'Under this policy, `id@version`; the one in force when left out.', optional: true, example: 'medicare-facet-cgs@2025-01-01' }, { type: String, pattern: POLICY_REF.source },
    constraint('isPolicyRef', 'a policy is named id@YYYY-MM-DD', (value) => typeof value === 'string' && POLICY_REF.test(value)))
  policy?: string;
}
