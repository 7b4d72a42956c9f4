import { SIDES, type Side } from '../../machines/kernel/anatomy';
import { Amount, Field, Id, OneOf, Part, SomeOf, Text, Whole, Word } from '../platform/http/fields';
import { IsFact } from '../platform/http/is-fact';
import { FINDINGS, type FindingsWanted } from '../status';

const FactField = () => Field({ description: 'The statement itself, by its type.' }, { allOf: [{ $ref: '#/components/schemas/Fact' }] }, IsFact());
const MINUTES_MAX = 60 * 24 * 366;
const SCORE_MAX = 100;
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

export class MoveDto {
  @Id({ description: 'The patient it belongs to.' }) toPatientId!: string;
  @Text({ description: 'How it came into the wrong record.' }) reason!: string;
}

export class ObservationValuesDto {
  @Whole({ description: 'Minutes after the procedure.', min: 0, max: MINUTES_MAX, example: 360 }) minutes!: number;
  @Amount({ description: 'Score on the scale of the procedure\'s baseline.', min: 0, max: SCORE_MAX, example: 1 }) score!: number;
  @OneOf(SIDES, { description: 'The side asked about.', optional: true }) side?: Side;
  @Word({ description: 'What the patient was doing.', optional: true }) activity?: string;
  @OneOf(['patient', 'nurse', 'phone'], { description: 'Who reported it.', optional: true }) source?: 'patient' | 'nurse' | 'phone';
  @SomeOf(['analgesic', 'slept'], { description: 'What else was so at that minute.', min: 0, optional: true }) flags?: ('analgesic' | 'slept')[];
}

export class ObservationDto {
  @Part(() => ObservationValuesDto, { description: 'One later score of a recorded procedure.' }) observation!: ObservationValuesDto;
}

export class DocumentOptionsDto {
  @OneOf(FINDINGS, { description: 'Findings of the next step (default), of all steps ahead, or none.', optional: true }) findings?: FindingsWanted;
  @OneOf(['true', 'false'], { description: 'true: answer what the fact would give, store nothing, need no Idempotency-Key.', optional: true }) dryRun?: string;
}

export class AttachDto {
  @Text({ description: 'What the document is; no names.', max: 120, example: 'Operative report' }) title!: string;
}
