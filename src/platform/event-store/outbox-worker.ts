import type { Jobs, OutboxJob } from './outbox';

/** Does one job; it may come twice, so doing it again must change nothing. Throws to be tried again. `ending` is aborted when the worker stops. */
export type OutboxHandler = (job: OutboxJob, ending: AbortSignal) => Promise<void>;

/** What a handler throws that knows when it is worth trying again. */
export class Postponed extends Error {
  /** `reason` is a code, never data. `waitMs` null: parked for a person. */
  constructor(readonly reason: string, readonly waitMs: number | null, cause?: unknown) {
    super(reason, { cause });
  }
}

export interface WorkerPace {
  readonly batchJobs: number;
  /** Renewed while a job runs: a row of a process that died comes back after this. */
  readonly leaseMs: number;
  /** So many jobs at once instead of one after another: where one is done, the next is claimed, whatever the others do. */
  readonly atOnce: boolean;
}

const PACE: WorkerPace = { batchJobs: 20, leaseMs: 60_000, atOnce: false };
const RENEWALS_PER_LEASE = 3;
const IDLE_MS = 500;

/** Runs handlers by topic until stopped; what a commit announced is begun at the next look, half a second later at most. The application starts one per process; nodes share the work through claims. */
export class OutboxWorker {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = true;
  private ending = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  /** A place became free since the last look began. */
  private freed = false;

  /** `onFailure` hears of each failed attempt: the topic and the error, never the payload. */
  constructor(private readonly outbox: Jobs, private readonly handlers: Readonly<Record<string, OutboxHandler>>, private readonly onFailure: (topic: string, error: unknown) => void, private readonly pace: WorkerPace = PACE) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.ending = new AbortController();
    this.schedule(0);
  }

  /** Resolves when the jobs in hand are done; the rest of its batch is claimed again when the lease has run out. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
    await Promise.all(this.underWay);
  }

  /** One batch; answers how many jobs were claimed. */
  async runOnce(): Promise<number> {
    const { batchJobs, leaseMs, atOnce } = this.pace;
    const jobs = await this.outbox.claim(Object.keys(this.handlers), batchJobs, leaseMs);
    if (atOnce) await Promise.all(jobs.map((job) => this.runJob(job)));
    else for (const job of jobs) if (!this.ending.signal.aborted) await this.runJob(job);
    return jobs.length;
  }

  /** Takes what there is place for and waits for nothing; whatever is done makes a place, and the worker looks again. */
  private async fill(): Promise<number> {
    const places = this.pace.batchJobs - this.underWay.size;
    if (places <= 0) return 0;
    const jobs = await this.outbox.claim(Object.keys(this.handlers), places, this.pace.leaseMs);
    for (const job of jobs) {
      const done = this.runJob(job).catch((error: unknown) => this.onFailure('outbox', error)).finally(() => {
        this.underWay.delete(done);
        this.freed = true;
        if (!this.stopped && this.running === undefined) this.schedule(0);
      });
      this.underWay.add(done);
    }
    return jobs.length;
  }

  private async runJob(job: OutboxJob): Promise<void> {
    const { leaseMs } = this.pace;
    // A renewal that fails is made up for by the next, and at worst the job is done twice.
    const renewal = setInterval(() => void this.outbox.extend(job, leaseMs).catch((error: unknown) => this.onFailure(job.topic, error)), leaseMs / RENEWALS_PER_LEASE);
    try {
      await this.handlers[job.topic]?.(job, this.ending.signal);
    } catch (error) {
      clearInterval(renewal);
      this.onFailure(job.topic, error);
      if (error instanceof Postponed) await this.outbox.postpone(job, error.reason, error.waitMs);
      else await this.outbox.postpone(job, error instanceof Error ? error.name : 'Error');
      return;
    } finally {
      clearInterval(renewal);
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
    this.freed = false;
    try {
      claimed = await (this.pace.atOnce ? this.fill() : this.runOnce());
    } catch (error) {
      this.onFailure('outbox', error);
    }
    if (!this.stopped) this.schedule(this.freed || (!this.pace.atOnce && claimed === this.pace.batchJobs) ? 0 : IDLE_MS);
  }
}
