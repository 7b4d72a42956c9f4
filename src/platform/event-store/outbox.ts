import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { bytes, integer, text, textOrNull, type Row, type Sql } from '../database/sql';
import { waitAfter, type BackOff } from './back-off';

export interface OutboxJob {
  readonly practice: PracticeId;
  readonly feed: number;
  readonly topic: string;
  readonly payload: unknown;
  /** This attempt's number, from 1. */
  readonly attempt: number;
}

/** A job as it waits, or as it was parked. */
export interface OutboxRow extends OutboxJob {
  readonly recordedAt: Instant;
  /** Left out: parked. */
  readonly availableAt?: Instant;
  /** The code of the last failure. */
  readonly lastError?: string;
}

/** How much of a topic there is to do, of every practice together. */
export interface QueuedWork {
  readonly topic: string;
  readonly waiting: number;
  readonly parked: number;
  /** Since the oldest that waits was recorded; 0 where none does. */
  readonly oldestSeconds: number;
}

const BACK_OFF: BackOff = { firstMs: 1_000, factor: 4, longestMs: Number.MAX_SAFE_INTEGER, attemptsMax: 8, jitter: 0 };

/** What a worker takes its jobs from. */
export type Jobs = Pick<Outbox, 'claim' | 'acknowledge' | 'postpone' | 'extend'>;

/** Work that follows commits, at least once: a claimed row comes back when its lease ends before it was acknowledged. */
export class Outbox {
  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  /** Takes up to `limit` rows of these topics, oldest first, for `leaseMs`. Two claimers never hold one row at once. */
  async claim(topics: readonly string[], limit: number, leaseMs: number): Promise<readonly OutboxJob[]> {
    if (topics.length === 0) return [];
    const now = this.clock.now();
    // Materialized: as a part of the UPDATE it may be asked more than once, and each time takes further rows.
    const rows = await this.sql.everyPractice.execute(`WITH due AS MATERIALIZED (SELECT practice_id, feed FROM outbox WHERE available_at <= ? AND topic IN (${topics.map(() => '?').join(', ')})
       ORDER BY available_at, practice_id, feed LIMIT ? ${this.sql.engine === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''})
      UPDATE outbox SET attempts = attempts + 1, available_at = ? WHERE (practice_id, feed) IN (SELECT practice_id, feed FROM due)
      RETURNING practice_id, feed, topic, payload, attempts`, [now, ...topics, limit, later(now, leaseMs)]);
    return rows.map(toJob).sort((a, b) => a.feed - b.feed);
  }

  async acknowledge(job: OutboxJob): Promise<void> {
    await this.sql.of(job.practice).execute('DELETE FROM outbox WHERE practice_id = ? AND feed = ?', [job.practice, job.feed]);
  }

  /** Tries again later, later each time, or after `waitMs`; in the end, or with null, the row is parked for a person. `reason` is a code, never data. */
  async postpone(job: OutboxJob, reason: string, waitMs: number | null = waitAfter(BACK_OFF, job.attempt, 0) ?? null): Promise<void> {
    const at = waitMs === null ? null : later(this.clock.now(), waitMs);
    // Whoever lost the row to another claimer has no say in it.
    await this.sql.of(job.practice).execute('UPDATE outbox SET available_at = ?, last_error = ? WHERE practice_id = ? AND feed = ? AND attempts = ?', [at, reason, job.practice, job.feed, job.attempt]);
  }

  /** Holds a claimed row for longer. */
  async extend(job: OutboxJob, leaseMs: number): Promise<void> {
    await this.sql.of(job.practice).execute('UPDATE outbox SET available_at = ? WHERE practice_id = ? AND feed = ? AND attempts = ? AND available_at IS NOT NULL', [later(this.clock.now(), leaseMs), job.practice, job.feed, job.attempt]);
  }

  /** For whoever runs the service: numbers, and of no practice. */
  async queuedWork(): Promise<readonly QueuedWork[]> {
    const rows = await this.sql.everyPractice.query('SELECT topic, count(*) AS jobs, count(available_at) AS waiting, min(CASE WHEN available_at IS NOT NULL THEN recorded_at END) AS oldest FROM outbox GROUP BY topic ORDER BY topic', []);
    return rows.map((row) => {
      const [waiting, oldest] = [integer(row, 'waiting'), textOrNull(row, 'oldest')];
      return { topic: text(row, 'topic'), waiting, parked: integer(row, 'jobs') - waiting, oldestSeconds: oldest === null ? 0 : Math.max(0, (Date.parse(this.clock.now()) - Date.parse(oldest)) / 1000) };
    });
  }

  /** A practice's jobs of a topic that wait or were parked, oldest first. */
  async list(practice: PracticeId, topic: string, limit: number): Promise<readonly OutboxRow[]> {
    const rows = await this.sql.of(practice).query('SELECT practice_id, feed, topic, payload, attempts, recorded_at, available_at, last_error FROM outbox WHERE practice_id = ? AND topic = ? ORDER BY feed LIMIT ?', [practice, topic, limit]);
    return rows.map((row) => {
      const [availableAt, lastError] = [textOrNull(row, 'available_at'), textOrNull(row, 'last_error')];
      return { ...toJob(row), recordedAt: text(row, 'recorded_at'), ...(availableAt !== null && { availableAt }), ...(lastError !== null && { lastError }) };
    });
  }
}

function toJob(row: Row): OutboxJob {
  return { practice: text(row, 'practice_id'), feed: integer(row, 'feed'), topic: text(row, 'topic'),
    payload: JSON.parse(bytes(row, 'payload').toString('utf8')), attempt: integer(row, 'attempts') };
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
