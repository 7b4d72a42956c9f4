import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import type { Row, SqlValue, Statement } from '../database/sql';
import type { DiskReserve } from '../database/disk-reserve';
import type { Database } from '../database/sqlite';
import { SqliteWriteQueue } from '../database/sqlite-write-queue';
import { codeOf, StoreUnavailable } from '../database/store-errors';
import { auditOnly, cutAt, type ReadRange } from './commits';
import { EVENT_COLUMNS, IDEMPOTENCY_COLUMNS, toIdempotencyRecord, toStoredEvent } from './event-rows';
import type { AuditWrite, Commit, CommitResult, EventStore, IdempotencyRecord, StoredEvent, StreamId } from './event-store';
import { prepareCommit } from './prepared-commit';
import { SqliteCommitWriter } from './sqlite-commit-writer';

const DISK_FULL = 'SQLITE_FULL';

/** The log on SQLite: every write through one queue, reads on a connection that cannot write. */
export class SqliteEventStore implements EventStore {
  private readonly writer: SqliteCommitWriter;
  private readonly queue: SqliteWriteQueue;
  private readonly statements;

  constructor(reading: Database.Database, private readonly writing: Database.Database, private readonly clock: Clock, private readonly reserve: DiskReserve) {
    this.writer = new SqliteCommitWriter(writing);
    this.queue = new SqliteWriteQueue(writing, () => this.writer.heads.clear());
    this.statements = {
      read: reading.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE practice_id = ? AND stream_id = ? AND version BETWEEN ? AND ? ORDER BY version`),
      // On the connection that writes: its pages are in memory still, the other's were dropped by the last commit.
      version: writing.prepare('SELECT version FROM event WHERE practice_id = ? AND stream_id = ? ORDER BY version DESC LIMIT 1').pluck(),
      idempotency: reading.prepare(`SELECT ${IDEMPOTENCY_COLUMNS} FROM idempotency WHERE practice_id = ? AND client = ? AND key = ?`),
    };
  }

  async read(practice: PracticeId, stream: StreamId, range: ReadRange = {}): Promise<readonly StoredEvent[]> {
    const rows = this.statements.read.all(practice, stream, range.fromVersion ?? 1, range.toVersion ?? Number.MAX_SAFE_INTEGER) as Row[];
    return cutAt(rows.map((row) => toStoredEvent(row)), range.knownAt);
  }

  async version(practice: PracticeId, stream: StreamId): Promise<number> {
    return (this.statements.version.get(practice, stream) as number | undefined) ?? 0;
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const isAuditOnly = commit.appends.every(({ events }) => events.length === 0);
    if (!isAuditOnly) this.refuseOnFullDisk();
    const prepared = prepareCommit(commit);
    const write = (): Promise<CommitResult> => this.queue.run(() => this.writer.write(prepared));
    try {
      return await write();
    } catch (error) {
      // The audit goes on in the room that was kept for it; whoever else found the disk full is told.
      if (codeOf(error) !== DISK_FULL || !this.makeRoom() || !isAuditOnly) throw error;
      return write();
    }
  }

  /** Throws `StoreUnavailable` while the disk is full. */
  refuseOnFullDisk(): void {
    if (this.reserve.isSpent()) throw new StoreUnavailable('The disk is full: nothing is recorded until there is space.', { code: DISK_FULL });
  }

  /** Several may find the disk full at once; the first makes room for all of them. */
  private makeRoom(): boolean {
    return this.reserve.release() || this.reserve.isSpent();
  }

  async findIdempotency(practice: PracticeId, client: string, key: string): Promise<IdempotencyRecord | undefined> {
    const row = this.statements.idempotency.get(practice, client, key) as Row | undefined;
    return row === undefined ? undefined : toIdempotencyRecord(row);
  }

  async audit(practice: PracticeId, write: AuditWrite): Promise<void> {
    await this.commit(auditOnly(practice, write, this.clock.now()));
  }

  /** One statement of another room (practices, keys, outbox, snapshots) in the same queue. */
  execute(sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return this.queue.run<readonly Row[]>(() => {
      const statement = this.writing.prepare(sql);
      if (statement.reader) return statement.all(...parameters) as Row[];
      statement.run(...parameters);
      return [];
    });
  }

  /** Several, all or none. */
  executeAll(statements: readonly Statement[]): Promise<void> {
    return this.queue.run<void>(() => statements.forEach(({ sql, parameters }) => this.writing.prepare(sql).run(...parameters)));
  }

  /** Resolves when all that waits is written. */
  async close(): Promise<void> {
    await this.queue.close();
  }
}
