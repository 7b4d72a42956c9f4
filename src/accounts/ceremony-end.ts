import type { Instant } from '../../machines/kernel/ids';

/** Five minutes to find the authenticator, or to sign in elsewhere. */
export const CEREMONY_SECONDS = 300;
const SECOND_MS = 1000;

export function ceremonyEnd(now: Instant): Instant {
  return new Date(Date.parse(now) + CEREMONY_SECONDS * SECOND_MS).toISOString();
}
