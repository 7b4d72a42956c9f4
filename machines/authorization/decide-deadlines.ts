/** A letter's own day in place of the arithmetic, and an approval that lapsed unused seen by somebody. Pure; neither moves the map. */
import { toDay } from '../kernel/calendar';
import { reject, type Rejection } from '../kernel/rejection';
import { hasLapsed, lastDetermination, mayLetterSet, type AuthorizationState } from './authorization';
import { SET_BY_LETTER } from './deadline-kinds';
import type { AuthorizationCommand, AuthorizationEvent } from './events';
import { lastValidDayOf } from './last-valid-day';
import type { AuthorizationGiven } from './refuse-content';
import { DAYS_AHEAD_MAX } from './refuse-dispute';

type Override = Extract<AuthorizationCommand, { type: 'OverrideDeadline' }>;
type Acknowledgement = Extract<AuthorizationCommand, { type: 'AcknowledgeExpiry' }>;

/** Codes `deadline-not-open`, `deadline-before-its-start`, `deadline-out-of-sight`, `reason-required`. */
export function overrideDeadline({ type: _, ...said }: Override, authorization: AuthorizationState, { asOf, actor }: AuthorizationGiven): readonly AuthorizationEvent[] | Rejection {
  const { kind, on, reason } = said;
  const positions: readonly string[] = SET_BY_LETTER[kind];
  if (!mayLetterSet(authorization, kind)) {
    return reject('deadline-not-open', `The authorization is ${authorization.position}, and ${kind} is a day of one that is ${positions.join(' or ')}: record first what the letter says happened.`, { details: { position: authorization.position, kind } });
  }
  const start = startOf(authorization, kind);
  if (start !== undefined && on < start) {
    return reject('deadline-before-its-start', `That day lies before ${start}, from which it counts: correct the date.`, { pointer: '/on', details: { start } });
  }
  // An approval may be without an end, which is written as 9999-12-31.
  if (kind !== 'approval-expires' && toDay(on) - toDay(asOf) > DAYS_AHEAD_MAX) {
    return reject('deadline-out-of-sight', `That day is more than ${DAYS_AHEAD_MAX} days ahead: check the year.`, { pointer: '/on', details: { asOf } });
  }
  if (reason.trim() === '') return reject('reason-required', 'Say what the letter says.', { pointer: '/reason' });
  return [{ type: 'DeadlineOverridden', ...said, by: actor }];
}

function startOf(authorization: AuthorizationState, kind: Override['kind']): string | undefined {
  const last = lastDetermination(authorization);
  if (kind === 'decision-due') return authorization.submittedOn;
  if (kind === 'appeal-decision-due') return authorization.appeal?.filedOn;
  return kind === 'approval-expires' ? last?.validFrom ?? last?.decidedOn : last?.decidedOn;
}

/** Of a lapsed approval that no daily run has recorded yet, the expiry too. Codes `not-expired`, `expiry-acknowledged`, `reason-required`. */
export function acknowledgeExpiry({ authorizationId, reason }: Acknowledgement, authorization: AuthorizationState, { asOf, actor }: AuthorizationGiven): readonly AuthorizationEvent[] | Rejection {
  const lapsed = hasLapsed(authorization, asOf) ? lastValidDayOf(authorization) : undefined;
  if (authorization.position !== 'expired' && lapsed === undefined) {
    return reject('not-expired', `The authorization is ${authorization.position}: only an approval whose last valid day has passed is acknowledged.`, { details: { position: authorization.position } });
  }
  if (authorization.expiryAcknowledged !== undefined) return reject('expiry-acknowledged', 'Somebody has seen it already: nothing is left to do.', { details: { authorizationId } });
  if (reason.trim() === '') return reject('reason-required', 'Say what becomes of it.', { pointer: '/reason' });
  return [
    ...(lapsed === undefined ? [] : [{ type: 'AuthorizationExpired', authorizationId, expiredOn: lapsed.on } as const]),
    { type: 'ExpiryAcknowledged', authorizationId, reason, by: actor },
  ];
}
