import { PATIENT_DEADLINES, type PatientDeadline } from '../../machines/deadlines';
import { DateOnly, Id, Line, OneOf, Text, Word } from '../platform/http/fields';
import { ListDto } from '../platform/http/table';

const NAME_CHARS_MAX = 200;

export class DeadlinesDto extends ListDto {
  @OneOf(PATIENT_DEADLINES, { description: 'Only this kind.', optional: true }) kind?: PatientDeadline;
  @DateOnly({ description: 'Only what is due on this day or before.', optional: true }) until?: string;
  @OneOf(['true'], { description: 'Only what is late today by every reading of its sources.', optional: true }) overdue?: 'true';
  @Word({ description: 'Only what was asked of this payer.', example: 'medicare', optional: true }) payer?: string;
}

export class LetterDayDto {
  @DateOnly({ description: 'The day that the letter says.' }) on!: string;
  @Id({ description: 'The letter, a document of this patient.' }) documentId!: string;
  @Text({ description: 'What the letter says, and where.' }) reason!: string;
}

export class AcknowledgementDto {
  @Text({ description: 'What becomes of it.' }) reason!: string;
}

export class RecordsRequestDto {
  @Line({ description: 'The other provider.', max: NAME_CHARS_MAX }) from!: string;
  @Text({ description: 'What was asked for.' }) what!: string;
  @DateOnly({ description: 'When it was asked for.' }) askedOn!: string;
  @DateOnly({ description: 'When to ask again.' }) chaseOn!: string;
  @Id({ description: 'The episode it is for.', optional: true }) episodeId?: string;
}

export class ChaseDto {
  @DateOnly({ description: 'When it was asked for again.' }) chasedOn!: string;
  @DateOnly({ description: 'When to ask next.' }) chaseOn!: string;
}

export class ReceiptDto {
  @DateOnly({ description: 'When they came.' }) receivedOn!: string;
  @Id({ description: 'The records, a document of this patient.', optional: true }) documentId?: string;
}

export class FeedDto {
  @Line({ description: 'Whose calendar it goes to.', max: 120, example: 'Front desk' }) label!: string;
}
