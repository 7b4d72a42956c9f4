/** One authorization as folded from its events; `evolveAuthorization` never evaluates policy. Pure. */
import type { Target } from '../kernel/anatomy';
import { assert, unreachable } from '../kernel/assert';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, AuthorizationId, EpisodeId, FactId, PacketId } from '../kernel/ids';
import { initialPosition, next } from '../kernel/statechart';
import type { RecordedAssessment } from '../criteria/recorded';
import type { PolicyRef, Step } from '../criteria/types';
import { authorizationMachine, type AuthorizationMapEvent } from './authorization.machine';
import { SET_BY_LETTER, type LetterDeadline } from './deadline-kinds';
import { decisionThatCounts, type Decision, type DeterminationContent } from './determination';
import type { AuthorizationEvent, RequestOverride } from './events';
import { lastValidDayOf } from './last-valid-day';
import type { Call, ElectronicSubmission, Proof } from './submission';
import { evolveSigning, type IssuedPacket } from './signing';

export type { IssuedPacket } from './signing';

export interface AskedOfPayer {
  readonly payer: string;
  readonly line?: string;
  /** Left out: the episode planned none. */
  readonly setting?: string;
}

export interface AuthorizationState {
  readonly id: AuthorizationId;
  readonly episodeId: EpisodeId;
  readonly step: Step;
  /** The authorization map's state value: `draft`, `requested`, `submitted`, `affirmed` ... */
  readonly position: string;
  readonly targets: readonly Target[];
  /** Of the draft, then of the last request. */
  readonly packetId: PacketId;
  /** Packets that were issued, oldest first: each stays what it was, and the last one counts. */
  readonly issued: readonly IssuedPacket[];
  readonly policy: PolicyRef;
  /** Drafted by staff before the step was eligible. */
  readonly early: boolean;
  /** Procedures of the episode the record held when this was drafted: a later one uses the authorization up. */
  readonly preceding: readonly FactId[];
  readonly dateOfService?: PlainDate;
  readonly override?: RequestOverride;
  readonly expedited?: boolean;
  readonly justification?: string;
  /** Whom the last request asked, and for which place of service: the coverage and the plan that stood when it was made. */
  readonly asked?: AskedOfPayer;
  /** What the request rested on; what an issued packet prints. */
  readonly requestedOn?: RecordedAssessment;
  /** Of the last submission; the first logs hold any word. */
  readonly channel?: string;
  readonly proof?: Proof;
  readonly submittedOn?: PlainDate;
  /** What the service was told to send, of the present request. */
  readonly submission?: ElectronicSubmission;
  /** Conversations about it, in the order in which they were logged. */
  readonly calls?: readonly Call[];
  readonly determinations: readonly RecordedDetermination[];
  /** Where the last decision found it, until something follows that decision: a mistyped one is recorded anew from there. */
  readonly beforeDecision?: Pick<AuthorizationState, 'position' | 'disputed' | 'letterDays'>;
  readonly peerToPeerOn?: PlainDate;
  /** Of an approval in part: what is under way about the rest. `modified`: something else was approved in its place, which a clinician accepts or declines. */
  readonly disputed?: 'peer-to-peer' | 'appealed' | 'modified';
  readonly appeal?: { readonly filedOn: PlainDate; readonly level: string };
  /** Of every appeal, oldest first: how many determinations were on record when it was filed. */
  readonly appealedAfter?: readonly number[];
  /** Something was recorded after the request and before its submission, whether the packet rests on it or not. */
  readonly recordChanged?: true;
  /** The record changed under an issued packet: why. */
  readonly stale?: string;
  /** Days that a letter set, of what is asked or decided now: a new request, submission or decision begins without. */
  readonly letterDays?: readonly LetterDay[];
  readonly expiredOn?: PlainDate;
  readonly expiryAcknowledged?: { readonly by: ActorId; readonly reason: string };
}

export interface RecordedDetermination extends DeterminationContent {
  /** The packet it is about, the one that counted then. */
  readonly packetId: PacketId;
  /** Modified, and a clinician accepted it. */
  readonly accepted?: true;
  /** What had been recorded by mistake before, oldest first. */
  readonly mistaken?: readonly Mistaken[];
}

export interface Mistaken {
  readonly was: DeterminationContent;
  readonly reason: string;
  readonly by: ActorId;
}

export interface LetterDay {
  readonly kind: LetterDeadline;
  readonly on: PlainDate;
  readonly documentId: string;
  readonly reason: string;
  readonly by: ActorId;
  /** Of an approval: the last day that had been stated before. */
  readonly was?: PlainDate;
}

/** What the rest of the patient's state knows when an authorization event arrives. */
export interface AuthorizationContext {
  readonly preceding: readonly FactId[];
  readonly assessment: RecordedAssessment | undefined;
  /** Whom a request made now for a date of service asks; undefined without a coverage. */
  askedOn(dateOfService: PlainDate): AskedOfPayer | undefined;
}

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
      const last = state.determinations.length - 1;
      return { ...rest, ...at(state, 'accept'), determinations: state.determinations.map((one, index) => (index === last ? { ...one, accepted: true } : one)) };
    }
    case 'ModificationDeclined': {
      const { disputed: _, ...rest } = state;
      return { ...rest, ...at(state, 'decline') };
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

export const DECIDED: Readonly<Record<Decision, AuthorizationMapEvent['type']>> = {
  affirmed: 'affirm', 'partially-affirmed': 'partially-affirm', modified: 'modify', denied: 'deny', pended: 'pend', rejected: 'reject',
  'not-required': 'find-not-required', cancelled: 'cancel', review: 'answer',
};

function decided(state: AuthorizationState, determination: RecordedDetermination): AuthorizationState {
  const { decision } = determination;
  const { letterDays = [], disputed, ...rest } = state;
  const to = at(state, DECIDED[decision]);
  // The letter about the approved part is still about it, and a dispute that waits goes on.
  const kept = isHeldInPart(decision) && to.position === IN_PART ? letterDays.filter(({ kind }) => kind === 'approval-expires') : [];
  const underWay = to.position !== IN_PART ? undefined : decision === 'modified' ? 'modified' : decision === 'pended' ? disputed : undefined;
  return { ...rest, ...to, ...(kept.length > 0 && { letterDays: kept }), ...(underWay !== undefined && { disputed: underWay }), determinations: [...state.determinations, determination], beforeDecision: standingOf(state) };
}

function corrected(state: AuthorizationState, { number, determination, reason, by }: Extract<AuthorizationEvent, { type: 'DeterminationCorrected' }>): AuthorizationState {
  const before = state.determinations[number - 1];
  assert(before !== undefined, 'the log corrects a determination that it does not hold');
  const { packetId, accepted, mistaken = [], ...was } = before;
  const anew: RecordedDetermination = { ...determination, packetId, ...(accepted !== undefined && { accepted }), mistaken: [...mistaken, { was, reason, by }] };
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

/** The figures of the determination that counts: an approval's own dates and reference. */
export function lastDetermination(state: AuthorizationState): DeterminationContent | undefined {
  return decisionThatCounts(state);
}

/** A letter may set that day where the authorization stands, or where the dispute about its rest does. */
export function mayLetterSet(authorization: AuthorizationState, kind: LetterDeadline): boolean {
  const { position, disputed } = authorization;
  const positions: readonly string[] = SET_BY_LETTER[kind];
  const at = kind === 'approval-expires' ? position : disputed ?? position;
  return positions.includes(at) || (kind === 'appeal-decision-due' && at === 'peer-to-peer' && isAppealPending(authorization));
}

/** Filed and not decided, also where a call was scheduled since. */
export function isAppealPending({ appeal, appealedAfter = [], determinations }: AuthorizationState): boolean {
  return appeal !== undefined && appealedAfter[appealedAfter.length - 1] === determinations.length;
}

/** A request is out: past draft, neither taken back nor lapsed nor cancelled. */
export function isRequested(state: AuthorizationState): boolean {
  return state.position !== 'draft' && !isOver(state);
}

/** On the payer's side nothing stands against what it covers: approved, in part too, or not needed by the payer's own word. */
export function isApproved(state: AuthorizationState): boolean {
  return state.position === 'affirmed' || state.position === 'partially-affirmed' || state.position === 'not-required';
}

/** The payer has it and has not decided; after a denial or a rejection it is the practice's turn. */
export function isAwaited(state: AuthorizationState): boolean {
  return isRequested(state) && !isApproved(state) && state.position !== 'denied' && state.position !== 'rejected';
}

export function isOver(state: AuthorizationState): boolean {
  return state.position === 'withdrawn' || state.position === 'expired' || state.position === 'cancelled';
}

/** The approval's last valid date of service has passed, by every reading of the sources. What is not required does not lapse. */
export function hasLapsed(state: AuthorizationState, asOf: PlainDate): boolean {
  const last = isApproved(state) && state.position !== 'not-required' ? lastValidDayOf(state) : undefined;
  return last !== undefined && last.until < asOf;
}

/** A letter's last day of an approval is the approval's own from then on: who plans, books and bills reads it there. */
function withLetterDay(state: AuthorizationState, { kind, on, documentId, reason, by }: Omit<LetterDay, 'was'>): AuthorizationState {
  const last = decisionThatCounts(state);
  const was = kind === 'approval-expires' ? last?.validTo : undefined;
  const letterDays = [...(state.letterDays ?? []).filter((day) => day.kind !== kind), { kind, on, documentId, reason, by, ...(was !== undefined && { was }) }];
  if (kind !== 'approval-expires' || last === undefined) return { ...state, letterDays };
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
