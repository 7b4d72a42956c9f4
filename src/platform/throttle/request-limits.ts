/** The limits of requests, in one place. Generous: they stop a program that runs wild, and let nobody at work wait. */
export interface RequestLimits {
  /** Of one key or one account. */
  readonly clientPerMinute: number;
  /** Of all keys and accounts of one practice together. */
  readonly practicePerMinute: number;
  /** Requests with keys that open nothing, from one address or one network of IPv6. */
  readonly wrongKeysPerMinute: number;
}

export const REQUEST_LIMITS: RequestLimits = { clientPerMinute: 18_000, practicePerMinute: 60_000, wrongKeysPerMinute: 120 };
/** For a service that its own tests and benchmarks drive. */
export const NO_LIMITS: RequestLimits = { clientPerMinute: Infinity, practicePerMinute: Infinity, wrongKeysPerMinute: Infinity };
