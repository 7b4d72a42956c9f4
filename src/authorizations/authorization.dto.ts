import { PLACE_OF_SERVICE } from '../../machines/evidence/shape';
import type { PlainDate } from '../../machines/kernel/calendar';
import { KINDS, STEPS, type Kind, type Step } from '../../machines/criteria/types';
import { constraint, DateOnly, Field, Flag, Line, OneOf, Part, SomeOf, Text, Word } from '../platform/http/fields';

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
