import type { Outbox, OutboxJob } from './outbox';

/** Does one job; it may come twice, so doing it again must change nothing. Throws to be tried again. */
export type OutboxHandler = (job: OutboxJob) => Promise<void>;

const BATCH_JOBS = 20;
const LEASE_MS = 60_000;
const IDLE_MS = 500;

/** Runs handlers by topic until stopped; what a commit announced is begun at the next look, half a second later at most. The application starts one per process; nodes share the work through claims. */
export class OutboxWorker {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = true;
  private ending = false;

  /** `onFailure` hears of each failed attempt: the topic and the error, never the payload. */
  constructor(private readonly outbox: Outbox, private readonly handlers: Readonly<Record<string, OutboxHandler>>, private readonly onFailure: (topic: string, error: unknown) => void) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.ending = false;
    this.schedule(0);
  }

  /** Resolves when the job in hand is done; the rest of its batch is claimed again when the lease has run out. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.ending = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** One batch; answers how many jobs were claimed. */
  async runOnce(): Promise<number> {
    const jobs = await this.outbox.claim(Object.keys(this.handlers), BATCH_JOBS, LEASE_MS);
    for (const job of jobs) if (!this.ending) await this.runJob(job);
    return jobs.length;
  }

  private async runJob(job: OutboxJob): Promise<void> {
    try {
      await this.handlers[job.topic]?.(job);
    } catch (error) {
      this.onFailure(job.topic, error);
      await this.outbox.postpone(job, error instanceof Error ? error.name : 'Error');
      return;
    }
    await this.outbox.acknowledge(job);
  }

  private schedule(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.running = this.tick().finally(() => (this.running = undefined));
    }, delayMs);
    this.timer.unref();
  }

  /** A store that cannot be read now is asked again at the next tick. */
  private async tick(): Promise<void> {
    let claimed = 0;
    try {
      claimed = await this.runOnce();
    } catch (error) {
      this.onFailure('outbox', error);
    }
    if (!this.stopped) this.schedule(claimed === BATCH_JOBS ? 0 : IDLE_MS);
  }
}
