/**
 * How many requests a minute are let through: a bucket that holds a minute's worth and fills evenly. Pure. A bucket is one number, the time
 * at which it will be full again; what several nodes have spent adds up to one number too, in whatever order they tell it.
 */
export interface Budget {
  /** Infinity: no limit. */
  readonly perMinute: number;
}

const MINUTE_US = 60_000_000;
const SECOND_US = 1_000_000;

/** What so many requests cost, in microseconds of filling. */
export function costUs({ perMinute }: Budget, requests = 1): number {
  return Math.round((requests * MINUTE_US) / perMinute);
}

/** When the bucket is full again after so much more is spent. It owes a minute at most, so that a clock that was set back shuts nobody out for longer. */
export function spend(fullAtUs: number, nowUs: number, spentUs: number): number {
  return Math.max(Math.min(fullAtUs, nowUs + MINUTE_US), nowUs) + spentUs;
}

/** 0: one more request is let through; otherwise in how many seconds it will be. */
export function waitSeconds(fullAtUs: number, nowUs: number, budget: Budget): number {
  const shortUs = spend(fullAtUs, nowUs, costUs(budget)) - (nowUs + MINUTE_US);
  return shortUs <= 0 ? 0 : Math.ceil(shortUs / SECOND_US);
}
