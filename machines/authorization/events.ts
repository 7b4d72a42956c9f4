/**
 * The life of one payer approval, request to expiry, as events of the patient's log. Data only.
 * Payer happenings are events of an authorization and never facts.
 */
import type { Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, AuthorizationId, EpisodeId, Instant, PacketId, SubmissionId } from '../kernel/ids';
import type { Kind, PolicyRef, Step } from '../criteria/types';
import type { LetterDeadline } from './deadline-kinds';
import type { DeterminationContent } from './determination';
import type { SigningEvent } from './signing';
import type { Call, Proof, SubmissionFailure } from './submission';

export interface RequestOverride {
  /** The person who answers for it. */
  readonly by: string;
  readonly rationale: string;
  /** The kinds overridden; their findings stay as they are and the packet prints this. */
  readonly findings: readonly Kind[];
}

export type AuthorizationEvent =
  | SigningEvent
  | { readonly type: 'AuthorizationNeeded'; readonly authorizationId: AuthorizationId; readonly episodeId: EpisodeId; readonly step: Step;
      readonly targets: readonly Target[]; readonly packetId: PacketId; readonly policy: PolicyRef; readonly early: boolean }
  | { readonly type: 'AuthorizationRequested'; readonly authorizationId: AuthorizationId; readonly targets: readonly Target[];
      readonly dateOfService: PlainDate; readonly policy: PolicyRef; readonly override?: RequestOverride; readonly requestedBy: ActorId;
      /** The packet it issues: the draft's own the first time, a new one every time after. The first logs do not say: the draft's own. */ readonly packetId?: PacketId;
      /** The practice's day of the request; the first logs do not say. */ readonly issuedOn?: PlainDate;
      readonly expedited?: boolean; readonly justification?: string }
  | { readonly type: 'AuthorizationSubmitted'; readonly authorizationId: AuthorizationId; readonly submittedAt: Instant;
      /** The practice's day of it. */ readonly submittedOn: PlainDate; readonly channel: string; readonly proof: Proof;
      /** Of one that the service sent. */ readonly submissionId?: SubmissionId }
  /** The service is to send it; again after it was parked, under the same id. */
  | { readonly type: 'SubmissionQueued'; readonly authorizationId: AuthorizationId; readonly submissionId: SubmissionId; readonly packetId: PacketId;
      /** Who decides, and the address. */ readonly payer: string; readonly to: string;
      /** The practice's day on which it was first queued. */ readonly queuedOn: PlainDate; readonly resent?: true; /** What was put right before it was resent. */ readonly reason?: string }
  /** It could not be sent and waits for a person. */
  | ({ readonly type: 'SubmissionParked'; readonly authorizationId: AuthorizationId; readonly submissionId: SubmissionId } & SubmissionFailure)
  | ({ readonly type: 'CallLogged'; readonly authorizationId: AuthorizationId } & Call)
  | ({ readonly type: 'DeterminationRecorded'; readonly authorizationId: AuthorizationId } & DeterminationContent)
  /** It was mistyped: what the payer had said all along. `number`: which of the authorization's determinations, from 1. */
  | { readonly type: 'DeterminationCorrected'; readonly authorizationId: AuthorizationId; readonly number: number; readonly determination: DeterminationContent; readonly reason: string; readonly by: ActorId }
  /** By a clinician: what the payer approved in place of what was asked is what will be done. */
  | { readonly type: 'ModificationAccepted'; readonly authorizationId: AuthorizationId }
  | { readonly type: 'ModificationDeclined'; readonly authorizationId: AuthorizationId; readonly reason: string }
  | { readonly type: 'PeerToPeerScheduled'; readonly authorizationId: AuthorizationId; readonly on: PlainDate }
  | { readonly type: 'AppealFiled'; readonly authorizationId: AuthorizationId; readonly filedOn: PlainDate; readonly level: string }
  | { readonly type: 'AuthorizationWithdrawn'; readonly authorizationId: AuthorizationId; readonly reason: string }
  | { readonly type: 'AuthorizationExpired'; readonly authorizationId: AuthorizationId; readonly expiredOn: PlainDate }
  | { readonly type: 'PacketFlaggedStale'; readonly authorizationId: AuthorizationId; readonly packetId: PacketId; readonly because: string }
  /** The letter says a day of its own: it stands in place of the arithmetic. */
  | { readonly type: 'DeadlineOverridden'; readonly authorizationId: AuthorizationId; readonly kind: LetterDeadline; readonly on: PlainDate;
      readonly documentId: string; readonly reason: string; readonly by: ActorId }
  /** Somebody has seen that the approval lapsed unused; until then it stays on the list. */
  | { readonly type: 'ExpiryAcknowledged'; readonly authorizationId: AuthorizationId; readonly reason: string; readonly by: ActorId };

/** What staff and payer do after a request; drafting and requesting are commands of the patient. */
export type AuthorizationCommand =
  | { readonly type: 'SubmitAuthorization'; readonly authorizationId: AuthorizationId; readonly submittedAt: Instant;
      /** The practice's day of it. */ readonly submittedOn: PlainDate; readonly channel: string; readonly proof: Proof; readonly submissionId?: SubmissionId }
  | { readonly type: 'QueueSubmission'; readonly authorizationId: AuthorizationId; readonly submissionId: SubmissionId; readonly payer: string; readonly to: string }
  | { readonly type: 'ResendSubmission'; readonly authorizationId: AuthorizationId; readonly submissionId: SubmissionId; readonly reason?: string }
  | ({ readonly type: 'ParkSubmission'; readonly authorizationId: AuthorizationId; readonly submissionId: SubmissionId } & SubmissionFailure)
  | ({ readonly type: 'LogCall'; readonly authorizationId: AuthorizationId } & Call)
  | ({ readonly type: 'RecordDetermination'; readonly authorizationId: AuthorizationId } & DeterminationContent)
  | { readonly type: 'CorrectDetermination'; readonly authorizationId: AuthorizationId; readonly number: number; readonly determination: DeterminationContent; readonly reason: string }
  | { readonly type: 'AcceptModification'; readonly authorizationId: AuthorizationId }
  | { readonly type: 'DeclineModification'; readonly authorizationId: AuthorizationId; readonly reason: string }
  | { readonly type: 'SchedulePeerToPeer'; readonly authorizationId: AuthorizationId; readonly on: PlainDate }
  | { readonly type: 'FileAppeal'; readonly authorizationId: AuthorizationId; readonly filedOn: PlainDate; readonly level: string }
  | { readonly type: 'WithdrawAuthorization'; readonly authorizationId: AuthorizationId; readonly reason: string }
  | { readonly type: 'ExpireAuthorization'; readonly authorizationId: AuthorizationId }
  | { readonly type: 'OverrideDeadline'; readonly authorizationId: AuthorizationId; readonly kind: LetterDeadline; readonly on: PlainDate;
      readonly documentId: string; readonly reason: string }
  | { readonly type: 'AcknowledgeExpiry'; readonly authorizationId: AuthorizationId; readonly reason: string };
