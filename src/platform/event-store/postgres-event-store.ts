import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import type { PracticeConnections } from '../database/practice-connections';
import type { Row } from '../database/sql';
import { StoreUnavailable } from '../database/store-errors';
import type { NewDataKeys } from '../sealing/data-keys';
import { auditOnly, cutAt, type ReadRange } from './commits';
import { EVENT_COLUMNS, IDEMPOTENCY_COLUMNS, toIdempotencyRecord, toStoredEvent } from './event-rows';
import type { AuditWrite, Commit, CommitResult, EventStore, IdempotencyRecord, StoredEvent, StreamId } from './event-store';
import { needsOwnTransaction, PostgresCommitWriter } from './postgres-commit-writer';
import { openRows } from './open-rows';
import { prepareCommit, type PreparedCommit } from './prepared-commit';
import { sealCommit } from './seal-commit';

interface Waiting {
  readonly prepared: PreparedCommit;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
}

const COMMITS_PER_STATEMENT_MAX = 128;
const VERSION_MAX = 2 ** 31 - 1;

/**
 * The log on PostgreSQL: commits that arrive while one of their practice is under way are written together by the next statement.
 * Any number of processes may write; no lock of ours is held between statements.
 */
export class PostgresEventStore implements EventStore {
  private readonly writer: PostgresCommitWriter;
  private readonly waiting = new Map<PracticeId, Waiting[]>();
  private readonly running = new Map<PracticeId, Promise<void>>();
  private closing = false;
  /** Patients' records are sealed. */
  dataKeys: NewDataKeys | undefined;

  constructor(private readonly connections: PracticeConnections, private readonly clock: Clock) {
    this.writer = new PostgresCommitWriter(connections);
  }

  async read(practice: PracticeId, stream: StreamId, range: ReadRange = {}): Promise<readonly StoredEvent[]> {
    const { rows } = await this.connections.query<Row>({ practice }, {
      name: 'read-stream', text: `SELECT ${EVENT_COLUMNS} FROM event WHERE practice_id = $1 AND stream_id = $2 AND version BETWEEN $3 AND $4 ORDER BY version`,
      values: [practice, stream, range.fromVersion ?? 1, range.toVersion ?? VERSION_MAX],
    });
    return cutAt(this.dataKeys === undefined ? rows.map((row) => toStoredEvent(row)) : await openRows(this.dataKeys, practice, rows), range.knownAt);
  }

  async version(practice: PracticeId, stream: StreamId): Promise<number> {
    const { rows } = await this.connections.query<{ version: number }>({ practice }, {
      name: 'version', text: 'SELECT version FROM event WHERE practice_id = $1 AND stream_id = $2 ORDER BY version DESC LIMIT 1', values: [practice, stream],
    });
    return rows[0]?.version ?? 0;
  }

  async commit(commit: Commit): Promise<CommitResult> {
    const prepared = this.dataKeys === undefined ? prepareCommit(commit) : await sealCommit(this.dataKeys, commit);
    if ('kind' in prepared) return prepared;
    if (this.closing) throw new StoreUnavailable('The store is closing.');
    const result = await new Promise<CommitResult>((resolve, reject) => {
      const queue = this.waiting.get(commit.practice) ?? [];
      this.waiting.set(commit.practice, queue);
      queue.push({ prepared, resolve, reject });
      if (!this.running.has(commit.practice)) this.running.set(commit.practice, this.run(commit.practice, queue));
    });
    // The same delivery may be what moved the stream: then its answer stands.
    if (result.kind !== 'conflict' || commit.idempotency === undefined) return result;
    const record = await this.findIdempotency(commit.practice, commit.idempotency.client, commit.idempotency.key);
    return record === undefined ? result : { kind: 'replayed', record };
  }

  async findIdempotency(practice: PracticeId, client: string, key: string): Promise<IdempotencyRecord | undefined> {
    const { rows } = await this.connections.query<Row>({ practice }, {
      name: 'find-idempotency', text: `SELECT ${IDEMPOTENCY_COLUMNS} FROM idempotency WHERE practice_id = $1 AND client = $2 AND key = $3`, values: [practice, client, key],
    });
    return rows[0] === undefined ? undefined : toIdempotencyRecord(rows[0]);
  }

  async audit(practice: PracticeId, write: AuditWrite): Promise<void> {
    await this.commit(auditOnly(practice, write, this.clock.now()));
  }

  /** Refuses new commits and resolves when those that wait are answered. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(this.running.values());
  }

  private async run(practice: PracticeId, queue: Waiting[]): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const group = takeGroup(queue);
      const results = await this.writer.write(practice, group.map(({ prepared }) => prepared));
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined || result instanceof Error) reject(result);
        else resolve(result);
      });
      // Lets those who were just answered come back in time for the next statement.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.waiting.delete(practice);
    this.running.delete(practice);
  }
}

/** In order of arrival, at most one commit of a stream; one that cannot share a statement goes alone. The rest stays in the queue. */
function takeGroup(queue: Waiting[]): Waiting[] {
  const streams = new Set<StreamId>();
  const group: Waiting[] = [];
  const later: Waiting[] = [];
  let isFull = false;
  for (const each of queue.splice(0)) {
    const { appends } = each.prepared.commit;
    const isAlone = needsOwnTransaction(each.prepared);
    const waits = isFull || (isAlone && group.length > 0) || appends.some(({ stream }) => streams.has(stream));
    (waits ? later : group).push(each);
    for (const { stream } of appends) streams.add(stream);
    isFull ||= isAlone || group.length === COMMITS_PER_STATEMENT_MAX;
  }
  queue.push(...later);
  return group;
}
