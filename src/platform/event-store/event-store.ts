/**
 * The one way in and out of the log: data in, data out. A use-case never sees a transaction; deciding happens before
 * `commit`, without I/O. SQLite and PostgreSQL implement it with the same tests.
 */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import type { Statement } from '../database/sql';

/** The practice's own log. */
export const PRACTICE_STREAM = 'practice';

/** A patient's id, or `PRACTICE_STREAM`. */
export type StreamId = string;

export interface NewEvent {
  readonly type: string;
  readonly schemaVersion: number;
  /** The event itself, canonical JSON when stored. */
  readonly data: unknown;
  /** Clinical date where the event has one. */
  readonly occurredOn?: string;
  /** About the log itself, of no patient: it stays in the clear where a record is sealed. All of an append, or none of it. */
  readonly isAboutLog?: true;
}

export interface StoredEvent extends NewEvent {
  readonly streamId: StreamId;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly actorId: string;
  readonly correlationId: string;
  readonly causationId: string | null;
}

export interface Append {
  readonly stream: StreamId;
  readonly expectedVersion: number;
  readonly events: readonly NewEvent[];
}

/**
 * A row of a projection table, replaced or deleted by key in the same transaction; rebuilt by `npm run rebuild`.
 * Columns in `projection-tables.ts`; a column left out is null. `document_content` is content-addressed: written once, never replaced.
 */
export interface ProjectionWrite {
  readonly table: 'patient_summary' | 'patient_link' | 'worklist' | 'deadline' | 'need' | 'document_content';
  readonly key: Readonly<Record<string, string>>;
  /** Left out: delete. */
  readonly row?: Readonly<Record<string, string | number | null | Uint8Array>>;
}

export interface OutboxWrite {
  /** `packet-draft` ... */
  readonly topic: string;
  readonly payload: unknown;
}

/** What programs outside are told: ids, versions, days and steps, never values. Written with what it follows from, or neither is. */
export interface PublicEventWrite {
  readonly type: string;
  /** The log and the version that it follows from. */
  readonly stream: StreamId;
  readonly version: number;
  readonly data: object;
}

/** Who did what to which object: ids and versions, never values. */
export interface AuditWrite {
  readonly actorId: string;
  readonly role: string;
  /** `read` | `write` | `refused` ... */
  readonly action: string;
  /** `patient/<id>` with further ids; never names. */
  readonly resource: string;
  readonly outcome: 'allowed' | 'refused';
  readonly requestId: string;
}

export interface IdempotencyWrite {
  readonly client: string;
  readonly key: string;
  readonly requestHash: string;
  /** HTTP status of the first answer. */
  readonly status: number;
  /** Version of the practice's log that it was decided with: a repeat is answered with the policies of then. 0 when left out. */
  readonly practiceVersion?: number;
}

export interface IdempotencyRecord extends IdempotencyWrite {
  readonly stream: StreamId;
  /** Version of the stream after the first answer; a repeat folds to it. */
  readonly version: number;
  readonly practiceVersion: number;
  readonly recordedAt: Instant;
}

export interface Commit {
  readonly practice: PracticeId;
  /** The first append is the stream the answer speaks of. May be empty of events (an idempotent no-op is still audited). */
  readonly appends: readonly Append[];
  readonly projections: readonly ProjectionWrite[];
  readonly outbox: readonly OutboxWrite[];
  readonly publicEvents?: readonly PublicEventWrite[];
  readonly audit: AuditWrite;
  readonly idempotency?: IdempotencyWrite;
  /** Rows of tables beside the log, in the same transaction and after all else. */
  readonly statements?: readonly GuardedStatement[];
  readonly recordedAt: Instant;
  readonly actorId: string;
  readonly correlationId: string;
}

export interface GuardedStatement extends Statement {
  /** Where it changes no row, somebody was faster: the commit is taken back, as a conflict of its first stream. */
  readonly mustChange?: true;
}

export type CommitResult =
  | { readonly kind: 'committed'; /** New version of each appended stream, in order. */ readonly versions: readonly number[] }
  | { readonly kind: 'conflict'; readonly stream: StreamId }
  | { readonly kind: 'replayed'; readonly record: IdempotencyRecord };

export interface EventStore {
  /** Events of a stream in order; `toVersion` and `knownAt` (inclusive instants) cut the tail. */
  read(practice: PracticeId, stream: StreamId, range?: { readonly fromVersion?: number; readonly toVersion?: number; readonly knownAt?: Instant }): Promise<readonly StoredEvent[]>;
  /** Current version of a stream, 0 when it does not exist: one indexed look-up. */
  version(practice: PracticeId, stream: StreamId): Promise<number>;
  commit(commit: Commit): Promise<CommitResult>;
  findIdempotency(practice: PracticeId, client: string, key: string): Promise<IdempotencyRecord | undefined>;
  /** Audit of reads and refusals: group-committed, resolved when durable. */
  audit(practice: PracticeId, write: AuditWrite): Promise<void>;
  close(): Promise<void>;
}

/** A stream as it was folded, with the version of its last event. */
export interface Loaded<State> {
  readonly state: State;
  readonly version: number;
}
