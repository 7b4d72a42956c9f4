import type { PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { bytes, integer, text, type Row, type Sql } from '../database/sql';

export interface OutboxJob {
  readonly practice: PracticeId;
  readonly feed: number;
  readonly topic: string;
  readonly payload: unknown;
  /** This attempt's number, from 1. */
  readonly attempt: number;
}

const ATTEMPTS_MAX = 8;
const BACK_OFF_FIRST_MS = 1_000;
const BACK_OFF_FACTOR = 4;

/** Work that follows commits, at least once: a claimed row comes back when its lease ends before it was acknowledged. */
export class Outbox {
  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  /** Takes up to `limit` rows of these topics, oldest first, for `leaseMs`. Two claimers never hold one row at once. */
  async claim(topics: readonly string[], limit: number, leaseMs: number): Promise<readonly OutboxJob[]> {
    if (topics.length === 0) return [];
    const now = this.clock.now();
    const rows = await this.sql.execute(`UPDATE outbox SET attempts = attempts + 1, available_at = ? WHERE (practice_id, feed) IN
      (SELECT practice_id, feed FROM outbox WHERE available_at <= ? AND topic IN (${topics.map(() => '?').join(', ')})
       ORDER BY available_at, practice_id, feed LIMIT ? ${this.sql.engine === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''})
      RETURNING practice_id, feed, topic, payload, attempts`, [later(now, leaseMs), now, ...topics, limit]);
    return rows.map(toJob).sort((a, b) => a.feed - b.feed);
  }

  async acknowledge(job: OutboxJob): Promise<void> {
    await this.sql.execute('DELETE FROM outbox WHERE practice_id = ? AND feed = ?', [job.practice, job.feed]);
  }

  /** Tries again later, later each time; after `ATTEMPTS_MAX` the row is parked for a person. `reason` is a code, never data. */
  async postpone(job: OutboxJob, reason: string): Promise<void> {
    const at = job.attempt >= ATTEMPTS_MAX ? null : later(this.clock.now(), BACK_OFF_FIRST_MS * BACK_OFF_FACTOR ** (job.attempt - 1));
    await this.sql.execute('UPDATE outbox SET available_at = ?, last_error = ? WHERE practice_id = ? AND feed = ?', [at, reason, job.practice, job.feed]);
  }
}

function toJob(row: Row): OutboxJob {
  return { practice: text(row, 'practice_id'), feed: integer(row, 'feed'), topic: text(row, 'topic'),
    payload: JSON.parse(bytes(row, 'payload').toString('utf8')), attempt: integer(row, 'attempts') };
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
