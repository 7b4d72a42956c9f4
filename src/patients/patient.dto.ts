import { RELATIONSHIPS, SEXES, type Relationship, type Sex } from '../../machines/patient/events';
import { constraint, DateOnly, Field, Line, ListOf, OneOf, Part, Text, Whole, Word } from '../platform/http/fields';

const COVERAGES_MAX = 20;
const IDENTIFIERS_MAX = 20;
const POSTAL_CODE = /^\d{5}(-\d{4})?$/;

const STATES = (
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP'
).split(' ');

export class NameDto {
  @Line({ description: 'Family name.', max: 120 }) family!: string;
  @Line({ description: 'Given names.', max: 120 }) given!: string;
}

export class IdentifierDto {
  @Word({ description: 'What it is.', example: 'mrn' }) kind!: string;
  @Line({ description: 'The identifier itself.', max: 80 }) value!: string;
}

export class PatientAddressDto {
  @Line({ description: 'Street and number.', max: 120 }) line!: string;
  @Line({ description: 'City.', max: 60 }) city!: string;
  @OneOf(STATES, { description: 'Two letters.', example: 'OH' }) state!: string;
  @Field({ description: 'Five or nine digits.', example: '45501' }, { type: String, pattern: POSTAL_CODE.source }, constraint('isPostalCode', 'a postal code of five or nine digits is expected, as 45501', (value) => typeof value === 'string' && POSTAL_CODE.test(value)))
  postalCode!: string;
}

class PersonDetailsDto {
  @OneOf(SEXES, { description: 'As the payer has it.', optional: true }) sex?: Sex;
  @Part(() => PatientAddressDto, { description: 'Home address.', optional: true }) address?: PatientAddressDto;
  @Line({ description: 'Phone.', optional: true, max: 20 }) phone?: string;
}

export class SubscriberDto extends PersonDetailsDto {
  @Part(() => NameDto, { description: 'The name on the card.' }) name!: NameDto;
  @DateOnly({ description: 'Birth date.' }) birthDate!: string;
}

export class CoverageDto {
  @Word({ description: 'The payer, as policies name it.', example: 'medicare' }) payer!: string;
  @OneOf(['original-medicare', 'medicare-advantage', 'commercial', 'workers-compensation', 'medicaid'], { description: 'Line of business.', optional: true }) line?: string;
  @OneOf(STATES, { description: 'Two letters; with original Medicare it selects the contractor.', optional: true, example: 'OH' }) state?: string;
  @Whole({ description: '1 is primary.', min: 1, max: 9, example: 1 }) order!: number;
  @Line({ description: 'Member or beneficiary id on the card.', max: 80, optional: true }) memberId?: string;
  @Line({ description: 'The employer\'s or plan\'s group.', max: 80, optional: true }) group?: string;
  @OneOf(RELATIONSHIPS, { description: 'What the patient is to the subscriber; left out: the subscriber.', optional: true }) relationship?: Relationship;
  @Part(() => SubscriberDto, { description: 'Whose coverage it is, where it is another person\'s.', optional: true }) subscriber?: SubscriberDto;
  @DateOnly({ description: 'First day covered; left out: since ever.', optional: true }) from?: string;
  @DateOnly({ description: 'Last day covered; left out: still covered.', optional: true }) to?: string;
}

export class RegisterPatientDto extends PersonDetailsDto {
  @Part(() => NameDto, { description: 'The name on the card.' }) name!: NameDto;
  @DateOnly({ description: 'Birth date.' }) birthDate!: string;
  @ListOf(() => IdentifierDto, { description: 'Chart number and other identifiers.', max: IDENTIFIERS_MAX, optional: true }) identifiers?: IdentifierDto[];
  @ListOf(() => CoverageDto, { description: 'Coverages with their dates and order.', max: COVERAGES_MAX, optional: true }) coverages?: CoverageDto[];
  @Field({ description: 'true: another patient of the practice has the same chart number (mrn), someone has looked, and this is another person.', optional: true }, { type: Boolean, enum: [true] },
    constraint('isTrue', 'true is expected; leave it out otherwise', (value) => value === true))
  confirmedDistinct?: true;
}

export class PersonDto extends PersonDetailsDto {
  @Part(() => NameDto, { description: 'The name on the card.' }) name!: NameDto;
  @DateOnly({ description: 'Birth date.' }) birthDate!: string;
  @Text({ description: 'Why it is corrected.' }) reason!: string;
}

export class CoveragesDto {
  @ListOf(() => CoverageDto, { description: 'All coverages; what is left out is no longer covered.', max: COVERAGES_MAX })
  coverages!: CoverageDto[];
}

export class SearchDto {
  @Line({ description: 'The beginning of a name as "family given" or "family, given", a whole identifier, or a birth date as YYYY-MM-DD.', max: 120 }) text!: string;
}
