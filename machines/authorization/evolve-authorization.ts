/** Folds one event into an authorization. Pure, cheap, immutable; evaluates no policy. */
import { assert, unreachable } from '../kernel/assert';
import { initialPosition, next } from '../kernel/statechart';
import { authorizationMachine, type AuthorizationMapEvent } from './authorization.machine';
import { DECIDED, mayLetterSet, type AuthorizationContext, type AuthorizationState, type LetterDay, type RecordedDetermination } from './authorization';
import { decisionThatCounts, type Decision } from './determination';
import type { AuthorizationEvent } from './events';
import { evolveSigning } from './signing';

/** A new authorization. */
export function openAuthorization(event: Extract<AuthorizationEvent, { type: 'AuthorizationNeeded' }>, context: AuthorizationContext): AuthorizationState {
  const { authorizationId: id, episodeId, step, targets, packetId, policy, early } = event;
  return { id, episodeId, step, position: initialPosition(authorizationMachine), targets, packetId, policy, early, preceding: context.preceding, issued: [], determinations: [] };
}

type LaterEvent = Exclude<AuthorizationEvent, { type: 'AuthorizationNeeded' }>;

export function evolveAuthorization(state: AuthorizationState, event: LaterEvent, context: AuthorizationContext): AuthorizationState {
  if (!FOLLOWS_A_DECISION.has(event.type)) return evolve(state, event, context);
  const { beforeDecision: _, ...after } = evolve(state, event, context);
  return after;
}

/** What somebody did about a decision; that an approval lapsed or was seen to have, nobody did. */
const FOLLOWS_A_DECISION: ReadonlySet<LaterEvent['type']> = new Set(['AuthorizationRequested', 'AuthorizationSubmitted', 'ModificationAccepted', 'ModificationDeclined', 'PeerToPeerScheduled', 'AppealFiled', 'AuthorizationWithdrawn']);

function evolve(state: AuthorizationState, event: LaterEvent, context: AuthorizationContext): AuthorizationState {
  switch (event.type) {
    case 'AuthorizationRequested': {
      const { stale: _, recordChanged: __, asked: ___, letterDays: ____, submission: _____, disputed: ______, ...rest } = state;
      const { targets, dateOfService, policy, override, expedited, justification, packetId = state.packetId, issuedOn } = event;
      const asked = context.askedOn(dateOfService);
      return { ...rest, ...at(state, 'request'), packetId, issued: [...state.issued, { packetId, ...(issuedOn !== undefined && { issuedOn }) }], targets, dateOfService, policy, override, expedited, justification, requestedOn: context.assessment, ...(asked !== undefined && { asked }) };
    }
    case 'AuthorizationSubmitted': {
      const { submission, letterDays: _, ...rest } = state;
      // What went out another way is not waited for any more.
      const answered = submission !== undefined && submission.id === event.submissionId ? { submission: { ...submission, state: 'answered' as const } } : {};
      return { ...rest, ...at(state, 'submit'), channel: event.channel, proof: event.proof, submittedOn: event.submittedOn, ...answered };
    }
    case 'SubmissionQueued': {
      const { submissionId: id, packetId, payer, to, queuedOn } = event;
      return { ...state, submission: { id, packetId, payer, to, queuedOn, state: 'queued' } };
    }
    case 'SubmissionParked': {
      const { code, reason, attempts } = event;
      return state.submission === undefined ? state : { ...state, submission: { ...state.submission, state: 'parked', failure: { code, reason, attempts } } };
    }
    case 'CallLogged': {
      const { type: _, authorizationId: __, ...call } = event;
      return { ...state, calls: [...(state.calls ?? []), call] };
    }
    case 'DeterminationRecorded': {
      const { type: _, authorizationId: __, ...determination } = event;
      return decided(state, { ...determination, packetId: state.packetId });
    }
    case 'DeterminationCorrected':
      return corrected(state, event);
    case 'ModificationAccepted': {
      const { disputed: _, ...rest } = state;
      return { ...rest, ...at(state, 'accept'), determinations: lastAlso(state, { accepted: true }) };
    }
    case 'ModificationDeclined': {
      const { disputed: _, ...rest } = state;
      return { ...rest, ...at(state, 'decline'), determinations: lastAlso(state, { declined: event.reason }) };
    }
    case 'PeerToPeerScheduled':
      return { ...state, ...at(state, 'schedule-peer-to-peer'), ...(state.position === IN_PART && { disputed: 'peer-to-peer' as const }), peerToPeerOn: event.on };
    case 'AppealFiled':
      return { ...state, ...at(state, 'appeal'), ...(state.position === IN_PART && { disputed: 'appealed' as const }), appeal: { filedOn: event.filedOn, level: event.level }, appealedAfter: [...(state.appealedAfter ?? []), state.determinations.length] };
    case 'AuthorizationWithdrawn': {
      const { submission, ...rest } = state;
      return { ...rest, ...at(state, 'withdraw'), ...(submission?.state === 'answered' && { submission }) };
    }
    case 'AuthorizationExpired':
      return { ...state, ...at(state, 'expire'), expiredOn: event.expiredOn };
    case 'PacketReviewed':
    case 'PacketSigned':
      return { ...state, issued: evolveSigning(state.issued, event) };
    case 'PacketFlaggedStale':
      return { ...state, stale: event.because };
    case 'DeadlineOverridden':
      return withLetterDay(state, event);
    case 'ExpiryAcknowledged':
      return { ...state, expiryAcknowledged: { by: event.by, reason: event.reason } };
    default:
      return unreachable(event);
  }
}

function decided(state: AuthorizationState, determination: RecordedDetermination): AuthorizationState {
  const { decision } = determination;
  const { letterDays = [], disputed, ...rest } = state;
  const to = at(state, DECIDED[decision]);
  // The letter about the approved part is still about it, and a dispute that waits goes on.
  const kept = isHeldInPart(decision) ? letterDays.filter(({ kind }) => kind === 'approval-expires') : [];
  const underWay = to.position !== IN_PART ? undefined : decision === 'modified' ? 'modified' : decision === 'pended' ? disputed : undefined;
  return { ...rest, ...to, ...(kept.length > 0 && { letterDays: kept }), ...(underWay !== undefined && { disputed: underWay }), determinations: [...state.determinations, determination], beforeDecision: standingOf(state) };
}

function lastAlso({ determinations }: AuthorizationState, said: Pick<RecordedDetermination, 'accepted' | 'declined'>): AuthorizationState['determinations'] {
  return determinations.map((one, index) => (index === determinations.length - 1 ? { ...one, ...said } : one));
}

function corrected(state: AuthorizationState, { number, determination, reason, by }: Extract<AuthorizationEvent, { type: 'DeterminationCorrected' }>): AuthorizationState {
  const before = state.determinations[number - 1];
  assert(before !== undefined, 'the log corrects a determination that it does not hold');
  const { packetId, declined, mistaken = [], ...was } = before;
  const anew: RecordedDetermination = { ...determination, packetId, ...(declined !== undefined && { declined }), mistaken: [...mistaken, { was, reason, by }] };
  const found = foundBy(state, number);
  const after = found === undefined ? inPlace(state, before, anew) : decided(found, anew);
  return (state.letterDays ?? []).filter(({ kind }) => mayLetterSet(after, kind)).reduce(withLetterDay, after);
}

/** The authorization as the last decision found it, while nothing has followed; undefined for any other. */
export function foundBy({ beforeDecision, expiredOn: _, expiryAcknowledged: __, disputed: ___, letterDays: ____, ...state }: AuthorizationState, number: number): AuthorizationState | undefined {
  if (beforeDecision === undefined || number !== state.determinations.length) return undefined;
  return { ...state, ...beforeDecision, determinations: state.determinations.slice(0, -1) };
}

/** Other figures of the same decision: it stands where it stood. An approval that had lapsed lapses anew if it still does. */
function inPlace(state: AuthorizationState, before: RecordedDetermination, anew: RecordedDetermination): AuthorizationState {
  const { expiredOn, expiryAcknowledged, ...rest } = state;
  const determinations = state.determinations.map((one) => (one === before ? anew : one));
  if (expiredOn === undefined || decisionThatCounts(state) !== before) return { ...state, determinations };
  return { ...rest, position: anew.decision === IN_PART ? IN_PART : 'affirmed', determinations };
}

function standingOf({ position, disputed, letterDays }: AuthorizationState): NonNullable<AuthorizationState['beforeDecision']> {
  return { position, ...(disputed !== undefined && { disputed }), ...(letterDays !== undefined && { letterDays }) };
}

const IN_PART = 'partially-affirmed';

/** Of the rest: it takes nothing from the part that was approved. */
function isHeldInPart(decision: Decision): boolean {
  return decision === 'denied' || decision === 'pended' || decision === 'modified' || decision === 'rejected' || decision === 'review';
}

/** A letter's last day of an approval is the approval's own from then on: who plans, books and bills reads it there. */
function withLetterDay(state: AuthorizationState, { kind, on, documentId, reason, by }: Omit<LetterDay, 'was'>): AuthorizationState {
  const last = kind === 'approval-expires' ? decisionThatCounts(state) : undefined;
  const letterDays = [...(state.letterDays ?? []).filter((day) => day.kind !== kind), { kind, on, documentId, reason, by, ...(last?.validTo !== undefined && { was: last.validTo }) }];
  return { ...state, letterDays, determinations: state.determinations.map((one) => (one === last ? { ...one, validTo: on } : one)) };
}

function at(state: AuthorizationState, type: AuthorizationMapEvent['type']): { readonly position: string } {
  const position = next(authorizationMachine, state.position, { type }) ?? afterLostPart(state, type);
  assert(position !== undefined, `the log holds ${type} for an authorization that is ${state.position}`);
  return { position };
}

/** The first logs let a dispute take the approved part along: they go on from the decision about the rest. */
function afterLostPart({ position, disputed, determinations }: AuthorizationState, type: AuthorizationMapEvent['type']): string | undefined {
  const last = determinations[determinations.length - 1];
  if (position !== IN_PART || disputed !== undefined && last?.decision !== 'pended' || last === undefined) return undefined;
  const from = next(authorizationMachine, 'submitted', { type: DECIDED[last.decision] });
  return from === undefined ? undefined : next(authorizationMachine, from, { type });
}
