import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import type { Row } from '../database/sql';
import type { DiskReserve } from '../database/disk-reserve';
import type { Database } from '../database/sqlite';
import { codeOf, StoreUnavailable } from '../database/store-errors';
import type { NewDataKeys } from '../sealing/data-keys';
import { auditOnly, cutAt, type ReadRange } from './commits';
import { EVENT_COLUMNS, IDEMPOTENCY_COLUMNS, toIdempotencyRecord, toStoredEvent } from './event-rows';
import type { AuditWrite, Commit, CommitResult, EventStore, IdempotencyRecord, StoredEvent, StreamId } from './event-store';
import { prepareCommit } from './prepared-commit';
import { openRows } from './open-rows';
import { sealCommit } from './seal-commit';
import type { SqliteWriter } from './sqlite-writer';

const DISK_FULL = 'SQLITE_FULL';

/** The log on SQLite: every write through one writer, reads on a connection that cannot write. */
export class SqliteEventStore implements EventStore {
  private readonly statements;
  /** Patients' records are sealed. */
  dataKeys: NewDataKeys | undefined;

  constructor(reading: Database.Database, private readonly writer: SqliteWriter, private readonly clock: Clock, private readonly reserve: DiskReserve) {
    this.statements = {
      read: reading.prepare(`SELECT ${EVENT_COLUMNS} FROM event WHERE practice_id = ? AND stream_id = ? AND version BETWEEN ? AND ? ORDER BY version`),
      version: reading.prepare('SELECT version FROM event WHERE practice_id = ? AND stream_id = ? ORDER BY version DESC LIMIT 1').pluck(),
      idempotency: reading.prepare(`SELECT ${IDEMPOTENCY_COLUMNS} FROM idempotency WHERE practice_id = ? AND client = ? AND key = ?`),
    };
  }

  async read(practice: PracticeId, stream: StreamId, range: ReadRange = {}): Promise<readonly StoredEvent[]> {
    const rows = this.statements.read.all(practice, stream, range.fromVersion ?? 1, range.toVersion ?? Number.MAX_SAFE_INTEGER) as Row[];
    return cutAt(this.dataKeys === undefined ? rows.map((row) => toStoredEvent(row)) : await openRows(this.dataKeys, practice, rows), range.knownAt);
  }

  async version(practice: PracticeId, stream: StreamId): Promise<number> {
    return (this.statements.version.get(practice, stream) as number | undefined) ?? 0;
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const isAuditOnly = commit.appends.every(({ events }) => events.length === 0);
    if (!isAuditOnly) this.refuseOnFullDisk();
    const prepared = this.dataKeys === undefined ? prepareCommit(commit) : await sealCommit(this.dataKeys, commit);
    if ('kind' in prepared) return prepared;
    const write = (): Promise<CommitResult> => this.writer.commit(prepared);
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

  /** Resolves when all that waits is written. */
  close(): Promise<void> {
    return this.writer.drain();
  }
}
