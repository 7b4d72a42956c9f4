import type { PlainDate } from '../../machines/kernel/calendar';
import { DateOnly } from '../platform/http/fields';

export class NumbersDto {
  @DateOnly({ description: 'What ended from this day on: a first decision, a stage, a denial, an approval; a year before `to` when left out.', optional: true }) from?: PlainDate;
  @DateOnly({ description: 'To this day, that day included; today when left out.', optional: true }) to?: PlainDate;
}
