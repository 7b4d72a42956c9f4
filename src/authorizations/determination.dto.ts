import { DECISIONS, ITEM_OUTCOMES, type Decision, type ItemOutcome } from '../../machines/authorization';
import { DateOnly, Flag, Id, Line, ListOf, OneOf, TargetDto, Text, Whole, Word } from '../platform/http/fields';

export const TARGETS_MAX = 16;
export const LINES_MAX = 50;
export const UNITS_MAX = 999;
const CODES_MAX = 20;

export class PayerCodeDto {
  @Line({ description: 'The code system, by its address or name.', max: 200, optional: true }) system?: string;
  @Word({ description: 'The payer\'s code, verbatim.', optional: true }) code?: string;
  @Text({ description: 'Its words, verbatim.', optional: true }) text?: string;
}

export class DeterminedItemDto {
  @Whole({ description: 'The line of the request, from 1.', min: 1, max: LINES_MAX }) line!: number;
  @Word({ description: 'The code that was asked for.', example: '64635', optional: true }) code?: string;
  @OneOf(ITEM_OUTCOMES, { description: 'What was decided of this line.' }) outcome!: ItemOutcome;
  @Word({ description: 'Where lines have numbers of their own.', optional: true }) payerReference?: string;
  @Whole({ description: 'Units approved.', min: 0, max: UNITS_MAX, optional: true }) unitsApproved?: number;
  @Word({ description: 'Of a modified line: the code approved in place of it.', optional: true }) modifiedCode?: string;
  @Whole({ description: 'Of a modified line: the units approved in place of those asked.', min: 0, max: UNITS_MAX, optional: true }) modifiedUnits?: number;
  @ListOf(() => PayerCodeDto, { description: 'The payer\'s reasons, verbatim.', max: CODES_MAX, optional: true }) reasons?: PayerCodeDto[];
}

export class AskedForDto {
  @Line({ description: 'The code system, by its address or name.', max: 200, optional: true }) system?: string;
  @Word({ description: 'Code of what is asked for, such as a LOINC document code.', optional: true }) code?: string;
  @Text({ description: 'What the payer asks for.' }) text!: string;
  @DateOnly({ description: 'By when.', optional: true }) dueOn?: string;
  @Whole({ description: 'The line it is about; left out: the whole request.', min: 1, max: LINES_MAX, optional: true }) line?: number;
}

export class RequestFaultDto extends PayerCodeDto {
  @Word({ description: 'The payer\'s code of what to do next.', optional: true }) followUp?: string;
  @Line({ description: 'Where in the request.', max: 200, optional: true }) element?: string;
}

export class DeterminationDto {
  @OneOf(DECISIONS, { description: 'What the payer decided. `modified`: approved otherwise than asked, a clinician accepts or declines it; `rejected`: sent back for an error in the request, which is corrected and submitted again; `review`: only a person can say.' }) decision!: Decision;
  @DateOnly({ description: 'Date of the decision.' }) decidedOn!: string;
  @Word({ description: 'Tracking or authorization number.', optional: true }) payerReference?: string;
  @Word({ description: 'The payer\'s number of a request that it has not approved.', optional: true }) administrativeReference?: string;
  @DateOnly({ description: 'First day of the approval, when the letter states one.', optional: true }) validFrom?: string;
  @DateOnly({ description: 'Last day of the approval, when the letter states one.', optional: true }) validTo?: string;
  @ListOf(() => TargetDto, { description: 'With partially-affirmed: the targets affirmed, unless items say which lines were.', max: TARGETS_MAX, optional: true }) targets?: TargetDto[];
  @Whole({ description: 'Units approved as a whole.', min: 0, max: UNITS_MAX, optional: true }) units?: number;
  @ListOf(() => DeterminedItemDto, { description: 'What was decided line by line.', max: LINES_MAX, optional: true }) items?: DeterminedItemDto[];
  @ListOf(() => AskedForDto, { description: 'With pended: what the payer asks for.', max: LINES_MAX, optional: true }) asked?: AskedForDto[];
  @ListOf(() => RequestFaultDto, { description: 'With rejected: what is wrong with the request.', max: LINES_MAX, optional: true }) faults?: RequestFaultDto[];
  @Text({ description: 'The payer\'s reason, verbatim.', optional: true }) reason?: string;
  @ListOf(() => PayerCodeDto, { description: 'The payer\'s codes for it, verbatim.', max: CODES_MAX, optional: true }) reasons?: PayerCodeDto[];
  @Flag({ description: 'The payer says whether a person reviewed it.', optional: true }) humanReviewed?: boolean;
  @Id({ description: 'The letter, a document of this patient.', optional: true }) documentId?: string;
}

export class DeterminationCorrectionDto extends DeterminationDto {
  @Text({ description: 'What was wrong with what is on record.' }) correction!: string;
}

export class AnswerOptionsDto {
  @OneOf(['true', 'false'], { description: 'What would be recorded, and nothing is stored.', optional: true }) dryRun?: 'true' | 'false';
}

export class ModificationDto {
  @OneOf(['accepted', 'declined'], { description: 'Whether what the payer approved in place of the request will be done.' }) answer!: 'accepted' | 'declined';
  @Text({ description: 'With declined: why.', optional: true }) reason?: string;
}
