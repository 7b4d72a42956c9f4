import { ArrayMaxSize, ArrayMinSize, IsArray, IsNumber } from 'class-validator';
import { Amount, Field, Id, Instant, OneOf, Part, Whole } from '../platform/http/fields';
import { LANGUAGES } from './texts';

/** What a database and a patient can bear; the figures themselves are the practice's. */
const PLANNED_DAYS_MAX = 90;
const SERIES_HOURS_MAX = 2160;
const DUE_MAX = 48;

export class DiaryDto {
  @Id({ description: 'The block, epidural or stimulator trial it is kept for.' }) factId!: string;
  @Instant({ description: 'When the procedure was done, of a block or an epidural: the minutes of every entry are counted from it. A trial has it on record.', optional: true, example: '2026-10-01T10:40:00-04:00' }) startedAt?: string;
  @Whole({ description: 'Of a trial that is planned to last otherwise than the protocol says.', min: 1, max: PLANNED_DAYS_MAX, optional: true }) plannedDays?: number;
  @OneOf(LANGUAGES, { description: 'In which its first page is shown; left out: what the patient\'s browser asks for.', optional: true }) language?: string;
}

export class SeriesProtocolDto {
  @Amount({ description: 'Hours after the procedure until which entries are taken.', min: 1, max: SERIES_HOURS_MAX }) closesAfterHours!: number;
  @Field({ description: 'Hours after the procedure at which the patient is asked, ascending.' }, { type: 'number', isArray: true, minItems: 1, maxItems: DUE_MAX } as object,
    IsArray({ message: 'a list is expected' }), ArrayMinSize(1, { message: 'at least 1' }), ArrayMaxSize(DUE_MAX, { message: `at most ${DUE_MAX}` }), IsNumber({ allowNaN: false, allowInfinity: false }, { each: true, message: 'each a number' }))
  dueAtHours!: number[];
}

export class TrialProtocolDto {
  @Whole({ description: 'Days that a trial lasts as a rule.', min: 1, max: PLANNED_DAYS_MAX }) plannedDays!: number;
  @Whole({ description: 'Days after it in which missed days may still be written down.', min: 0, max: 30 }) daysAfter!: number;
}

export class DiaryProtocolDto {
  @Part(() => SeriesProtocolDto, { description: 'Of a block.' }) block!: SeriesProtocolDto;
  @Part(() => SeriesProtocolDto, { description: 'Of an epidural.' }) epidural!: SeriesProtocolDto;
  @Part(() => TrialProtocolDto, { description: 'Of a stimulator trial.' }) trial!: TrialProtocolDto;
  @Whole({ description: 'Days for which a closed diary\'s link says that it is closed and whom to call; then it says nothing.', min: 1, max: 90 }) linkDaysAfterClose!: number;
}
