/**
 * What webhooks are still to be told. A delivery is made of every event that a webhook has subscribed to, in the order of the feed, and is there until
 * its receiver has it. Of each webhook and patient the earliest that waits is available, and the one after it when that is done: so a failing delivery
 * holds back this patient's later ones and no other. Rows are claimed as those of the outbox are, by the same worker.
 */
import type { PracticeId } from '../../machines/kernel/ids';
import type { Clock } from '../platform/clock/clock';
import { integer, text, type Row, type Sql, type Statement } from '../platform/database/sql';
import type { Jobs, OutboxJob } from '../platform/event-store/outbox';
import { typeCondition } from './event-feed';
import { lockOf } from './webhook-store';

export const WEBHOOK_DELIVERY = 'webhook-delivery';

export interface DeliveryJob {
  readonly webhookId: string;
  readonly patientId: string;
  readonly round: number;
}

const EVENTS_PER_SPREAD = 500;
const SPREADS_PER_LOOK = 20;
/** Of one webhook at once: a receiver that hangs takes no place of the others. */
const AT_ONCE_PER_WEBHOOK = 4;
const THIS = 'practice_id = ? AND webhook_id = ?';

export class Deliveries implements Jobs {
  private readonly underWay = new Map<string, number>();

  constructor(private readonly sql: Sql, private readonly clock: Clock) {}

  async claim(_topics: readonly string[], limit: number, leaseMs: number): Promise<readonly OutboxJob[]> {
    await this.spread();
    const now = this.clock.now();
    const due = await this.sql.everyPractice.query(`SELECT d.practice_id, d.webhook_id FROM webhook_delivery d JOIN webhook w ON w.practice_id = d.practice_id AND w.webhook_id = d.webhook_id
      WHERE d.available_at <= ? AND w.state = 'active' GROUP BY d.practice_id, d.webhook_id ORDER BY min(d.available_at)`, [now]);
    const jobs: OutboxJob[] = [];
    for (const row of due) {
      const [practice, webhookId] = [text(row, 'practice_id'), text(row, 'webhook_id')];
      const places = Math.min(AT_ONCE_PER_WEBHOOK - (this.underWay.get(nameOf(practice, webhookId)) ?? 0), limit - jobs.length);
      if (places > 0) jobs.push(...await this.claimOf(practice, webhookId, places, now, leaseMs));
    }
    return jobs;
  }

  /** The receiver has it: the patient's next one is available. */
  async acknowledge(job: OutboxJob): Promise<void> {
    const { webhookId, round } = payloadOf(job);
    await this.settle(job, [
      { sql: `UPDATE webhook SET succeeded_at = ?, succeeded_feed = ? WHERE ${THIS}`, parameters: [this.clock.now(), job.feed, job.practice, webhookId] },
      { sql: `DELETE FROM webhook_delivery WHERE ${THIS} AND feed = ? AND round = ?`, parameters: [job.practice, webhookId, job.feed, round] },
      this.nextOf(job),
    ]);
  }

  /** `waitMs` null: given up, and the patient's next one is available. */
  async postpone(job: OutboxJob, reason: string, waitMs: number | null = null): Promise<void> {
    const { webhookId, round } = payloadOf(job);
    const now = this.clock.now();
    await this.settle(job, [
      { sql: `UPDATE webhook SET failed_at = ?, failed_feed = ?, failed_because = ? WHERE ${THIS}`, parameters: [now, job.feed, reason, job.practice, webhookId] },
      // Whoever lost the row to another claimer, or to a replay, has no say in it.
      { sql: `UPDATE webhook_delivery SET state = ?, available_at = ?, attempted_at = ?, last_error = ? WHERE ${THIS} AND feed = ? AND round = ? AND attempts = ? AND state = 'pending'`,
        parameters: [waitMs === null ? 'dead' : 'pending', waitMs === null ? null : later(now, waitMs), now, reason, job.practice, webhookId, job.feed, round, job.attempt] },
      this.nextOf(job),
    ]);
  }

  async extend(job: OutboxJob, leaseMs: number): Promise<void> {
    const { webhookId, round } = payloadOf(job);
    await this.sql.of(job.practice).execute(`UPDATE webhook_delivery SET available_at = ? WHERE ${THIS} AND feed = ? AND round = ? AND attempts = ? AND state = 'pending'`,
      [later(this.clock.now(), leaseMs), job.practice, webhookId, job.feed, round, job.attempt]);
  }

  /** Makes the deliveries of what has happened since each webhook was last looked at. */
  private async spread(): Promise<void> {
    for (let look = 0; look < SPREADS_PER_LOOK; look++) {
      const behind = (await this.sql.everyPractice.query(`SELECT practice_id, webhook_id, types, position, (SELECT max(feed) FROM public_event WHERE public_event.practice_id = webhook.practice_id) AS last
        FROM webhook WHERE state = 'active'`)).filter((row) => row['last'] !== null && integer(row, 'last') > integer(row, 'position'));
      if (behind.length === 0) return;
      for (const row of behind) await this.spreadOne(row);
    }
  }

  /**
   * Two nodes may do it at once: the lock makes one wait for the other, and it then finds the position moved. What is read after a position was
   * committed before it was looked for, because the numbers of the feed appear in their order.
   */
  private async spreadOne(row: Row): Promise<void> {
    const [practice, webhookId] = [text(row, 'practice_id'), text(row, 'webhook_id')];
    const types = JSON.parse(text(row, 'types')) as readonly string[];
    const [ahead] = await this.sql.of(practice).query('SELECT max(feed) AS last FROM (SELECT feed FROM public_event WHERE practice_id = ? AND feed > ? ORDER BY feed LIMIT ?) AS ahead', [practice, integer(row, 'position'), EVENTS_PER_SPREAD]);
    if (ahead === undefined || ahead['last'] === null) return;
    const to = integer(ahead, 'last');
    await this.sql.of(practice).executeAll([
      lockOf(practice, webhookId),
      { sql: `INSERT INTO webhook_delivery (practice_id, webhook_id, feed, patient_id, round, state)
        SELECT p.practice_id, w.webhook_id, p.feed, p.patient_id, w.round, 'pending' FROM webhook w JOIN public_event p ON p.practice_id = w.practice_id AND p.feed > w.position AND p.feed <= ?
        WHERE w.practice_id = ? AND w.webhook_id = ? AND w.state <> 'deleted'${typeCondition(types, 'p.type')}`, parameters: [to, practice, webhookId, ...types] },
      { sql: `UPDATE webhook_delivery SET available_at = ? WHERE ${THIS} AND state = 'pending' AND available_at IS NULL AND feed <= ? AND feed > (SELECT position FROM webhook WHERE ${THIS})
        AND NOT EXISTS (SELECT 1 FROM webhook_delivery AS earlier WHERE earlier.practice_id = webhook_delivery.practice_id AND earlier.webhook_id = webhook_delivery.webhook_id
          AND earlier.patient_id = webhook_delivery.patient_id AND earlier.state = 'pending' AND earlier.feed < webhook_delivery.feed)`, parameters: [this.clock.now(), practice, webhookId, to, practice, webhookId] },
      { sql: `UPDATE webhook SET position = ? WHERE ${THIS} AND position < ?`, parameters: [to, practice, webhookId, to] },
    ]);
  }

  private async claimOf(practice: PracticeId, webhookId: string, places: number, now: string, leaseMs: number): Promise<readonly OutboxJob[]> {
    // Materialized: as a part of the UPDATE it may be asked more than once, and each time takes further rows.
    const rows = await this.sql.of(practice).execute(`WITH due AS MATERIALIZED (SELECT feed FROM webhook_delivery WHERE ${THIS} AND available_at <= ? ORDER BY available_at, feed LIMIT ? ${this.sql.engine === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : ''})
      UPDATE webhook_delivery SET attempts = attempts + 1, available_at = ? WHERE ${THIS} AND feed IN (SELECT feed FROM due)
      RETURNING feed, patient_id, round, attempts`, [practice, webhookId, now, places, later(now, leaseMs), practice, webhookId]);
    const name = nameOf(practice, webhookId);
    this.underWay.set(name, (this.underWay.get(name) ?? 0) + rows.length);
    return rows.map((row): OutboxJob => ({
      practice, feed: integer(row, 'feed'), topic: WEBHOOK_DELIVERY, attempt: integer(row, 'attempts'),
      payload: { webhookId, patientId: text(row, 'patient_id'), round: integer(row, 'round') } satisfies DeliveryJob,
    })).sort((a, b) => a.feed - b.feed);
  }

  /** The earliest that waits of its patient, where it is not available yet. */
  private nextOf(job: OutboxJob): Statement {
    const { webhookId, patientId } = payloadOf(job);
    return { sql: `UPDATE webhook_delivery SET available_at = ? WHERE ${THIS} AND patient_id = ? AND state = 'pending' AND available_at IS NULL
      AND feed = (SELECT min(feed) FROM webhook_delivery WHERE ${THIS} AND patient_id = ? AND state = 'pending')`, parameters: [this.clock.now(), job.practice, webhookId, patientId, job.practice, webhookId, patientId] };
  }

  /** The row of the webhook comes first in each, and orders them. */
  private async settle(job: OutboxJob, statements: readonly Statement[]): Promise<void> {
    try {
      await this.sql.of(job.practice).executeAll(statements);
    } finally {
      const name = nameOf(job.practice, payloadOf(job).webhookId);
      const left = (this.underWay.get(name) ?? 1) - 1;
      if (left > 0) this.underWay.set(name, left);
      else this.underWay.delete(name);
    }
  }
}

export function payloadOf({ payload }: OutboxJob): DeliveryJob {
  return payload as DeliveryJob;
}

function nameOf(practice: PracticeId, webhookId: string): string {
  return `${practice}/${webhookId}`;
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}
