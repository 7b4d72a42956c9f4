/** One-time codes of an authenticator app (RFC 6238, six digits every thirty seconds). Pure but for making a secret. */
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../machines/kernel/ids';

const ISSUER = 'Pathgate';
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
/** Clocks differ, and people type: one step before and after counts. */
const WINDOW_STEPS = 1;

export const ONE_TIME_CODE = /^\d{6}$/;

export function newOneTimeSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads, as text or from a picture of it. */
export function addressOfSecret(secret: string, accountName: string): string {
  return totpOf(secret, accountName).toString();
}

/** The step of time that a code belongs to; undefined when it is none of now. */
export function stepOfCode(secret: string, code: string, now: Instant): number | undefined {
  const timestamp = Date.parse(now);
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: WINDOW_STEPS });
  return delta === null ? undefined : TOTP.counter({ period: STEP_SECONDS, timestamp }) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), digits: 6, period: STEP_SECONDS });
}
