import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Changes } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { AppointmentDto, CancellationDto, StepAppointmentDto, StepCancellationDto } from './schedule.dto';
import { Schedules } from './schedules';

const CHECKED = 'Checked against the gate on that day, the approval\'s days, its targets and units; a conflict is 409 with why, and the first day that is allowed.';

@ApiTags('schedules')
@Controller('v1/patients/:patientId')
export class SchedulesController {
  constructor(private readonly schedules: Schedules) {}

  @Post('authorizations/:authorizationId/schedule') @Changes('schedule-procedure') @Answers('ScheduleAnswer', 200)
  @ApiOperation({ summary: 'Schedule what was approved', description: CHECKED })
  postSchedule(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') authorizationId: string, @Body(body(AppointmentDto)) dto: AppointmentDto) {
    return this.schedules.book(write, patientId, 'ScheduleProcedure', { authorizationId }, dto);
  }

  @Post('authorizations/:authorizationId/reschedule') @Changes('schedule-procedure') @Answers('ScheduleAnswer', 200)
  @ApiOperation({ summary: 'Give it another day, place or performer', description: CHECKED })
  postReschedule(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') authorizationId: string, @Body(body(AppointmentDto)) dto: AppointmentDto) {
    return this.schedules.book(write, patientId, 'RescheduleProcedure', { authorizationId }, dto);
  }

  @Post('authorizations/:authorizationId/cancellation') @Changes('schedule-procedure') @Answers('ScheduleAnswer', 200)
  @ApiOperation({ summary: 'Cancel the scheduled procedure', description: 'The approval stays as it is.' })
  postCancellation(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') authorizationId: string, @Body(body(CancellationDto)) { reason }: CancellationDto) {
    return this.schedules.cancel(write, patientId, { authorizationId }, reason);
  }

  @Post('episodes/:episodeId/schedule') @Changes('schedule-procedure') @Answers('ScheduleAnswer', 200)
  @ApiOperation({ summary: 'Schedule a step that needs no authorization', description: CHECKED })
  postStepSchedule(@Writing() write: Write, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Body(body(StepAppointmentDto)) { step, ...dto }: StepAppointmentDto) {
    return this.schedules.book(write, patientId, 'ScheduleProcedure', { episodeId, step }, dto);
  }

  @Post('episodes/:episodeId/reschedule') @Changes('schedule-procedure') @Answers('ScheduleAnswer', 200)
  @ApiOperation({ summary: 'Give such a step another day, place or performer', description: CHECKED })
  postStepReschedule(@Writing() write: Write, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Body(body(StepAppointmentDto)) { step, ...dto }: StepAppointmentDto) {
    return this.schedules.book(write, patientId, 'RescheduleProcedure', { episodeId, step }, dto);
  }

  @Post('episodes/:episodeId/cancellation') @Changes('schedule-procedure') @Answers('ScheduleAnswer', 200)
  @ApiOperation({ summary: 'Cancel such a scheduled procedure' })
  postStepCancellation(@Writing() write: Write, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Body(body(StepCancellationDto)) { step, reason }: StepCancellationDto) {
    return this.schedules.cancel(write, patientId, { episodeId, step }, reason);
  }
}
