/** One authorization as folded from its events, and what is asked of it. Pure. */
import type { Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, AuthorizationId, EpisodeId, FactId, PacketId } from '../kernel/ids';
import type { RecordedAssessment } from '../criteria/recorded';
import type { PolicyRef, Step } from '../criteria/types';
import type { AuthorizationMapEvent } from './authorization.machine';
import { SET_BY_LETTER, type LetterDeadline } from './deadline-kinds';
import { decisionThatCounts, type Decision, type DeterminationContent } from './determination';
import type { RequestOverride } from './events';
import { lastValidDayOf } from './last-valid-day';
import type { Call, ElectronicSubmission, Proof } from './submission';
import type { IssuedPacket } from './signing';

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
  /** What the record held of the procedures of its pathway when this was drafted: a later one uses the authorization up. */
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
  /** Modified, and a clinician declined it: why. */
  readonly declined?: string;
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

export const DECIDED: Readonly<Record<Decision, AuthorizationMapEvent['type']>> = {
  affirmed: 'affirm', 'partially-affirmed': 'partially-affirm', modified: 'modify', denied: 'deny', pended: 'pend', rejected: 'reject',
  'not-required': 'find-not-required', cancelled: 'cancel', review: 'answer',
};

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
