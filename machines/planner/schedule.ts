/**
 * What the planner says of an appointment, for the decider to judge: the gate on that day, the payer's approvals, the patient's other
 * sessions, and the first day that is allowed. Pure.
 */
import { isRejection, type Rejection } from '../kernel/rejection';
import { isAssessed } from '../criteria/recorded';
import { placeOf, subjectOf, targetsOf, type Appointment, type BookingSaid, type Given, type PatientCommand, type PatientState } from '../patient';
import { BOOKING_FORBIDS, mayIBook, type BookingAnswer } from './may-i-book';

/** The command with the planner's answer, or the refusal of what it is about. */
export function scheduleCommand(type: 'ScheduleProcedure' | 'RescheduleProcedure', appointment: Appointment, patient: PatientState, given: Pick<Given, 'asOf' | 'policies' | 'directory'>): PatientCommand | Rejection {
  const subject = subjectOf(patient, appointment);
  if (isRejection(subject)) return subject;
  const placed = placeOf(appointment, subject, given);
  if (isRejection(placed)) return placed;
  const { episode, step, authorization } = subject;
  const answer = mayIBook(patient, episode, { step, date: appointment.on, targets: targetsOf(appointment, subject), setting: placed.setting }, given);
  return { type, ...appointment, booking: saidBy(answer, authorization?.override?.findings ?? []) };
}

/** A person answers for the kinds that were overridden when it was requested: they do not stand against its day. */
function saidBy({ why, firstAllowedOn, assumesRequestOn, assessment }: BookingAnswer, overridden: readonly string[]): BookingSaid {
  const isAnswered = isAssessed(assessment) && assessment.findings.every(({ outcome, kind }) => outcome === 'met' || overridden.includes(kind));
  return {
    because: why.map(({ code }) => code).filter((code) => !isAnswered || !code.startsWith('documentation-')), forbids: BOOKING_FORBIDS,
    firstAllowedOn, ...(assumesRequestOn !== undefined && { assumesRequestOn }),
  };
}
