/**
 * Practice keys: 256 random bits, shown once, stored as SHA-256. A key answers who its practice and role are; what was
 * found is remembered for a short while, so that a key that is revoked or expires stops within `REMEMBERED_MS`.
 */
import { hash, randomBytes } from 'node:crypto';
import type { Caller } from './caller';

export type KeyHolder = Omit<Caller, 'requestId'>;

export interface FormerHolder {
  readonly holder: KeyHolder;
  readonly ended: 'revoked' | 'expired';
}

/** Looks a hash up in the store. */
export type FindKey = (hash: Buffer) => Promise<KeyHolder | undefined>;

export const KEYS = Symbol('Keys');

const REMEMBERED_MS = 10_000;
const REMEMBERED_MAX = 10_000;
/** The scheme in any case (RFC 9110). */
const HEADER = /^bearer +(pgk_[A-Za-z0-9_-]{43})$/i;

export interface NewKey {
  readonly key: string;
  readonly hash: Buffer;
}

export function newKey(): NewKey {
  const key = `pgk_${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashOfKey(key) };
}

export function hashOfKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

export class Keys {
  private readonly remembered = new Map<string, { readonly holder: KeyHolder; readonly until: number }>();

  /** `findFormer` answers who held a key before it was revoked or expired: for the audit of its use, never for entrance. */
  constructor(private readonly find: FindKey, private readonly findFormer: (hash: Buffer) => Promise<FormerHolder | undefined>, private readonly monotonicMs: () => number = () => performance.now()) {}

  /** Whether this key has opened here before, so that it is no guess; it may have ended since. */
  hasOpened(header: string): boolean {
    const key = keyIn(header);
    return key !== undefined && this.remembered.has(hashOfKey(key).toString('base64url'));
  }

  /** From an `Authorization` header. Unknown, revoked, expired and malformed keys are the same: undefined. Hits answer at once. */
  holderOf(header: string): KeyHolder | undefined | Promise<KeyHolder | undefined> {
    const key = keyIn(header);
    if (key === undefined) return undefined;
    const hash = hashOfKey(key);
    const name = hash.toString('base64url');
    const hit = this.remembered.get(name);
    if (hit !== undefined && hit.until > this.monotonicMs()) return hit.holder;
    return this.look(hash, name);
  }

  /** Looked up, not remembered: whether the key still opens what it did. */
  async isStill(header: string, { practice, actor, role }: KeyHolder): Promise<boolean> {
    const key = keyIn(header);
    const now = key === undefined ? undefined : await this.find(hashOfKey(key));
    return now !== undefined && now.practice === practice && now.actor === actor && now.role === role;
  }

  async formerHolderOf(header: string): Promise<FormerHolder | undefined> {
    const key = keyIn(header);
    return key === undefined ? undefined : this.findFormer(hashOfKey(key));
  }

  private async look(hash: Buffer, name: string): Promise<KeyHolder | undefined> {
    const holder = await this.find(hash);
    this.remembered.delete(name);
    if (holder === undefined) return undefined;
    if (this.remembered.size >= REMEMBERED_MAX) this.remembered.clear();
    this.remembered.set(name, { holder, until: this.monotonicMs() + REMEMBERED_MS });
    return holder;
  }
}

function keyIn(header: string): string | undefined {
  return HEADER.exec(header)?.[1];
}
