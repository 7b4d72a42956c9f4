import type { PracticeId } from '../../../machines/kernel/ids';
import { integer, type Sql } from '../database/sql';
import type { NewDataKeys } from '../sealing/data-keys';
import { textLength } from './canonical-copy';
import type { ReadRange } from './commits';
import type { EventStore, Loaded, StoredEvent, StreamId } from './event-store';
import { openSnapshot, sealSnapshot } from './sealed-snapshot';

/** How a stream becomes a state. Pure: `evolve` evaluates no policy and reads no clock. States are plain data. */
export interface Fold<State> {
  /** Names state and fold together, `patient@1`: raise the number when either changes, and old snapshots are not read again. */
  readonly name: string;
  readonly initial: State;
  evolve(state: State, event: StoredEvent): State;
}

interface Entry {
  readonly state: unknown;
  readonly version: number;
  readonly snapshotVersion: number;
  /** Characters of events since the snapshot, as JSON. */
  readonly aheadBytes: number;
}

const ENTRIES_MAX = 5_000;
/** Names of streams read once: a few bytes each. */
const READ_ONCE_MAX = 20_000;
const SNAPSHOT_AHEAD_EVENTS = 50;
const SNAPSHOT_AHEAD_BYTES = 64 * 1024;
/** How far behind a snapshot may be that `loadAndKeep` leaves: less than that is folded as quickly as it is read. */
const KEPT_AHEAD_EVENTS = 10;

/**
 * Folded streams: a bounded cache, least recently used first out, in front of snapshots and the log. All three are caches of the
 * log and give the state that a full replay gives. What is read to decide stays; what is only read stays from the second
 * time on, so that a pass over many patients neither fills memory nor displaces those who are being worked with.
 */
export class StreamCache {
  private readonly entries = new Map<string, Entry>();
  private readonly readOnce = new Set<string>();
  private readonly writing = new Set<Promise<void>>();

  constructor(private readonly store: Pick<EventStore, 'read' | 'version'>, private readonly sql: Sql, private readonly entriesMax = ENTRIES_MAX, private readonly dataKeys?: NewDataKeys) {}

  /** The current state: the version is looked up first. */
  async load<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>): Promise<Loaded<State>> {
    return this.loadVersion(practice, stream, fold, await this.store.version(practice, stream), false);
  }

  /**
   * As `load`, and sees to a snapshot that is hardly behind, so that whoever goes over all streams later parses instead of folding.
   * For work that goes over all of them anyway, off everybody's path.
   */
  async loadAndKeep<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>): Promise<Loaded<State>> {
    const entry = await this.entryOf(practice, stream, fold, await this.store.version(practice, stream), false);
    if (entry.version - entry.snapshotVersion > KEPT_AHEAD_EVENTS) {
      await this.write(practice, stream, fold.name, entry);
      const name = nameOf(practice, stream, fold);
      if (this.entries.get(name) === entry) this.entries.set(name, { ...entry, snapshotVersion: entry.version, aheadBytes: 0 });
    }
    return loaded(entry);
  }

  /** For deciding: the cached state as it is, perhaps behind; the unique constraint tells, then `load`. A state that is behind is still a prefix. */
  async loadToDecide<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>): Promise<Loaded<State>> {
    const entry = this.touch(nameOf(practice, stream, fold));
    return entry === undefined ? this.loadVersion(practice, stream, fold, await this.store.version(practice, stream), true) : loaded(entry);
  }

  /** The state as it was at a version or an instant: folded from the log, never cached. */
  async loadAt<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>, at: Pick<ReadRange, 'toVersion' | 'knownAt'>): Promise<Loaded<State>> {
    const events = await this.store.read(practice, stream, at);
    return { state: foldEvents(fold, fold.initial, events), version: events.at(-1)?.version ?? 0 };
  }

  /** What a commit has made of a state that was loaded here. `events` are as a read would answer them. */
  put<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>, state: State, version: number, events: readonly StoredEvent[]): void {
    const name = nameOf(practice, stream, fold);
    const previous = this.entries.get(name);
    if (previous !== undefined && previous.version >= version) return;
    const isNext = previous !== undefined ? previous.version === version - events.length : version === events.length;
    if (!isNext) {
      this.entries.delete(name);
      return;
    }
    this.set(practice, stream, fold, { state, version, snapshotVersion: previous?.snapshotVersion ?? 0, aheadBytes: (previous?.aheadBytes ?? 0) + sizeOf(events) });
  }

  drop<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>): void {
    this.entries.delete(nameOf(practice, stream, fold));
  }

  /** Waits for snapshots that are being written. */
  async settle(): Promise<void> {
    await Promise.all(this.writing);
  }

  private async loadVersion<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>, version: number, stays: boolean): Promise<Loaded<State>> {
    return loaded(await this.entryOf(practice, stream, fold, version, stays));
  }

  private async entryOf<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>, version: number, stays: boolean): Promise<Entry> {
    const name = nameOf(practice, stream, fold);
    const cached = this.touch(name);
    // Ahead of what was looked up: a commit of this process has landed since.
    if (cached !== undefined && cached.version >= version) return cached;
    const base = cached ?? await this.snapshot(practice, stream, fold, version);
    const tail = base.version === version ? [] : await this.store.read(practice, stream, { fromVersion: base.version + 1 });
    const entry = { state: foldEvents(fold, base.state as State, tail), version: tail.at(-1)?.version ?? base.version,
      snapshotVersion: base.snapshotVersion, aheadBytes: base.aheadBytes + sizeOf(tail) };
    const raced = this.entries.get(name);
    if (raced === undefined ? stays || this.wasRead(name) : raced.version < entry.version) this.set(practice, stream, fold, entry);
    return entry;
  }

  /** False the first time. */
  private wasRead(name: string): boolean {
    if (this.readOnce.delete(name)) return true;
    this.readOnce.add(name);
    if (this.readOnce.size > READ_ONCE_MAX) this.readOnce.delete(this.readOnce.values().next().value as string);
    return false;
  }

  /** The stored fold, when it is of this fold and not ahead of the log (a restored backup). */
  private async snapshot<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>, version: number): Promise<Entry> {
    const [row] = version <= KEPT_AHEAD_EVENTS ? [] : await this.sql.of(practice).query(
      'SELECT version, state, key_id FROM snapshot WHERE practice_id = ? AND stream_id = ? AND fold = ? AND version <= ?', [practice, stream, fold.name, version]);
    if (row === undefined) return { state: fold.initial, version: 0, snapshotVersion: 0, aheadBytes: 0 };
    const snapshotVersion = integer(row, 'version');
    const state = await openSnapshot(this.dataKeys, practice, stream, fold.name, snapshotVersion, row);
    return state === undefined ? { state: fold.initial, version: 0, snapshotVersion: 0, aheadBytes: 0 } : { state, version: snapshotVersion, snapshotVersion, aheadBytes: 0 };
  }

  private set<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>, entry: Entry): void {
    const name = nameOf(practice, stream, fold);
    const isFar = entry.version - entry.snapshotVersion > SNAPSHOT_AHEAD_EVENTS || entry.aheadBytes > SNAPSHOT_AHEAD_BYTES;
    this.entries.delete(name);
    this.entries.set(name, isFar ? { ...entry, snapshotVersion: entry.version, aheadBytes: 0 } : entry);
    if (this.entries.size > this.entriesMax) this.entries.delete(this.entries.keys().next().value as string);
    if (isFar) this.writeLater(practice, stream, fold.name, entry);
  }

  /** Off the commit's path. A snapshot that could not be written is written next time: it is a cache. */
  private writeLater(practice: PracticeId, stream: StreamId, fold: string, { state, version }: Entry): void {
    const written = new Promise<void>((resolve) => setImmediate(resolve)).then(() => this.write(practice, stream, fold, { state, version })).catch(() => undefined).finally(() => this.writing.delete(written));
    this.writing.add(written);
  }

  private async write(practice: PracticeId, stream: StreamId, fold: string, { state, version }: Pick<Entry, 'state' | 'version'>): Promise<void> {
    const stored = await sealSnapshot(this.dataKeys, practice, stream, fold, version, Buffer.from(JSON.stringify(state)));
    if (stored === undefined) return;
    await this.sql.of(practice).execute(`INSERT INTO snapshot (practice_id, stream_id, fold, version, state, key_id) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (practice_id, stream_id, fold) DO UPDATE SET version = excluded.version, state = excluded.state, key_id = excluded.key_id WHERE snapshot.version < excluded.version`,
    [practice, stream, fold, version, stored.state, stored.keyId]);
  }

  private touch(name: string): Entry | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    this.entries.delete(name);
    this.entries.set(name, entry);
    return entry;
  }
}

export function foldEvents<State>(fold: Fold<State>, state: State, events: readonly StoredEvent[]): State {
  let folded = state;
  for (const event of events) folded = fold.evolve(folded, event);
  return folded;
}

function nameOf<State>(practice: PracticeId, stream: StreamId, fold: Fold<State>): string {
  return `${fold.name}/${practice}/${stream}`;
}

function loaded<State>({ state, version }: Entry): Loaded<State> {
  return { state: state as State, version };
}

function sizeOf(events: readonly StoredEvent[]): number {
  return events.reduce((sum, { data }) => sum + textLength(data), 0);
}
