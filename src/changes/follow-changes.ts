/**
 * Tells those who listen, of their practice, which log has moved. It asks the practice's feed twice a second while somebody listens. A number of
 * the feed is taken in the transaction that writes the event, under a lock on the practice's row, so that numbers are committed in their order
 * and none appears behind one that was told: the same on SQLite, and on PostgreSQL whichever node has written. LISTEN and NOTIFY would come
 * a little sooner, but ask for a connection of their own on every node, get lost when it breaks and do not pass a pooler, so that the feed
 * would have to be asked all the same; one look-up in an index is cheaper than both.
 */
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { PracticeId } from '../../machines/kernel/ids';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { integer, text } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { LOG, type Log } from '../platform/logging/log';
import { feedIn, GREETING, readyEvent, resetEvent, type FeedRow } from './change-events';
import { ChangeStream } from './change-stream';

export const STREAMS_MAX = 200;
const ROWS_PER_LOOK = 1_000;

export interface Pace {
  readonly lookMs: number;
  readonly heartbeatMs: number;
  readonly recheckMs: number;
}

export const CHANGES_PACE = Symbol('ChangesPace');
export const PACE: Pace = { lookMs: 500, heartbeatMs: 15_000, recheckMs: 5_000 };

/** Whoever opens a stream. */
export interface Reader {
  readonly practice: PracticeId;
  /** `Last-Event-ID` as sent. */
  readonly lastEventId: string | undefined;
  /** Asked again and again while the stream is open. */
  readonly isAdmitted: () => Promise<boolean>;
}

@Injectable()
export class FollowChanges implements OnModuleDestroy {
  private readonly practices = new Map<PracticeId, Set<ChangeStream>>();
  private readonly looking = new Set<PracticeId>();
  private timers: readonly NodeJS.Timeout[] = [];
  private ended = false;

  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, @Inject(LOG) private readonly log: Pick<Log, 'failure'>, @Inject(CHANGES_PACE) private readonly pace: Pace) {}

  /** How many listen. */
  get streams(): number {
    return [...this.practices.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Codes `too-many-streams`, `not-available`. */
  async open(reader: Reader): Promise<ChangeStream | Rejection> {
    const { practice, isAdmitted } = reader;
    if (this.ended) return ENDING;
    const streams = this.practices.get(practice) ?? new Set();
    if (streams.size >= STREAMS_MAX) return reject('too-many-streams', `This practice has ${STREAMS_MAX} streams open already. Close one, or ask again later.`);
    const stream = new ChangeStream(isAdmitted, (one) => this.leave(practice, one));
    // Counted before the first wait, so that many at once do not pass the limit together.
    this.practices.set(practice, streams.add(stream));
    try {
      await this.greet(stream, reader);
    } catch (error) {
      stream.body.destroy();
      throw error;
    }
    // The service may have begun to stop meanwhile: then the stream has ended already, and its reader is told so.
    if (this.timers.length === 0 && !this.ended) this.startTimers();
    return stream;
  }

  /** Before the server waits for its connections: a stream is never idle. */
  onModuleDestroy(): void {
    this.ended = true;
    this.timers.forEach(clearInterval);
    for (const streams of this.practices.values()) for (const stream of streams) stream.end();
  }

  private async greet(stream: ChangeStream, { practice, lastEventId }: Reader): Promise<void> {
    const last = await this.lastFeed(practice);
    const since = lastEventId === undefined ? last : feedIn(lastEventId);
    const missed = since === undefined || since > last ? undefined : await this.rowsAfter(practice, since);
    if (since === undefined || missed === undefined || missed.length >= ROWS_PER_LOOK) return stream.begin(GREETING + resetEvent(last), last);
    stream.begin(GREETING + readyEvent(since), since);
    stream.tell(missed);
  }

  private leave(practice: PracticeId, stream: ChangeStream): void {
    const streams = this.practices.get(practice);
    streams?.delete(stream);
    if (streams?.size === 0) this.practices.delete(practice);
    if (this.practices.size > 0) return;
    this.timers.forEach(clearInterval);
    this.timers = [];
  }

  private startTimers(): void {
    const { lookMs, heartbeatMs, recheckMs } = this.pace;
    const each = (ms: number, act: (stream: ChangeStream) => unknown): NodeJS.Timeout => setInterval(() => [...this.practices.values()].forEach((streams) => [...streams].forEach(act)), ms);
    this.timers = [
      setInterval(() => [...this.practices].forEach(([practice, streams]) => void this.look(practice, streams)), lookMs),
      each(heartbeatMs, (stream) => stream.beat()), each(recheckMs, (stream) => stream.recheck().catch((error: unknown) => this.log.failure(error))),
    ];
    this.timers.forEach((timer) => timer.unref());
  }

  /** One look at a time for each practice; one that fails is done again at the next. */
  private async look(practice: PracticeId, streams: ReadonlySet<ChangeStream>): Promise<void> {
    const seen = [...streams].map((stream) => stream.seen).filter((each) => each !== undefined);
    if (seen.length === 0 || this.looking.has(practice)) return;
    this.looking.add(practice);
    try {
      const rows = await this.rowsAfter(practice, Math.min(...seen));
      if (rows.length > 0) for (const stream of streams) stream.tell(rows);
    } catch (error) {
      this.log.failure(error);
    } finally {
      this.looking.delete(practice);
    }
  }

  private async lastFeed(practice: PracticeId): Promise<number> {
    const [row] = await this.store.sql.of(practice).query('SELECT last_feed FROM practice WHERE practice_id = ?', [practice]);
    return row === undefined ? 0 : integer(row, 'last_feed');
  }

  private async rowsAfter(practice: PracticeId, feed: number): Promise<readonly FeedRow[]> {
    const rows = await this.store.sql.of(practice).query('SELECT feed, stream_id, version, type FROM event WHERE practice_id = ? AND feed > ? ORDER BY feed LIMIT ?', [practice, feed, ROWS_PER_LOOK]);
    return rows.map((row) => ({ feed: integer(row, 'feed'), stream: text(row, 'stream_id'), version: integer(row, 'version'), type: text(row, 'type') }));
  }
}

const ENDING = reject('not-available', 'The service is stopping. Ask again in a moment.');
