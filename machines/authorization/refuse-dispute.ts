/** What a call with a peer and an appeal owe to the decision they dispute: days in order. Pure. */
import { toDay, type PlainDate } from '../kernel/calendar';
import { reject, type Rejection } from '../kernel/rejection';
import type { AuthorizationState } from './authorization';
import type { AuthorizationCommand } from './events';
import { inTheFuture, type AuthorizationGiven } from './refuse-content';

/** No payer's rule: beyond it a date is taken for a slip, and by then policies, coverage and record will have changed. */
export const DAYS_AHEAD_MAX = 366;

type Command<T extends AuthorizationCommand['type']> = Extract<AuthorizationCommand, { type: T }>;

/** Codes `date-in-future`, `disputed-before-decision`. */
export function refuseAppeal({ filedOn }: Command<'FileAppeal'>, authorization: AuthorizationState, { asOf }: AuthorizationGiven): Rejection | undefined {
  return filedOn > asOf ? inTheFuture('/filedOn') : refuseBefore(filedOn, '/filedOn', authorization);
}

/** Codes `disputed-before-decision`, `call-far`. A call that was held already may be recorded late. */
export function refuseCall({ on }: Command<'SchedulePeerToPeer'>, authorization: AuthorizationState, { asOf }: AuthorizationGiven): Rejection | undefined {
  if (toDay(on) - toDay(asOf) > DAYS_AHEAD_MAX) return reject('call-far', `That day is more than ${DAYS_AHEAD_MAX} days ahead: correct it.`, { pointer: '/on', details: { asOf } });
  return refuseBefore(on, '/on', authorization);
}

function refuseBefore(on: PlainDate, pointer: string, { determinations }: AuthorizationState): Rejection | undefined {
  const decidedOn = determinations[determinations.length - 1]?.decidedOn;
  if (decidedOn === undefined || on >= decidedOn) return undefined;
  return reject('disputed-before-decision', `The payer decided on ${decidedOn}: nothing can have been done about it before. Correct the date.`, { pointer, details: { decidedOn } });
}
