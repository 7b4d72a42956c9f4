/** Delivers one event to one webhook, at least once: a process that ends in between leaves the row, and the same event goes out again under the same id. */
import { contentOf, type PublicContent } from '../../machines/public-events';
import type { PatientEvent } from '../../machines/patient';
import type { Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { waitAfter, type BackOff } from '../platform/event-store/back-off';
import type { OutboxJob } from '../platform/event-store/outbox';
import { Postponed, type WorkerPace } from '../platform/event-store/outbox-worker';
import { payloadOf } from './deliveries';
import { readEvent, type FeedEvent } from './event-feed';
import { eventIdOf, eventView } from './event.view';
import { codeOfStatus } from './failures';
import type { Networks } from './networks';
import { postEvent } from './post-event';
import { signedHeaders } from './signature';
import type { WebhookStore } from './webhook-store';

/** About two days from the first attempt to the last, so that a receiver may be down over a night. */
export const DELIVERY_BACK_OFF: BackOff = { firstMs: 5_000, factor: 4, longestMs: 6 * 3_600_000, attemptsMax: 14, jitter: 0.5 };
export const DELIVERY_PACE: WorkerPace = { batchJobs: 16, leaseMs: 10_000, atOnce: true };
const TIMEOUT_MS = 10_000;

export interface DeliveryParts {
  readonly store: Pick<Store, 'sql' | 'read'>;
  readonly webhooks: WebhookStore;
  readonly networks: Networks;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly chance: () => number;
  readonly backOff?: BackOff;
  readonly timeoutMs?: number;
}

export class DeliverEvent {
  constructor(private readonly parts: DeliveryParts) {}

  async execute(job: OutboxJob, ending: AbortSignal): Promise<void> {
    try {
      await this.attempt(job, ending);
    } catch (error) {
      if (error instanceof Postponed) throw error;
      throw new Postponed('failed-here', this.waitMs(job.attempt), error);
    }
  }

  private async attempt(job: OutboxJob, ending: AbortSignal): Promise<void> {
    const { webhooks, clock, store, networks, timeoutMs = TIMEOUT_MS } = this.parts;
    const { webhookId } = payloadOf(job);
    const [webhook, event] = [await webhooks.find(job.practice, webhookId), await readEvent(store.sql, job.practice, job.feed)];
    // Deleted meanwhile: the row is gone, too.
    if (webhook === undefined || event === undefined) return;
    if (webhook.state !== 'active') throw new Postponed('paused', 0);
    if (job.attempt > this.backOff.attemptsMax) throw new Postponed('interrupted', null);
    const body = JSON.stringify(eventView(event, webhook.contentGranted ? await this.contentOf(event) : undefined));
    const now = clock.now();
    const headers = signedHeaders(await webhooks.secrets(job.practice, webhookId, now), eventIdOf(job.practice, job.feed), now, body);
    const posted = await postEvent(new URL(webhook.url), headers, body, { networks, timeoutMs, ending });
    if ('status' in posted && posted.status >= 200 && posted.status < 300) return;
    if (ending.aborted) throw new Postponed('interrupted', 0);
    const code = 'code' in posted ? posted.code : codeOfStatus(posted.status);
    if (code === 'gone') {
      await webhooks.change(job.practice, webhookId, { state: 'gone' });
      throw new Postponed(code, 0);
    }
    const waitMs = this.waitMs(job.attempt);
    throw new Postponed(code, waitMs === null ? null : Math.max(waitMs, 'status' in posted ? posted.retryAfterMs ?? 0 : 0));
  }

  /** From the event of the log that it follows from; what a day alone has made has none. */
  private async contentOf(event: FeedEvent): Promise<PublicContent | undefined> {
    if (event.type === 'deadline.due' || event.type === 'authorization.expiring') return undefined;
    // A record that was destroyed since says nothing more, also where this node still remembers its key.
    const [destroyed] = await this.parts.store.sql.of(event.practice).query('SELECT 1 AS one FROM data_key WHERE practice_id = ? AND patient_id = ? AND destroyed_at IS NOT NULL', [event.practice, event.patientId]);
    if (destroyed !== undefined) return undefined;
    const [stored] = await this.parts.store.read(event.practice, event.patientId, { fromVersion: event.version, toVersion: event.version });
    return stored === undefined ? undefined : contentOf(event, stored.data as PatientEvent);
  }

  /** Null: no attempt is left. */
  private waitMs(attempt: number): number | null {
    return waitAfter(this.backOff, attempt, this.parts.chance()) ?? null;
  }

  private get backOff(): BackOff {
    return this.parts.backOff ?? DELIVERY_BACK_OFF;
  }
}
