import { integer, type Row } from '../database/sql';
import type { Database } from '../database/sqlite';
import { codeOf } from '../database/store-errors';
import { Undo } from '../database/sqlite-write-queue';
import { IDEMPOTENCY_COLUMNS, toIdempotencyRecord } from './event-rows';
import type { Append, Commit, CommitResult, IdempotencyRecord, IdempotencyWrite } from './event-store';
import { hashAudit } from './audit-chain';
import { FIRST_PREV_HASH } from './hash-chain';
import { HeadCache } from './head-cache';
import type { PreparedCommit } from './prepared-commit';
import { chainEvents, type Head, type ChainedEvent } from './chained-event';
import { SqliteProjectionWriter } from './sqlite-projection-writer';

/** Writes one commit inside the savepoint it is given; whatever fails is undone there. */
export class SqliteCommitWriter {
  readonly heads = new HeadCache();
  private readonly statements;
  private readonly projections: SqliteProjectionWriter;

  constructor(private readonly db: Database.Database) {
    this.statements = {
      replayed: db.prepare(`SELECT ${IDEMPOTENCY_COLUMNS} FROM idempotency WHERE practice_id = ? AND client = ? AND key = ?`),
      feed: db.prepare('UPDATE practice SET last_feed = last_feed + ? WHERE practice_id = ? RETURNING last_feed'),
      head: db.prepare('SELECT version, hash FROM event WHERE practice_id = ? AND stream_id = ? AND version = ?'),
      event: db.prepare(`INSERT INTO event (practice_id, stream_id, version, feed, type, schema_version, data, key_id, occurred_on, recorded_at,
        actor_id, correlation_id, causation_id, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      outbox: db.prepare('INSERT INTO outbox (practice_id, feed, topic, payload, recorded_at, available_at) VALUES (?, ?, ?, ?, ?, ?)'),
      told: db.prepare('INSERT INTO public_event (practice_id, feed, patient_id, version, type, data, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)'),
      // Asked anew each time: a command of another process writes rows of its own.
      auditHead: db.prepare('SELECT hash FROM audit WHERE practice_id = ? ORDER BY feed DESC LIMIT 1').pluck(),
      audit: db.prepare(`INSERT INTO audit (practice_id, feed, recorded_at, actor_id, role, action, resource, outcome, request_id, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      idempotency: db.prepare(`INSERT INTO idempotency (practice_id, ${IDEMPOTENCY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    };
    this.projections = new SqliteProjectionWriter(db);
  }

  write(prepared: PreparedCommit): CommitResult | Undo<CommitResult> {
    const { commit } = prepared;
    const { practice, idempotency } = commit;
    const record = idempotency === undefined ? undefined : this.remember(prepared, idempotency);
    if (record !== undefined) return new Undo<CommitResult>({ kind: 'replayed', record });
    let feed = this.takeFeed(prepared);
    const heads: { stream: string; head: Head }[] = [];
    for (const [index, append] of commit.appends.entries()) {
      const head = this.headOf(practice, append);
      if (head === undefined) return new Undo<CommitResult>({ kind: 'conflict', stream: append.stream });
      const chained = chainEvents(commit, append, prepared.events[index] ?? [], head, prepared.keyIds?.[index]);
      for (const event of chained) if (!this.insertEvent(event, ++feed)) return new Undo<CommitResult>({ kind: 'conflict', stream: append.stream });
      heads.push({ stream: append.stream, head: chained.at(-1) ?? head });
    }
    for (const [index, { stream, version, type }] of (commit.publicEvents ?? []).entries()) this.statements.told.run(practice, ++feed, stream, version, type, prepared.told[index], commit.recordedAt);
    for (const write of prepared.projections) this.projections.write(practice, write);
    for (const [index, { topic }] of commit.outbox.entries()) {
      this.statements.outbox.run(practice, ++feed, topic, prepared.payloads[index], commit.recordedAt, commit.recordedAt);
    }
    this.insertAudit(commit, ++feed);
    for (const { sql, parameters, mustChange } of prepared.statements ?? []) {
      const { changes } = this.db.prepare(sql).run(...parameters);
      if (changes === 0 && mustChange === true) return new Undo<CommitResult>({ kind: 'conflict', stream: commit.appends[0]?.stream ?? '' });
    }
    for (const { stream, head } of heads) this.heads.set(practice, stream, head);
    return { kind: 'committed', versions: heads.map(({ head }) => head.version) };
  }

  private insertAudit({ practice, audit, recordedAt }: Commit, feed: number): void {
    const { actorId, role, action, resource, outcome, requestId } = audit;
    const before = (this.statements.auditHead.get(practice) as Buffer | null | undefined) ?? FIRST_PREV_HASH;
    this.statements.audit.run(practice, feed, recordedAt, actorId, role, action, resource, outcome, requestId, hashAudit(before, practice, feed, recordedAt, audit));
  }

  /** Reserves its numbers of the practice's feed; answers the number before the first. */
  private takeFeed({ commit, feedCount }: PreparedCommit): number {
    const row = this.statements.feed.get(feedCount, commit.practice) as Row | undefined;
    if (row === undefined) throw new Error(`practice ${commit.practice} does not exist`);
    return integer(row, 'last_feed') - feedCount;
  }

  /** The row at the expected version; undefined when there is none (the stream is shorter, or further). */
  private headOf(practice: string, { stream, expectedVersion }: Append): Head | undefined {
    const known = this.heads.find(practice, stream, expectedVersion);
    if (known === 'conflict') return undefined;
    return known ?? (this.statements.head.get(practice, stream, expectedVersion) as Head | undefined);
  }

  /** False when the version is taken: the primary key settles the race. */
  private insertEvent(event: ChainedEvent, feed: number): boolean {
    try {
      this.statements.event.run(event.practiceId, event.streamId, event.version, feed, event.type, event.schemaVersion, event.data, event.keyId,
        event.occurredOn, event.recordedAt, event.actorId, event.correlationId, event.causationId, event.prevHash, event.hash);
      return true;
    } catch (error) {
      if (codeOf(error) === 'SQLITE_CONSTRAINT_PRIMARYKEY') return false;
      throw error;
    }
  }

  /** Writes the key's row; answers the first one where the key was used before. */
  private remember({ commit, events }: PreparedCommit, { client, key, requestHash, status, practiceVersion = 0 }: IdempotencyWrite): IdempotencyRecord | undefined {
    const [first] = commit.appends;
    if (first === undefined) return undefined;
    try {
      this.statements.idempotency.run(commit.practice, client, key, requestHash, status, first.stream, first.expectedVersion + (events[0]?.length ?? 0), commit.recordedAt, practiceVersion);
      return undefined;
    } catch (error) {
      if (codeOf(error) !== 'SQLITE_CONSTRAINT_PRIMARYKEY') throw error;
      return toIdempotencyRecord(this.statements.replayed.get(commit.practice, client, key) as Row);
    }
  }
}
