import { FIRST_PREV_HASH } from './hash-chain';
import type { Head } from './chained-event';

const HEADS_MAX = 20_000;

/**
 * Last version and hash per stream, of committed rows only. It saves a look-up and settles nothing: a row never changes, so a
 * head that equals the expected version gives the right hash even when another process has moved on, and then the constraint decides.
 */
export class HeadCache {
  private readonly heads = new Map<string, Head>();

  /** `undefined`: look it up. `conflict`: the stream is known to be further. */
  find(practice: string, stream: string, expectedVersion: number): Head | 'conflict' | undefined {
    const head = this.heads.get(`${practice}/${stream}`);
    if (head !== undefined && head.version > expectedVersion) return 'conflict';
    if (expectedVersion === 0) return { version: 0, hash: FIRST_PREV_HASH };
    return head?.version === expectedVersion ? head : undefined;
  }

  set(practice: string, stream: string, head: Head): void {
    const name = `${practice}/${stream}`;
    this.heads.delete(name);
    this.heads.set(name, head);
    if (this.heads.size > HEADS_MAX) this.heads.delete(this.heads.keys().next().value as string);
  }

  clear(): void {
    this.heads.clear();
  }
}
