/** A day for a procedure, another day, or none: each a write of its own, checked against gate, approval and units. Answers nothing of the record. */
import { Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import { openScheduleOf, subjectOf, type Appointment, type PatientCommand } from '../../machines/patient';
import { scheduleCommand } from '../../machines/planner';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite, Recorded } from '../platform/patient-log/patient-write';
import type { AppointmentDto } from './schedule.dto';

type Of = Appointment['of'];

@Injectable()
export class Schedules {
  constructor(private readonly log: PatientLog) {}

  book(write: Write, patientId: string, type: 'ScheduleProcedure' | 'RescheduleProcedure', of: Of, dto: AppointmentDto): Promise<Answered> {
    const { date: on, targets, facilityId, practitionerId, acceptContestedDay, acceptReview } = plain(dto);
    const appointment: Appointment = {
      of, on, ...(targets !== undefined && { targets }), ...(facilityId !== undefined && { facilityId }), ...(practitionerId !== undefined && { practitionerId }),
      ...(acceptContestedDay !== undefined && { acceptContestedDay }), ...(acceptReview !== undefined && { acceptReview }),
    };
    return this.write(write, patientId, of, (patient, given) => scheduleCommand(type, appointment, patient, given));
  }

  cancel(write: Write, patientId: string, of: Of, reason: string): Promise<Answered> {
    return this.write(write, patientId, of, (): PatientCommand => ({ type: 'CancelProcedure', of, reason }));
  }

  private write(write: Write, patientId: string, of: Of, command: (...asked: [patient: Parameters<PatientWrite['command']>[1], given: Parameters<PatientWrite['command']>[2]]) => ReturnType<PatientWrite['command']>): Promise<Answered> {
    return this.log.write(write, patientId, {
      action: 'schedule-procedure', status: 200,
      command: (_, patient, given) => command(patient, given),
      answer: (recorded) => scheduleAnswer(recorded, of),
    });
  }
}

function scheduleAnswer({ patientId, patient, version, recordedAt, asOf }: Recorded, of: Of): Answer {
  const subject = subjectOf(patient, { of });
  if (isRejection(subject)) throw new Error('what was scheduled is not on record');
  const { episode, step, authorization } = subject;
  const open = openScheduleOf(patient, episode, step);
  const { preceding: _, ...scheduled } = open ?? { preceding: [] };
  return answer(200, {
    patientId, version, recordedAt, asOf, episodeId: episode.id, step, ...(authorization !== undefined && { authorizationId: authorization.id }), scheduled: open === undefined ? null : scheduled,
  }, { etag: tagOf(version) });
}
