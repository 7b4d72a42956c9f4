import { setTimeout as delay } from 'node:timers/promises';
import type { CommitResult, EventStore } from '../../../src/platform/event-store/event-store';
import { commitOf, noted } from '../../support/commits';

/** What the store has answered 'committed' for: the second of a commit's two events, and its note. */
export interface Acknowledged {
  readonly stream: string;
  readonly version: number;
  readonly note: string;
}

export interface WriteOrder {
  readonly practice: string;
  readonly writer: string;
  readonly clients: number;
  readonly writes: number;
  readonly streams: number;
  /** The control of crash tests: says so before the store has answered, as a store without durability does. */
  readonly speaksTooEarly?: boolean;
  /** Each client rests so long between two writes; not at all when left out. */
  readonly pauseMs?: number;
  /** A store that cannot write now is asked again, under the same key, as a client would; what had been written after all is acknowledged by the repeat. */
  readonly goesOn?: boolean;
}

export const EVENTS_PER_COMMIT = 2;
const UNAVAILABLE_PAUSE_MS = 50;

/**
 * Many clients on few streams, so that most commits meet another: each looks at the version, commits two events on it, and starts
 * over when it was overtaken. Rejects when a client sees anything but 'committed' or 'conflict'. Answers how many conflicts there were.
 */
export async function writeAll(store: EventStore, order: WriteOrder, say: (acknowledged: Acknowledged) => void): Promise<number> {
  let next = 0;
  let conflicts = 0;
  async function client(): Promise<void> {
    while (next < order.writes) {
      const index = next++;
      const stream = `stream-${index % order.streams}`;
      const note = `${order.writer}-${index}`;
      let isRepeat = false;
      for (;;) {
        const result = await attempt(stream, note);
        if (result === undefined) {
          isRepeat = true;
          await delay(UNAVAILABLE_PAUSE_MS);
          continue;
        }
        if (result.kind === 'replayed') {
          if (!isRepeat) throw new Error(`${note} was answered as a repeat`);
          say({ stream, version: result.record.version, note });
          break;
        }
        if (result.kind === 'committed') {
          if (order.speaksTooEarly !== true) say({ stream, version: result.versions[0] ?? 0, note });
          break;
        }
        conflicts += 1;
      }
      if (order.pauseMs !== undefined) await delay(order.pauseMs);
    }
  }
  /** Undefined: the store was not there, and whether it has written is not known. */
  async function attempt(stream: string, note: string): Promise<CommitResult | undefined> {
    try {
      const expectedVersion = await store.version(order.practice, stream);
      if (order.speaksTooEarly === true) say({ stream, version: expectedVersion + EVENTS_PER_COMMIT, note });
      return await store.commit(commitOf({ practice: order.practice, stream, expectedVersion, events: [noted(note), noted(note)], key: note }));
    } catch (error) {
      if (order.goesOn !== true) throw error;
      return undefined;
    }
  }
  await Promise.all(Array.from({ length: order.clients }, client));
  return conflicts;
}
