/** Wrong dates of birth: a few are free, then each one pauses the link for longer. Pure. */
export const FREE_TRIES = 5;
const PAUSE_MINUTES = [5, 15, 60, 240, 1440] as const;
const MINUTE_MS = 60_000;

/** Minutes during which no date is looked at after so many wrong ones in a row; 0 while they are free. */
export function pauseMinutes(wrongTries: number): number {
  return wrongTries < FREE_TRIES ? 0 : (PAUSE_MINUTES[Math.min(wrongTries - FREE_TRIES, PAUSE_MINUTES.length - 1)] ?? 0);
}

/** The instant until which the link pauses, or null. */
export function pausedUntil(wrongTries: number, now: string): string | null {
  const minutes = pauseMinutes(wrongTries);
  return minutes === 0 ? null : new Date(Date.parse(now) + minutes * MINUTE_MS).toISOString();
}
