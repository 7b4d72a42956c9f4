/**
 * Passwords: salted scrypt whose parameters stand in the stored hash, so that they can grow. Compared in the form NFKC, so that the same
 * characters count however a keyboard composes them.
 */
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** 32 MiB and three rounds: one of the settings that OWASP's password storage cheat sheet holds for equal. */
const COST = { log2N: 15, r: 8, p: 3 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const FORMAT = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

export const PASSWORD_CHARS_MIN = 12;
export const PASSWORD_CHARS_MAX = 256;

export async function hashPassword(password: string, salt: Buffer = randomBytes(SALT_BYTES)): Promise<string> {
  const hash = await stretched(password, salt, COST);
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** False for a hash that cannot be read, too. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [, log2N = '', r = '', p = '', salt = '', hash = ''] = FORMAT.exec(stored) ?? [];
  if (hash === '') return false;
  const expected = Buffer.from(hash, 'base64url');
  const found = await stretched(password, Buffer.from(salt, 'base64url'), { log2N: Number(log2N), r: Number(r), p: Number(p) });
  return found.length === expected.length && timingSafeEqual(found, expected);
}

function stretched(password: string, salt: Buffer, { log2N, r, p }: typeof COST): Promise<Buffer> {
  const N = 2 ** log2N;
  return derive(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r });
}

/** Nobody's: compared with where there is no account, so that this takes as long. */
export const NOBODYS_PASSWORD = ['scrypt', COST.log2N, COST.r, COST.p, Buffer.alloc(SALT_BYTES).toString('base64url'), Buffer.alloc(HASH_BYTES).toString('base64url')].join('$');

export type PasswordFault = 'too-short' | 'too-long' | 'holds-name';
/** Shorter names are in many a good password. */
const NAME_CHARS_MIN = 3;

/** What is wrong with a password that a person chose; undefined when nothing is. `names` are those of the person. Pure. */
export function faultOfPassword(password: string, names: readonly string[]): PasswordFault | undefined {
  const characters = [...password.normalize('NFKC')].length;
  if (characters < PASSWORD_CHARS_MIN) return 'too-short';
  if (characters > PASSWORD_CHARS_MAX) return 'too-long';
  const folded = fold(password);
  return names.map(fold).some((name) => name.length >= NAME_CHARS_MIN && folded.includes(name)) ? 'holds-name' : undefined;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** No letter or digit that is read as another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_CHARS = 4;

/** About 79 random bits in groups that can be read aloud. */
export function newOneTimePassword(): string {
  const group = () => Array.from({ length: GROUP_CHARS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
