import { CHANNEL_KINDS, type ChannelKind } from '../../machines/directory';
import { PLACE_OF_SERVICE } from '../../machines/evidence/shape';
import { TIME_UNITS, type PlainDate, type TimeUnit } from '../../machines/kernel/calendar';
import { constraint, DateOnly, Field, Flag, Id, Line, ListOf, OneOf, Part, Text, Whole, Word } from '../platform/http/fields';

const LISTED_MAX = 50;
const STATE = /^[A-Z]{2}$/;
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/;

const State = (optional: boolean) => Field({ description: 'Two letters.', optional, example: 'TX' }, { type: String, pattern: STATE.source },
  constraint('isState', 'a state of two letters is expected, as TX', (value) => typeof value === 'string' && STATE.test(value)));
/** What a number must look like is the directory's business: it is read against the entry. */
const Numbered = (description: string, example?: string) => Line({ description, optional: true, max: 20, example });

export class AddressDto {
  @Line({ description: 'Street and number.', max: 120 }) line!: string;
  @Line({ description: 'City.', max: 60 }) city!: string;
  @State(false) state!: string;
  @Line({ description: 'Five or nine digits.', max: 10, example: '78701' }) postalCode!: string;
}

class ReachableDto {
  @Numbered('Phone.', '512-555-0100') phone?: string;
  @Numbered('Fax.', '512-555-0101') fax?: string;
  @Line({ description: 'Mail.', optional: true, max: 120 }) email?: string;
  @Part(() => AddressDto, { description: 'Postal address.', optional: true }) address?: AddressDto;
  @Numbered('National provider identifier: ten digits with a check digit.', '2000000002') npi?: string;
}

export class OrganizationDto extends ReachableDto {
  @Line({ description: 'As payers know the practice.', max: 120 }) name!: string;
  @Numbered('Taxpayer identification number: nine digits.') tin?: string;
  @Line({ description: 'Whom a reviewer calls.', optional: true, max: 120 }) contact?: string;
}

export class PersonNameDto {
  @Line({ description: 'Family name.', max: 80 }) family!: string;
  @Line({ description: 'Given names.', max: 80 }) given!: string;
}

export class PractitionerDto extends ReachableDto {
  @Part(() => PersonNameDto, { description: 'Name.' }) name!: PersonNameDto;
  @Line({ description: 'As printed after the name.', optional: true, max: 20, example: 'MD' }) credentials?: string;
  @Numbered('The Medicare contractor\'s number for this physician.') ptan?: string;
  @Numbered('Taxpayer identification number: nine digits.') tin?: string;
}

export class ExemptionDto {
  @Word({ description: 'The program, as /authorization-need names it.', example: 'medicare-opd' }) program!: string;
  @DateOnly({ description: 'First day.' }) from!: PlainDate;
  @DateOnly({ description: 'Last day, included.', optional: true }) to?: PlainDate;
  @Line({ description: 'The notice that says so.', max: 200 }) notice!: string;
}

export class FacilityDto extends ReachableDto {
  @Line({ description: 'Name.', max: 120 }) name!: string;
  @Numbered('CMS certification number: six characters.', '450001') ccn?: string;
  @Numbered('The Medicare contractor\'s number.') ptan?: string;
  @Numbered('Taxpayer identification number: nine digits.') tin?: string;
  @Field({ description: 'What a service here is billed under, two digits.', example: '22' }, { type: String, pattern: PLACE_OF_SERVICE.source },
    constraint('isPlaceOfService', 'a place of service of two digits is expected, as 24', (value) => typeof value === 'string' && PLACE_OF_SERVICE.test(value)))
  placeOfService!: string;
  @Numbered('The first digits of the type of bill.', '13') typeOfBill?: string;
  @Flag({ description: 'A critical access hospital.', optional: true }) criticalAccess?: boolean;
  @ListOf(() => ExemptionDto, { description: 'Programs that do not ask this facility.', optional: true, max: LISTED_MAX }) exemptions?: ExemptionDto[];
}

export class ChannelDto {
  @OneOf(CHANNEL_KINDS, { description: 'How it is asked.' }) kind!: ChannelKind;
  @Line({ description: 'A portal or FHIR address, a fax or phone number, a postal address.', max: 200 }) to!: string;
  @DateOnly({ description: 'First day.', optional: true }) from?: PlainDate;
  @DateOnly({ description: 'Last day, included.', optional: true }) until?: PlainDate;
  @Whole({ description: 'Bytes it takes at most.', optional: true, min: 1, max: 10_000_000_000 }) bytesMax?: number;
  @Whole({ description: 'Pages it takes at most.', optional: true, min: 1, max: 100_000 }) pagesMax?: number;
  @Field({ description: 'Media types it takes; any when left out.', optional: true, example: ['application/pdf'] }, { type: String, isArray: true },
    constraint('isMediaTypes', 'a list of media types is expected', (value) => Array.isArray(value) && value.length <= LISTED_MAX && value.every((each) => typeof each === 'string' && MEDIA_TYPE.test(each))))
  mediaTypes?: string[];
}

export class PeerToPeerWindowDto {
  @Whole({ description: 'How many.', min: 1, max: 400 }) count!: number;
  @OneOf(TIME_UNITS, { description: 'Of what.' }) unit!: TimeUnit;
  @Numbered('The number to call.') phone?: string;
}

export class PayerPlanDto {
  @Word({ description: 'Line of business; every line when left out.', optional: true, example: 'part-b' }) line?: string;
  @State(true) state?: string;
  @DateOnly({ description: 'First day.', optional: true }) from?: PlainDate;
  @DateOnly({ description: 'Last day, included.', optional: true }) to?: PlainDate;
  @Id({ description: 'Who decides in the payer\'s place: another payer of the directory.', optional: true }) delegate?: string;
  @ListOf(() => ChannelDto, { description: 'Ways to ask.', max: LISTED_MAX }) channels!: ChannelDto[];
  @Part(() => PeerToPeerWindowDto, { description: 'How long after a denial a peer may be spoken to.', optional: true }) peerToPeer?: PeerToPeerWindowDto;
}

export class PayerDto {
  @Line({ description: 'Name.', max: 120 }) name!: string;
  @Line({ description: 'The number under which it takes requests and claims.', optional: true, max: 40 }) payerNumber?: string;
  @Numbered('National provider identifier.') npi?: string;
  @Part(() => AddressDto, { description: 'Postal address.', optional: true }) address?: AddressDto;
  @ListOf(() => PayerPlanDto, { description: 'What its lines have decided by whom.', max: LISTED_MAX }) plans!: PayerPlanDto[];
}

export class RemovalDto {
  @Text({ description: 'Why the entry is not used any more.' }) reason!: string;
}
