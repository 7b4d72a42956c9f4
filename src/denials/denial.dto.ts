import type { PlainDate } from '../../machines/kernel/calendar';
import { KINDS, type Kind } from '../../machines/criteria/types';
import { ADMINISTRATIVE_SUBJECTS, DENIAL_BUCKETS, type AdministrativeSubject, type DenialBucket } from '../../machines/practice';
import { DateOnly, OneOf, SomeOf, Text } from '../platform/http/fields';

const SENTENCE_CHARS_MAX = 500;

export class DenialReasonDto {
  @Text({ description: 'The payer\'s sentence, without dates, numbers and names: its wording is remembered, figures are not.', max: SENTENCE_CHARS_MAX, example: 'A coagulation profile has not been described.' }) reason!: string;
  @OneOf(DENIAL_BUCKETS, { description: 'not-done-yet: something has to be done, documented or waited for. clinically-senseless: what is recorded speaks against the procedure. logically-senseless: the request contradicts the record, itself, or a count of the policy. administrative: the form, the place, the payer.' }) bucket!: DenialBucket;
  @SomeOf(KINDS, { description: 'The kinds of criteria it speaks of.', min: 1, optional: true }) kinds?: Kind[];
  @OneOf(ADMINISTRATIVE_SUBJECTS, { description: 'With `administrative`, where it speaks of no criterion.', optional: true }) subject?: AdministrativeSubject;
}

export class DenialStatisticsDto {
  @DateOnly({ description: 'Denials from this day of decision on; a year before `to` when left out.', optional: true }) from?: PlainDate;
  @DateOnly({ description: 'Denials to this day of decision, that day included; today when left out.', optional: true }) to?: PlainDate;
}
