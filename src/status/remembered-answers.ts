import type { Answer } from '../platform/http/answer';

/** What an entry takes beside its body: key, headers, the objects that hold them. */
const OVERHEAD_BYTES = 700;

/** Answers by everything they depend on, within a bound of memory; least recently asked first out. */
export class RememberedAnswers {
  private readonly answers = new Map<string, Answer>();
  private taken = 0;

  constructor(private readonly bytesMax: number) {}

  get bytes(): number {
    return this.taken;
  }

  get(key: string): Answer | undefined {
    const answer = this.answers.get(key);
    if (answer === undefined) return undefined;
    this.answers.delete(key);
    this.answers.set(key, answer);
    return answer;
  }

  /** Replaces: several who missed one key at once each bring its answer. */
  set(key: string, answer: Answer): void {
    this.forget(key);
    this.answers.set(key, answer);
    this.taken += sizeOf(answer);
    for (const oldest of this.answers.keys()) {
      if (this.taken <= this.bytesMax) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const answer = this.answers.get(key);
    if (answer === undefined) return;
    this.answers.delete(key);
    this.taken -= sizeOf(answer);
  }
}

function sizeOf({ body }: Answer): number {
  return (typeof body === 'string' ? body.length : 0) + OVERHEAD_BYTES;
}
