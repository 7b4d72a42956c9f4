import { constraint, Field, Id, Ids, OneOf, Text, Whole } from '../platform/http/fields';
import { IsFact } from '../platform/http/is-fact';
import { FINDINGS, PolicyRef, type FindingsWanted } from '../status';

const FactField = () => Field({ description: 'The statement itself, by its type.' }, { allOf: [{ $ref: '#/components/schemas/Fact' }] }, IsFact());
/** One look at a list; more than a page of facts is no look. */
const FACTS_AT_ONCE_MAX = 100;
const FACT_VERSION_MAX = 1_000_000;

export class FactDto {
  @FactField() fact!: unknown;
}

export class CorrectionDto {
  @FactField() fact!: unknown;
  @Whole({ description: 'Version of the fact that is replaced; left out: the one of the record you saw (If-Match).', min: 1, max: FACT_VERSION_MAX, optional: true }) replaces?: number;
  @Text({ description: 'Why the former statement was wrong.' }) reason!: string;
}

export class RetractionDto {
  @Text({ description: 'Why the statement does not belong in the record.' }) reason!: string;
}

export class AttestationDto {
  @Ids({ description: 'Facts of another system that you have looked at and stand for: all of them or none.', max: FACTS_AT_ONCE_MAX }) factIds!: string[];
}

export class MoveDto {
  @Id({ description: 'The patient it belongs to.' }) toPatientId!: string;
  @Text({ description: 'How it came into the wrong record.' }) reason!: string;
}

export class ObservationDto {
  /** Which of the two it must be is the fact's business: it is read against the fact. */
  @Field({ description: 'One later score of a block or an epidural, or one later day of a trial\'s diary.' }, {
    anyOf: [{ $ref: '#/components/schemas/Observation' }, { $ref: '#/components/schemas/TrialDay' }],
  }, constraint('isObject', 'an object is expected', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)))
  observation!: unknown;
}

export class DocumentOptionsDto {
  @OneOf(FINDINGS, { description: 'Findings of the next step (default), of all steps ahead, or none.', optional: true }) findings?: FindingsWanted;
  @OneOf(['true', 'false'], { description: 'true: answer what the fact would give, store nothing, need no Idempotency-Key.', optional: true }) dryRun?: string;
  @PolicyRef('Of a dry run: what this policy says too, `id@version`, in `underPolicy`.') policy?: string;
}
