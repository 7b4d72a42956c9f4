import { STEPS, type Step } from '../../machines/criteria/types';
import { DateOnly, Flag, Id, ListOf, OneOf, TargetDto, Text } from '../platform/http/fields';

const TARGETS_MAX = 16;

export class AppointmentDto {
  @DateOnly({ description: 'The day of the procedure.' }) date!: string;
  @ListOf(() => TargetDto, { description: 'What will be treated; left out: what was approved, or is planned.', max: TARGETS_MAX, optional: true }) targets?: TargetDto[];
  @Id({ description: 'Where: a facility of the directory; left out: the planned place of service.', optional: true }) facilityId?: string;
  @Id({ description: 'Who performs: a practitioner of the directory.', optional: true }) practitionerId?: string;
  @Flag({ description: 'The approval may or may not hold on that day, as sources count, and the day is meant.', optional: true }) acceptContestedDay?: boolean;
  @Flag({ description: 'What people must decide about the day, they have decided. Nothing that forbids the day is lifted by it.', optional: true }) acceptReview?: boolean;
}

export class StepAppointmentDto extends AppointmentDto {
  @OneOf(STEPS, { description: 'The step, for which no authorization was requested.' }) step!: Step;
}

export class CancellationDto {
  @Text({ description: 'Why it is cancelled.' }) reason!: string;
}

export class StepCancellationDto extends CancellationDto {
  @OneOf(STEPS, { description: 'The step whose procedure is cancelled.' }) step!: Step;
}
