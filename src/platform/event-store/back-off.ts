/** How long to wait before the next attempt. Pure: chance is handed in. */
export interface BackOff {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
  readonly attemptsMax: number;
  /** The part of a wait that chance may take away, 0 to 1: many that failed together do not come back together. */
  readonly jitter: number;
}

/** After attempt `attempt` (from 1) has failed; `chance` from 0 up to 1. Undefined: no attempt is left. */
export function waitAfter({ firstMs, factor, longestMs, attemptsMax, jitter }: BackOff, attempt: number, chance: number): number | undefined {
  if (attempt >= attemptsMax) return undefined;
  return Math.round(Math.min(longestMs, firstMs * factor ** (attempt - 1)) * (1 - jitter * chance));
}
