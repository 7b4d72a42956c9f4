import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reject, type Rejection } from '../../../machines/kernel/rejection';

const KEY_BYTES_MAX = 10_000;

/** The publishers whose packs a practice takes: public Ed25519 keys as PEM, one a file, put there by a person. */
export interface TrustedKeys {
  readonly directory: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** First half of the SHA-256 of the public key (SPKI, DER), hex. */
export function keyIdOf(key: KeyObject): string {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 32);
}

/** Refused: `invalid-trusted-key`, naming the file. An absent directory trusts nobody. */
export function readTrustedKeys(policies: string): TrustedKeys | Rejection {
  const directory = join(policies, 'trusted-keys');
  const names = existsSync(directory) ? readdirSync(directory).filter((name) => !name.startsWith('.')).sort() : [];
  const keys = new Map<string, KeyObject>();
  for (const name of names) {
    const key = publicKeyIn(join(directory, name));
    if (key === undefined) return reject('invalid-trusted-key', 'must be a public Ed25519 key as PEM ("BEGIN PUBLIC KEY"); take it out, or put the publisher\'s public key there', { details: { file: `trusted-keys/${name}` } });
    keys.set(keyIdOf(key), key);
  }
  return { directory, keys };
}

/** Never a private key: one that lies here was put here by mistake, and is refused rather than read. */
function publicKeyIn(path: string): KeyObject | undefined {
  if (!statSync(path).isFile() || statSync(path).size > KEY_BYTES_MAX) return undefined;
  const pem = readFileSync(path, 'utf8');
  if (!pem.includes('-----BEGIN PUBLIC KEY-----') || pem.includes('PRIVATE')) return undefined;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
