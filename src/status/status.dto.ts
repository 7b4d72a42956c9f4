import type { Target } from '../../machines/kernel/anatomy';
import { isRejection } from '../../machines/kernel/rejection';
import { parseTargets } from '../../machines/evidence/parse-fact';
import { PLACE_OF_SERVICE } from '../../machines/evidence/shape';
import { STEPS, type Step } from '../../machines/criteria/types';
import { parseInstant } from '../platform/clock/clock';
import { constraint, DateOnly, Field, OneOf } from '../platform/http/fields';
import { POLICY_REF } from './named-policy';
import { FINDINGS, type FindingsWanted } from './standing.view';

export const PolicyRef = (description: string) => Field({ description, optional: true, example: 'medicare-facet-cgs@2025-01-01' }, { type: String, pattern: POLICY_REF.source },
  constraint('isPolicyRef', 'a policy is named id@YYYY-MM-DD', (value) => typeof value === 'string' && POLICY_REF.test(value)));

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
  @PolicyRef('Under this policy, `id@version`; the one in force when left out.') policy?: string;
}

export class ChecklistDto {
  @OneOf(STEPS, { description: 'The step; the next one when left out.', optional: true }) step?: Step;
  @DateOnly({ description: 'Date of service; as in status when left out.', optional: true }) dateOfService?: string;
  @DateOnly({ description: 'The day up to which facts are visible; today when left out, or the date of service where that has passed.', optional: true }) asOf?: string;
  @Field({ description: 'Under this policy, `id@version`; the one in force when left out.', optional: true, example: 'medicare-facet-cgs@2025-01-01' }, { type: String, pattern: POLICY_REF.source },
    constraint('isPolicyRef', 'a policy is named id@YYYY-MM-DD', (value) => typeof value === 'string' && POLICY_REF.test(value)))
  policy?: string;
}

export class MayIBookDto {
  @OneOf(STEPS, { description: 'The step to book.' }) step!: Step;
  @DateOnly({ description: 'The day of service.' }) date!: string;
  @Field({ description: 'Other targets than the planned ones, `L4-L5:right,L5-S1:right`.', optional: true, example: 'L4-L5:right' }, { type: String },
    constraint('isTargets', 'targets are written LEVEL:SIDE, with commas between them', (value) => typeof value === 'string' && targetsIn(value) !== undefined))
  targets?: string;
  @Field({ description: 'Another place of service than the planned one, two digits.', optional: true, example: '22' }, { type: String, pattern: PLACE_OF_SERVICE.source },
    constraint('isPlaceOfService', 'a place of service of two digits is expected, as 24', (value) => typeof value === 'string' && PLACE_OF_SERVICE.test(value)))
  setting?: string;
}

/** Undefined where it is not a list of targets. */
export function targetsIn(text: string): readonly Target[] | undefined {
  const parsed = parseTargets(text.split(',').map((each) => ({ level: each.split(':')[0], side: each.split(':')[1] })), '');
  return isRejection(parsed) || text.split(',').some((each) => each.split(':').length !== 2) ? undefined : parsed;
}
