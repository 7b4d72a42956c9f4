/** What is to be done next about a need, and what after the day on which that is over. Pure: days stand in the answer, and nobody asks which day it is. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { waitOf } from '../criteria/earliest-on';
import { isEligible, type RecordedAssessment } from '../criteria/recorded';
import { isAppealPending } from '../authorization';
import type { Deadline } from '../deadlines';
import type { AuthorizationState } from '../patient';
import type { DueKind, Need, NextAction, PacketState, Todo } from './need';
import { packetOf } from './stages';

export type Plan = Pick<Need, 'next' | 'until' | 'afterwards'>;

export interface Seen {
  readonly recorded: RecordedAssessment | undefined;
  readonly plannedOn: PlainDate | undefined;
  /** Records asked of other providers for the episode: the first day to ask again. */
  readonly chaseOn: PlainDate | undefined;
}

/** Before anything is requested. */
export function planOfRecord(authorization: AuthorizationState | undefined, { recorded, plannedOn, chaseOn }: Seen): Plan {
  const planned = plannedOn === undefined ? {} : { due: { kind: 'planned-service' as const, on: plannedOn } };
  if (recorded === undefined) return { next: { action: 'record-coverage', ...planned } };
  if (isEligible(recorded)) return { next: { action: authorization === undefined ? 'draft' : 'request', ...planned } };
  const { earliestOn, waitsOnlyForTime } = waitOf(recorded.findings);
  if (waitsOnlyForTime && earliestOn !== null) return { next: { action: 'wait', due: { kind: 'earliest-day', on: earliestOn } } };
  const action = recorded.findings.every(({ outcome }) => outcome === 'met' || outcome === 'review') ? 'decide' : 'document';
  if (chaseOn === undefined) return { next: { action, ...planned } };
  const due = { kind: 'records-chase' as const, on: chaseOn };
  return { next: { action, due }, until: toPlainDate(toDay(chaseOn) - 1), afterwards: { action: 'chase-records', due } };
}

/** Of what was requested: the soonest of its days says what is to be done; a window that has closed gives way to the next. */
export function planOfDates(authorization: AuthorizationState, dates: readonly Deadline[]): Plan {
  const [first, second] = dates;
  if (first === undefined) return { next: { action: withoutDay(authorization) } };
  const next = todoOf(authorization, first);
  const until = first.until ?? first.on;
  switch (first.kind) {
    case 'peer-to-peer-closes': return { next, until, afterwards: second === undefined ? { ...next, action: 'settle' } : todoOf(authorization, second) };
    case 'peer-to-peer-call': return { next, until, afterwards: { ...next, action: 'record-decision' } };
    case 'planned-service': return { next: { ...next, action: 'wait' }, until, afterwards: next };
    default: return next.action === 'wait' && first.kind !== 'submission-due' ? { next, until, afterwards: { ...next, action: 'chase' } } : { next };
  }
}

function todoOf(authorization: AuthorizationState, { kind, on }: Deadline): Todo {
  return { action: actionOf(authorization, kind as DueKind), due: { kind: kind as DueKind, on } };
}

function actionOf(authorization: AuthorizationState, kind: DueKind): NextAction {
  switch (kind) {
    case 'submission-due': return beforeSubmission(authorization);
    case 'decision-due':
    case 'appeal-decision-due': return 'wait';
    case 'follow-up': return followUp(authorization);
    case 'pended-answer-due': return 'answer';
    case 'peer-to-peer-call':
    case 'peer-to-peer-closes': return 'call-peer';
    case 'resubmission': return 'request-again';
    case 'appeal-due': return 'appeal';
    case 'approved-not-scheduled':
    case 'approval-expires': return 'schedule';
    case 'planned-service': return 'perform';
    case 'units-run-out': return 'request-next';
    case 'last-day-missing': return 'ask-last-day';
    case 'expired': return 'acknowledge';
    case 'records-chase': return 'chase-records';
    case 'earliest-day': return 'wait';
  }
}

const BY_PACKET: { readonly [P in PacketState]?: NextAction } = { stale: 'request-again', issued: 'review', reviewed: 'sign', signed: 'submit' };

function beforeSubmission(authorization: AuthorizationState): NextAction {
  if (authorization.submission?.state === 'parked') return 'resend';
  if (authorization.submission?.state === 'queued') return 'wait';
  return BY_PACKET[packetOf(authorization)] ?? 'submit';
}

function followUp(authorization: AuthorizationState): NextAction {
  switch (authorization.disputed ?? authorization.position) {
    case 'submitted':
    case 'appealed': return 'wait';
    case 'peer-to-peer': return isAppealPending(authorization) ? 'wait' : 'call-peer';
    case 'answered': return 'read-answer';
    case 'modified': return 'answer-modification';
    case 'rejected': return 'request-again';
    case 'pended': return 'answer';
    default: return 'settle';
  }
}

/** Live, and no day of it is on the list: what its position alone says. */
function withoutDay(authorization: AuthorizationState): NextAction {
  switch (authorization.position) {
    case 'requested': return beforeSubmission(authorization);
    case 'affirmed':
    case 'partially-affirmed':
    case 'not-required': return 'schedule';
    default: return followUp(authorization);
  }
}
