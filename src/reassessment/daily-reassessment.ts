import type { PracticeId } from '../../machines/kernel/ids';
import { todayIn } from '../platform/clock/clock';
import { tellDays } from '../events';
import type { Log } from '../platform/logging/log';
import { reassessPractice, type ReassessmentParts } from './reassess-practice';

const CHECK_MS = 3 * 60_000;

/**
 * Reassesses every practice soon after the start and whenever its own day or its policies have changed. A run that the store could not finish is
 * repeated at the next look. On several nodes each looks; the log takes every change once.
 */
export class DailyReassessment {
  /** The day, and the version of the practice's log: a policy that is activated changes what is open. */
  private readonly done = new Map<PracticeId, string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private ending = false;

  constructor(private readonly parts: ReassessmentParts, private readonly log: Pick<Log, 'notice' | 'failure'>, private readonly checkMs = CHECK_MS) {}

  start(): void {
    this.schedule(0);
  }

  /** Resolves when the patient in hand is done. */
  async stop(): Promise<void> {
    this.ending = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Every practice whose day is not done yet. One practice's failure is not another's. */
  async runDue(): Promise<void> {
    const { store, clock, practiceLog } = this.parts;
    for (const practice of await store.practices.list()) {
      const today = todayIn(practice.timeZone, clock.now());
      if (this.ending) return;
      try {
        const due = `${today} ${(await practiceLog.now(practice.id)).version}`;
        if (this.done.get(practice.id) === due) {
          await tellDays(this.parts, practice.id, today);
          continue;
        }
        const startedAt = performance.now();
        const { complete, ...counts } = await reassessPractice(this.parts, practice, { isEnding: () => this.ending, onFailure: (error) => this.log.failure(error) });
        if (complete) this.done.set(practice.id, due);
        // What has lapsed is on record first: it is not told as a day that comes near.
        if (complete) await tellDays(this.parts, practice.id, today);
        this.log.notice('reassessment', { practice: practice.id, day: today, ...counts, complete, durationMs: Math.round(performance.now() - startedAt) });
      } catch (error) {
        this.log.failure(error);
      }
    }
  }

  private schedule(delayMs: number): void {
    this.timer = setTimeout(() => {
      this.running = this.runDue().catch((error: unknown) => this.log.failure(error)).finally(() => {
        this.running = undefined;
        if (!this.ending) this.schedule(this.checkMs);
      });
    }, delayMs);
    this.timer.unref();
  }
}
