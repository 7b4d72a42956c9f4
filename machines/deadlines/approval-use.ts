/** What an approval has still to give and for which day it is taken: the one place where deadlines read units and the schedule. Pure. */
import { toDay, type PlainDate } from '../kernel/calendar';
import type { AuthorizationState } from '../authorization';
import { isUsed, openScheduleOf, performedUnder, unitsLeft, type EpisodeState, type PatientState } from '../patient';

export interface ApprovalUse {
  /** The day for which the service is scheduled, or else planned. */
  readonly scheduledOn?: PlainDate;
  readonly units: { readonly approved: number; readonly used: number };
}

export type ReadApprovalUse = (patient: PatientState, episode: EpisodeState, authorization: AuthorizationState) => ApprovalUse;

/** The payer's own units where it named some, of the codes alone too; else one request is for one session, which a procedure of its step since uses. */
export const approvalUse: ReadApprovalUse = (patient, episode, authorization) => {
  const scheduledOn = openScheduleOf(patient, episode, authorization.step)?.on ?? plannedOn(patient, episode, authorization);
  const left = unitsLeft(patient, authorization);
  const named = left?.total === undefined ? left?.byCode ?? [] : [left.total];
  return {
    ...(scheduledOn !== undefined && { scheduledOn }),
    units: named.length === 0 ? { approved: 1, used: isUsed(patient, episode, authorization) ? 1 : 0 }
      : { approved: named.reduce((sum, { approved }) => sum + approved, 0), used: named.reduce((sum, { used }) => sum + used, 0) },
  };
};

/** A planned day on which, or after which, something was performed under the approval is not awaited any more. */
function plannedOn(patient: PatientState, episode: EpisodeState, authorization: AuthorizationState): PlainDate | undefined {
  const { plannedOn: on } = episode.plan;
  return on === undefined || performedUnder(patient, episode, authorization).some(({ day }) => day >= toDay(on)) ? undefined : on;
}
