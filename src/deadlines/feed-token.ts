/** The link of a calendar feed: 256 random bits, shown once, stored as SHA-256. Who has it reads the feed and nothing else. */
import { hash, randomBytes } from 'node:crypto';

const TOKEN = /^(pgf_[A-Za-z0-9_-]{43})\.ics$/;

export function newFeedToken(): string {
  return `pgf_${randomBytes(32).toString('base64url')}`;
}

export function hashOfToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** From the last segment of an address. */
export function tokenIn(name: string): string | undefined {
  return TOKEN.exec(name)?.[1];
}
