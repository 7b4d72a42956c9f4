/**
 * Who has asked how much: counted in memory, so that letting a request through costs next to nothing, and once a second together with the
 * other nodes over the database. What is spent on several nodes at once is therefore known to all of them a second later.
 */
import { hash } from 'node:crypto';
import type { KeyHolder } from '../auth/keys';
import type { Clock } from '../clock/clock';
import type { SharedBudgets } from '../database/shared-budgets';
import { networkOf } from '../http/network-of';
import { costUs, spend, waitSeconds, type Budget } from './budget';
import type { RequestLimits } from './request-limits';

interface Bucket {
  fullAtUs: number;
  /** Spent here and not told to the other nodes yet. */
  untoldUs: number;
  /** When a request was last refused. */
  refusedAtUs: number;
}

export interface Wait {
  readonly seconds: number;
  readonly because: 'client' | 'practice';
  /** The first refusal of this client after a minute without: the audit holds this one and not each of a flood. */
  readonly isFirst: boolean;
}

const MILLISECOND_US = 1000;
const MINUTE_US = 60_000_000;
const SHARED_EVERY_MS = 1000;
const SWEPT_EVERY_ROUNDS = 60;
/** Beyond this the longest known go first: whoever asks from many networks cannot fill the memory. */
const BUCKETS_MAX = 100_000;

export class Throttle {
  private readonly buckets = new Map<string, Bucket>();
  /** By themselves: where nobody guesses, nothing is looked up. */
  private readonly guesses = new Map<string, Bucket>();
  private readonly budgets: { readonly client: Budget; readonly practice: Budget; readonly wrongKey: Budget };
  private timer: NodeJS.Timeout | undefined;
  private sharing: Promise<void> = Promise.resolve();
  private rounds = 0;

  /** `shared` undefined: there is one node, and its memory is all there is. `onFailure` hears when the database could not be told. */
  constructor(limits: RequestLimits, private readonly clock: Clock, private readonly shared?: SharedBudgets, private readonly onFailure: (error: unknown) => void = () => undefined) {
    this.budgets = { client: { perMinute: limits.clientPerMinute }, practice: { perMinute: limits.practicePerMinute }, wrongKey: { perMinute: limits.wrongKeysPerMinute } };
  }

  /** Undefined: the request goes on, and is counted. One that is refused costs nothing. */
  take({ practice, actor }: Pick<KeyHolder, 'practice' | 'actor'>): Wait | undefined {
    const nowUs = this.nowUs();
    const ofClient = bucketIn(this.buckets, `client\n${practice}\n${actor}`);
    const ofPractice = bucketIn(this.buckets, `practice\n${practice}`);
    const { client, practice: whole } = this.budgets;
    const [clientWait, practiceWait] = [waitSeconds(ofClient.fullAtUs, nowUs, client), waitSeconds(ofPractice.fullAtUs, nowUs, whole)];
    if (clientWait > 0 || practiceWait > 0) {
      const isFirst = nowUs - ofClient.refusedAtUs > MINUTE_US;
      ofClient.refusedAtUs = nowUs;
      return { seconds: Math.max(clientWait, practiceWait), because: clientWait > 0 ? 'client' : 'practice', isFirst };
    }
    add(ofClient, nowUs, costUs(client));
    add(ofPractice, nowUs, costUs(whole));
    return undefined;
  }

  /** In how many seconds a key that nobody has shown yet is looked at again from there; 0: now. */
  wrongKeyWait(address: string): number {
    if (this.guesses.size === 0) return 0;
    const bucket = this.guesses.get(subjectOfAddress(address));
    return bucket === undefined ? 0 : waitSeconds(bucket.fullAtUs, this.nowUs(), this.budgets.wrongKey);
  }

  countWrongKey(address: string): void {
    add(bucketIn(this.guesses, subjectOfAddress(address)), this.nowUs(), costUs(this.budgets.wrongKey));
  }

  start(): void {
    this.timer = setInterval(() => {
      this.sharing = this.sharing.then(() => this.share()).catch(this.onFailure);
    }, SHARED_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sharing;
  }

  /** Tells what was spent here and hears what was spent elsewhere; forgets buckets that are full. */
  async share(): Promise<void> {
    const nowUs = this.nowUs();
    for (const buckets of [this.buckets, this.guesses]) {
      for (const [subject, { fullAtUs, untoldUs, refusedAtUs }] of buckets) {
        if (fullAtUs <= nowUs && (untoldUs === 0 || this.shared === undefined) && nowUs - refusedAtUs > MINUTE_US) buckets.delete(subject);
      }
    }
    if (this.shared === undefined) return;
    const told = [...this.buckets, ...this.guesses].filter(([, { untoldUs }]) => untoldUs > 0).map(([subject, bucket]) => ({ bucket, name: hash('sha256', subject, 'base64url'), spentUs: bucket.untoldUs }));
    for (const { bucket, spentUs } of told) bucket.untoldUs -= spentUs;
    const merged = await this.shared.spend(told, nowUs, MINUTE_US).catch((error: unknown) => {
      for (const { bucket, spentUs } of told) bucket.untoldUs += spentUs;
      throw error;
    });
    // What was spent here while the database was asked is not in its answer yet.
    for (const { bucket, name } of told) bucket.fullAtUs = Math.max(bucket.fullAtUs, (merged.get(name) ?? 0) + bucket.untoldUs);
    if (++this.rounds % SWEPT_EVERY_ROUNDS === 0) await this.shared.sweep(nowUs);
  }

  private nowUs(): number {
    return Date.parse(this.clock.now()) * MILLISECOND_US;
  }
}

function bucketIn(buckets: Map<string, Bucket>, subject: string): Bucket {
  const found = buckets.get(subject);
  if (found !== undefined) return found;
  if (buckets.size >= BUCKETS_MAX) buckets.delete(buckets.keys().next().value ?? '');
  const made = { fullAtUs: 0, untoldUs: 0, refusedAtUs: Number.NEGATIVE_INFINITY };
  buckets.set(subject, made);
  return made;
}

function add(bucket: Bucket, nowUs: number, spentUs: number): void {
  bucket.fullAtUs = spend(bucket.fullAtUs, nowUs, spentUs);
  bucket.untoldUs += spentUs;
}

function subjectOfAddress(address: string): string {
  return `wrong-keys\n${networkOf(address)}`;
}
