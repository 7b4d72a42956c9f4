/** What an approval has still to give and for which day it is taken: the one place where deadlines read units and the schedule. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState } from '../authorization';
import { isUsed, openScheduleOf, unitsLeft, type EpisodeState, type PatientState } from '../patient';

export interface ApprovalUse {
  /** The day for which the service is scheduled, or else planned. */
  readonly scheduledOn?: PlainDate;
  readonly units: { readonly approved: number; readonly used: number };
}

export type ReadApprovalUse = (patient: PatientState, episode: EpisodeState, authorization: AuthorizationState) => ApprovalUse;

/** The payer's own units where it named some; else one request is for one session, which a procedure of its step since uses. */
export const approvalUse: ReadApprovalUse = (patient, episode, authorization) => {
  const scheduledOn = openScheduleOf(patient, episode, authorization.step)?.on ?? episode.plan.plannedOn;
  const total = unitsLeft(patient, authorization)?.total;
  return {
    ...(scheduledOn !== undefined && { scheduledOn }),
    units: total === undefined ? { approved: 1, used: isUsed(patient, episode, authorization) ? 1 : 0 } : { approved: total.approved, used: total.used },
  };
};
