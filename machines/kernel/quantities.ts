/**
 * Quantities whose comparison with a threshold must be exact. Pure.
 * Scores have at most four decimals (`parseFact` refuses more); scaled to integers, a quotient equals its threshold
 * exactly when it should: (7 - 1.4) / 7 is 80 %, not 79.99999999999999.
 */
const SCALE = 10_000;

/** Percent relief (C4): `(baseline - post) / baseline x 100`, unrounded; undefined when there is no positive baseline. */
export function reliefPercent(baseline: number | undefined, post: number | undefined): number | undefined {
  if (baseline === undefined || post === undefined || !(baseline > 0)) return undefined;
  const scaledBaseline = Math.round(baseline * SCALE);
  const scaledPost = Math.round(post * SCALE);
  return ((scaledBaseline - scaledPost) * 100) / scaledBaseline;
}

export function hasAtMostFourDecimals(value: number): boolean {
  return Math.abs(value * SCALE - Math.round(value * SCALE)) < 1e-6;
}

export const MINUTES_PER_HOUR = 60;
export const HOURS_PER_DAY = 24;
