/** Tokens that were shown, until they would not be taken any more. In this process's memory: of several nodes each takes a token once. */
const USED_MAX = 100_000;

export class UsedTokens {
  private readonly endsAtMs = new Map<string, number>();

  constructor(private readonly max = USED_MAX) {}

  /** False when it was shown before, or when so many are remembered that this one could not be. */
  use(token: string, endsAtMs: number, nowMs: number): boolean {
    if (this.endsAtMs.has(token)) return false;
    // Tokens live about as long as each other, so the first that still counts ends the sweep.
    for (const [each, ends] of this.endsAtMs) {
      if (ends >= nowMs) break;
      this.endsAtMs.delete(each);
    }
    if (this.endsAtMs.size >= this.max) return false;
    this.endsAtMs.set(token, endsAtMs);
    return true;
  }
}
