import { CLAIM_LINE_FORMS, CLAIM_LINES_MAX, CLAIM_TYPES, CODING_RULES, type ClaimType, type CodingRule } from '../../machines/coding';
import { PLACE_OF_SERVICE } from '../../machines/evidence/shape';
import type { PlainDate } from '../../machines/kernel/calendar';
import { constraint, DateOnly, Field, Flag, Id, Line, ListOf, OneOf, Text, Whole } from '../platform/http/fields';

const ORDER_MAX = 9;
const UNITS_MAX = 999;
const MODIFIERS_MAX = 4;
const DIAGNOSES_MAX = 12;
const NAME_CHARS_MAX = 120;
const REASON_CHARS_MAX = 500;

const Place = (description: string, optional: boolean) => Field({ description, optional, example: '22' }, { type: String, pattern: PLACE_OF_SERVICE.source },
  constraint('isPlaceOfService', 'a place of service of two digits is expected, as 24', (value) => typeof value === 'string' && PLACE_OF_SERVICE.test(value)));
const Words = (form: RegExp, max: number, description: string, example: string) => Field({ description, optional: true, example: [example] }, { type: String, isArray: true, maxItems: max },
  constraint('isWords', `a list of at most ${max}, each written as ${example}`, (value) => Array.isArray(value) && value.length <= max && value.every((one) => typeof one === 'string' && form.test(one))));
const Order = () => Whole({ description: 'Which coverage is billed, by its order on that day; the first when left out.', min: 1, max: ORDER_MAX, optional: true });

export class ServiceLinesDto {
  @DateOnly({ description: 'The day whose facts become lines.' }) dateOfService!: PlainDate;
  @OneOf(CLAIM_TYPES, { description: 'Who bills.' }) claimType!: ClaimType;
  @Place('What the claim says; where the service was performed when left out.', true) placeOfService?: string;
  @Order() coverageOrder?: number;
}

export class ClaimLineDto {
  @Field({ description: 'Procedure code.', example: '64635' }, { type: String, pattern: CLAIM_LINE_FORMS.code.source },
    constraint('isProcedureCode', 'a procedure code of five characters is expected, as 64635', (value) => typeof value === 'string' && CLAIM_LINE_FORMS.code.test(value)))
  code!: string;
  @Words(CLAIM_LINE_FORMS.modifier, MODIFIERS_MAX, 'Modifiers.', 'RT') modifiers?: readonly string[];
  @Whole({ description: 'Units.', min: 1, max: UNITS_MAX }) units!: number;
  @Words(CLAIM_LINE_FORMS.diagnosis, DIAGNOSES_MAX, 'Diagnoses, the first the main one.', 'M47.816') diagnoses?: readonly string[];
  @Place('Place of service.', false) placeOfService!: string;
}

export class DecidedDto {
  @OneOf(CODING_RULES, { description: 'The rule that asks.' }) rule!: CodingRule;
  @Line({ description: 'Who decided; initials or a staff name.', max: NAME_CHARS_MAX }) by!: string;
  @Text({ description: 'Why.', max: REASON_CHARS_MAX }) rationale!: string;
}

export class CheckClaimDto {
  @Id({ description: 'Whose claim it is.' }) patientId!: string;
  @DateOnly({ description: 'Date of service of all its lines.' }) dateOfService!: PlainDate;
  @OneOf(CLAIM_TYPES, { description: 'Who bills.' }) claimType!: ClaimType;
  @Order() coverageOrder?: number;
  @ListOf(() => ClaimLineDto, { description: 'The lines as they would go out.', max: CLAIM_LINES_MAX }) lines!: readonly ClaimLineDto[];
  @Flag({ description: 'The hospital is exempt from the payer\'s program on that day.', optional: true }) exempt?: boolean;
  @Flag({ description: 'It is a critical access hospital.', optional: true }) criticalAccess?: boolean;
  @Line({ description: 'The payer\'s number of the approval; "none" where the claim has none.', optional: true, max: 60 }) authorizationNumber?: string;
  @Line({ description: 'The facility\'s national provider identifier.', optional: true, max: 20 }) facilityNpi?: string;
  @Line({ description: 'The performing practitioner\'s.', optional: true, max: 20 }) performingNpi?: string;
  @Line({ description: 'Taxpayer identification number of who bills.', optional: true, max: 20 }) taxNumber?: string;
  @Line({ description: 'Of a facility\'s claim.', optional: true, max: 10 }) typeOfBill?: string;
  @Line({ description: 'The number on the card.', optional: true, max: 60 }) memberId?: string;
  @ListOf(() => DecidedDto, { description: 'Open questions for people (outcome review) that somebody has answered.', max: CODING_RULES.length, optional: true }) decided?: readonly DecidedDto[];
}
