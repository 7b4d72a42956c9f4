/** What an approval has still to give and for which day it is taken: the one place where deadlines read units and the schedule. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState } from '../authorization';
import { isUsed, type EpisodeState, type PatientState } from '../patient';

export interface ApprovalUse {
  /** The day for which the service is scheduled. */
  readonly scheduledOn?: PlainDate;
  readonly sessions: { readonly approved: number; readonly used: number };
}

export type ReadApprovalUse = (patient: PatientState, episode: EpisodeState, authorization: AuthorizationState) => ApprovalUse;

/** From the log as it is: one request is for one session, and a procedure of its step since uses it; the episode's planned day is the schedule. */
export const approvalUse: ReadApprovalUse = (patient, episode, authorization) => ({
  ...(episode.plan.plannedOn !== undefined && { scheduledOn: episode.plan.plannedOn }),
  sessions: { approved: 1, used: isUsed(patient, episode, authorization) ? 1 : 0 },
});
