/** How long to wait after so many failures: a pure function of what was counted. The wait doubles; nobody is shut out for good. */
import type { Instant } from '../../machines/kernel/ids';
import type { Attempts } from '../platform/database/sign-in-attempts';

export interface Limit {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** After so long without a failure, counting begins anew. */
  readonly forgottenAfterSeconds: number;
}

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
const QUARTER_SECONDS = 900;
const SECOND_MS = 1000;

export const BY_NAME: Limit = { free: 5, firstWaitSeconds: 30, longestWaitSeconds: QUARTER_SECONDS, forgottenAfterSeconds: DAY_SECONDS };
/** A practice's people share one address. */
export const BY_ADDRESS: Limit = { free: 30, firstWaitSeconds: 30, longestWaitSeconds: QUARTER_SECONDS, forgottenAfterSeconds: HOUR_SECONDS };

/** 0: may try now. */
export function waitSeconds(attempts: Attempts | undefined, limit: Limit, now: Instant): number {
  if (attempts === undefined || isForgotten(attempts, limit, now) || attempts.failures < limit.free) return 0;
  const wait = Math.min(limit.firstWaitSeconds * 2 ** (attempts.failures - limit.free), limit.longestWaitSeconds);
  return Math.max(0, Math.ceil(wait - secondsBetween(attempts.failedAt, now)));
}

export function afterFailure(attempts: Attempts | undefined, limit: Limit, now: Instant): Attempts {
  return { failures: attempts === undefined || isForgotten(attempts, limit, now) ? 1 : attempts.failures + 1, failedAt: now };
}

function isForgotten({ failedAt }: Attempts, { forgottenAfterSeconds }: Limit, now: Instant): boolean {
  return secondsBetween(failedAt, now) >= forgottenAfterSeconds;
}

function secondsBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / SECOND_MS;
}
