/** How an approval ended: used, or lapsed with nothing done under it. Pure. */
import type { PlainDate } from '../kernel/calendar';
import { hasLapsed, lastValidDayOf, type AuthorizationState } from '../authorization';
import type { PatientHistory } from './case-of';
import { firstPerformedOn } from './stages';

export interface EndedApproval {
  readonly end: 'used' | 'lapsed';
  /** The day of the first procedure under it, or its last valid day. */
  readonly on: PlainDate;
}

/** Undefined while it holds and nothing was done under it. Whether the daily run has recorded the lapse changes nothing. */
export function endedApproval(history: Pick<PatientHistory, 'patient'>, authorization: AuthorizationState, asOf: PlainDate): EndedApproval | undefined {
  const used = firstPerformedOn(history, authorization);
  if (used !== undefined) return { end: 'used', on: used };
  const lapsedOn = authorization.expiredOn ?? (hasLapsed(authorization, asOf) ? lastValidDayOf(authorization)?.on : undefined);
  return lapsedOn === undefined ? undefined : { end: 'lapsed', on: lapsedOn };
}
