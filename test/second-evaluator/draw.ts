/** A strip of numbers from fast-check, spent on choices: zero is always the plainest, so shrinking a number shrinks the history. */
export class Draw {
  private at = 0;
  constructor(private readonly strip: readonly number[]) {}

  below(count: number): number {
    const value = this.strip[this.at] ?? 0;
    this.at += 1;
    return value % count;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  /** In so many of a hundred. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  /** Mostly the value, sometimes missing. */
  maybe<T>(value: T, missingPercent = 12): T | undefined {
    return this.chance(missingPercent) ? undefined : value;
  }
}
