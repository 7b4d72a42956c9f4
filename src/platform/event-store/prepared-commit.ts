import { canonicalJson } from '../json/canonical-json';
import type { Commit, GuardedStatement, ProjectionWrite } from './event-store';
import { lastWrites } from './projection-tables';
import { storedBytesOf } from './chained-event';

/** What a commit needs before its transaction begins. Throws on a value that cannot be stored: it fails its own caller only. */
export interface PreparedCommit {
  readonly commit: Commit;
  /** Canonical bytes of each append's events. */
  readonly events: readonly (readonly Buffer[])[];
  /** The key that each append's events are sealed with; left out: all in the clear. */
  readonly keyIds?: readonly (string | null)[];
  /** Rows of tables beside the log, in the same transaction and after all else. */
  readonly statements?: readonly GuardedStatement[];
  readonly payloads: readonly Buffer[];
  /** As JSON, in the order of the commit's public events. */
  readonly told: readonly string[];
  readonly projections: readonly ProjectionWrite[];
  /** Numbers it takes from the practice's feed: one per event, public event and outbox row, and one for the audit row. */
  readonly feedCount: number;
}

export function prepareCommit(commit: Commit): PreparedCommit {
  const events = commit.appends.map(storedBytesOf);
  if (commit.idempotency !== undefined && commit.appends.length === 0) throw new Error('an idempotent commit names the stream that its answer speaks of');
  const { publicEvents = [] } = commit;
  return {
    commit, events, told: publicEvents.map(({ data }) => JSON.stringify(data)),
    payloads: commit.outbox.map(({ payload }) => Buffer.from(canonicalJson(payload))),
    projections: lastWrites(commit.projections),
    ...(commit.statements !== undefined && { statements: commit.statements }),
    feedCount: events.reduce((sum, { length }) => sum + length, 0) + publicEvents.length + commit.outbox.length + 1,
  };
}
