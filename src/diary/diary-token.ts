/** The link of a diary and the cookie of who has opened it: 256 random bits each, stored as SHA-256. */
import { hash, randomBytes } from 'node:crypto';

const TOKEN = /^pgd_[A-Za-z0-9_-]{43}$/;
const SESSION = /^[A-Za-z0-9_-]{43}$/;

export function newDiaryToken(): string {
  return `pgd_${randomBytes(32).toString('base64url')}`;
}

export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOfToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

export function isDiaryToken(text: string): boolean {
  return TOKEN.test(text);
}

export function isSessionToken(text: string): boolean {
  return SESSION.test(text);
}
