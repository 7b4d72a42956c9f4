import { PLACE_OF_SERVICE } from '../../machines/evidence/shape';
import type { PlainDate } from '../../machines/kernel/calendar';
import { KINDS, STEPS, type Kind, type Step } from '../../machines/criteria/types';
import { constraint, DateOnly, Field, Flag, Id, Line, OneOf, Part, SomeOf, Text, Word } from '../platform/http/fields';
import { parseInstant } from '../platform/clock/clock';

export class NeedDto {
  @OneOf(STEPS, { description: 'The step; the next one of the episode when left out.', optional: true }) step?: Step;
  @DateOnly({ description: 'The day of service; the requested, planned or first possible day when left out.', optional: true }) date?: PlainDate;
  @Field({ description: 'Another place of service than the planned one, two digits.', optional: true, example: '22' }, { type: String, pattern: PLACE_OF_SERVICE.source },
    constraint('isPlaceOfService', 'a place of service of two digits is expected, as 24', (value) => typeof value === 'string' && PLACE_OF_SERVICE.test(value)))
  setting?: string;
  @OneOf(['true', 'false'], { description: 'The hospital is exempt on that day; as the planned facility\'s entry says when left out.', optional: true }) exempt?: 'true' | 'false';
  @OneOf(['true', 'false'], { description: 'It is a critical access hospital; as the planned facility\'s entry says when left out.', optional: true }) criticalAccess?: 'true' | 'false';
}

export class DraftDto {
  @OneOf(STEPS, { description: 'The step the payer is to be asked for.', example: 'rfa' }) step!: Step;
}

export class OverrideDto {
  @Line({ description: 'The person who answers for it.', max: 120 }) by!: string;
  @Text({ description: 'Why the request goes out although criteria are not met. Printed in the packet.' }) rationale!: string;
  @SomeOf(KINDS, { description: 'The kinds of criteria overridden; their findings stay as they are.', min: 1 }) findings!: Kind[];
}

export class RequestDto {
  @DateOnly({ description: 'Anticipated date of service.' }) dateOfService!: string;
  @Part(() => OverrideDto, { description: 'Only when the step is not eligible.', optional: true }) override?: OverrideDto;
  @Flag({ description: 'An expedited request.', optional: true }) expedited?: boolean;
  @Text({ description: 'Why it is expedited.', optional: true }) justification?: string;
}

export class ProofDto {
  @Line({ description: 'Confirmation number, fax receipt, portal reference.', max: 200, optional: true }) reference?: string;
  @Id({ description: 'A document of this patient that shows it.', optional: true }) documentId?: string;
}

export class SubmissionDto {
  @Field({ description: 'When it went out; left out: now.', optional: true }, { type: String, format: 'date-time' }, IsInstant()) submittedAt?: string;
  @Word({ description: 'How it went out.', example: 'portal' }) channel!: string;
  @Part(() => ProofDto, { description: 'That it arrived: a reference or a document.' }) proof!: ProofDto;
}

function IsInstant(): PropertyDecorator {
  return constraint('isInstant', 'an instant with an offset is expected, as 2026-11-23T14:30:00-05:00', (value) => typeof value === 'string' && parseInstant(value) !== undefined);
}

export class WithdrawalDto {
  @Text({ description: 'Why the request is withdrawn.' }) reason!: string;
}

export class PeerToPeerDto {
  @DateOnly({ description: 'Date of the call.' }) on!: string;
}

export class AppealDto {
  @DateOnly({ description: 'When it was filed.' }) filedOn!: string;
  @Word({ description: 'Level of appeal, in the payer\'s words.', example: 'redetermination' }) level!: string;
}
