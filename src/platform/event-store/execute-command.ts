import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import { canonicalCopy } from './canonical-copy';
import type { Append, AuditWrite, CommitResult, EventStore, IdempotencyRecord, IdempotencyWrite, Loaded, NewEvent, OutboxWrite, ProjectionWrite, PublicEventWrite, StoredEvent, StreamId } from './event-store';
import type { Projector } from './projection';
import { foldEvents, type Fold, type StreamCache } from './stream-cache';

/** What a decision wants recorded. */
export interface Accepted {
  readonly accepted: true;
  readonly events: readonly NewEvent[];
  readonly outbox?: readonly OutboxWrite[];
  /** Beside those of the projector: document bytes, the other side of a move. */
  readonly projections?: readonly ProjectionWrite[];
  /** Other streams in the same transaction, and what is told of them. */
  readonly also?: readonly Append[];
  readonly publicEvents?: readonly PublicEventWrite[];
}

export interface Refused<Refusal> {
  readonly accepted: false;
  readonly refusal: Refusal;
}

export interface Command<State, Refusal> {
  readonly practice: PracticeId;
  readonly stream: StreamId;
  readonly fold: Fold<State>;
  readonly projector?: Projector<State>;
  /** Pure but for reads of other streams; called again after a conflict. */
  readonly decide: (loaded: Loaded<State>) => Accepted | Refused<Refusal> | Promise<Accepted | Refused<Refusal>>;
  /** `If-Match`: the meaning depends on what the user saw, so a moved version is answered at once. Without it the command is additive. */
  readonly ifVersion?: number;
  /** What happened since that version does not concern what the user saw. Left out: everything does. */
  readonly isUnchangedSince?: (state: State, version: number) => boolean;
  readonly audit: AuditWrite;
  readonly idempotency?: IdempotencyWrite;
  readonly recordedAt: Instant;
  readonly actorId: string;
  readonly correlationId: string;
}

export type CommandResult<State, Refusal> =
  | { readonly kind: 'committed'; readonly state: State; readonly version: number; readonly events: readonly StoredEvent[] }
  /** The same key was answered before; compare `record.requestHash`, then fold to `record.version`. */
  | { readonly kind: 'replayed'; readonly record: IdempotencyRecord }
  /** A conditional command's version moved, or five decisions in a row were overtaken. */
  | { readonly kind: 'conflict'; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly version: number };

const DECISIONS_MAX = 5;

/**
 * One command to its durable answer: load, decide, fold, project, commit. On a conflict the newest state is loaded and an additive
 * command is decided again. A repeated key is found by the commit itself; what would be refused or has moved is looked up first,
 * because the same delivery may be what was recorded, and then its answer stands.
 */
export async function executeCommand<State, Refusal>(
  store: EventStore, streams: StreamCache, command: Command<State, Refusal>,
): Promise<CommandResult<State, Refusal>> {
  const { practice, stream, fold } = command;
  let loaded = await loadFor(streams, command);
  for (let decision = 1; ; decision++) {
    if (hasMoved(command, loaded)) return (await findRecord(store, command)) ?? { kind: 'conflict', version: loaded.version };
    const decided = await command.decide(loaded);
    if (!decided.accepted) {
      const record = await findRecord(store, command);
      if (record !== undefined) return record;
      const newest = await streams.load(practice, stream, fold);
      if (newest.version === loaded.version || decision === DECISIONS_MAX) return { kind: 'refused', refusal: decided.refusal, version: loaded.version };
      loaded = newest;
      continue;
    }
    const events = toStored(command, loaded.version, decided.events);
    const state = foldEvents(fold, loaded.state, events);
    const version = loaded.version + events.length;
    const result = await commitDecision(store, command, decided, events, { state, version }, loaded);
    if (result.kind === 'replayed') return result;
    if (result.kind === 'committed') {
      streams.put(practice, stream, fold, state, version, events);
      return { kind: 'committed', state, version, events };
    }
    loaded = await streams.load(practice, stream, fold);
    if (hasMoved(command, loaded) || decision === DECISIONS_MAX) return { kind: 'conflict', version: loaded.version };
  }
}

function hasMoved<State, Refusal>({ ifVersion, isUnchangedSince }: Command<State, Refusal>, { state, version }: Loaded<State>): boolean {
  if (ifVersion === undefined || ifVersion === version) return false;
  return ifVersion > version || isUnchangedSince?.(state, ifVersion) !== true;
}

async function findRecord<State, Refusal>(store: EventStore, { practice, idempotency }: Command<State, Refusal>): Promise<{ kind: 'replayed'; record: IdempotencyRecord } | undefined> {
  if (idempotency === undefined) return undefined;
  const record = await store.findIdempotency(practice, idempotency.client, idempotency.key);
  return record === undefined ? undefined : { kind: 'replayed', record };
}

/** A cached state is good enough to decide on, unless the caller has seen another version: then the log is asked. */
async function loadFor<State, Refusal>(streams: StreamCache, { practice, stream, fold, ifVersion }: Command<State, Refusal>): Promise<Loaded<State>> {
  const cached = await streams.loadToDecide(practice, stream, fold);
  return ifVersion === undefined || cached.version === ifVersion ? cached : streams.load(practice, stream, fold);
}

function commitDecision<State, Refusal>(store: EventStore, command: Command<State, Refusal>, decided: Accepted, events: readonly NewEvent[], next: Loaded<State>, { state: before, version: expectedVersion }: Loaded<State>): Promise<CommitResult> {
  const { practice, stream, projector, audit, idempotency, recordedAt, actorId, correlationId } = command;
  const projected = projector?.project(practice, stream, next.state, next.version) ?? [];
  const told = projector?.publish?.(stream, before, events, expectedVersion + 1) ?? [];
  return store.commit({
    practice, appends: [{ stream, expectedVersion, events }, ...(decided.also ?? [])],
    projections: [...projected, ...(decided.projections ?? [])], outbox: decided.outbox ?? [],
    publicEvents: [...told, ...(decided.publicEvents ?? [])], audit,
    ...(idempotency === undefined ? {} : { idempotency }), recordedAt, actorId, correlationId,
  });
}

/** As a read would answer them, keys in canonical order too: the live state equals the replayed one, byte for byte when printed. */
function toStored<State, Refusal>({ stream, recordedAt, actorId, correlationId }: Command<State, Refusal>, version: number, events: readonly NewEvent[]): StoredEvent[] {
  return events.map((event, index) => ({
    streamId: stream, version: version + index + 1, type: event.type, schemaVersion: event.schemaVersion, data: canonicalCopy(event.data),
    ...(event.occurredOn === undefined ? {} : { occurredOn: event.occurredOn }),
    recordedAt, actorId, correlationId, causationId: index === 0 ? null : `${stream}/${version + 1}`,
  }));
}
