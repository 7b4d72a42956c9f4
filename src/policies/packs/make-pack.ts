import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { checkPolicyFiles } from '../read-policy-files';
import { openPack, signPack } from './pack-file';
import { keyIdOf } from './trusted-keys';

export interface PackOrder {
  readonly directory: string;
  readonly name: string;
  readonly version: number;
  /** Path of a private Ed25519 key, PEM. */
  readonly key: string;
  readonly expiresOn?: string;
  readonly madeOn: PlainDate;
}

/** A pack of a directory's policy files, complete (what a family gives is filled in), or why there is none. */
export function makePack({ directory, name, version, key: keyPath, expiresOn, madeOn }: PackOrder): { readonly text: string; readonly files: number } | Rejection {
  const key = privateKeyIn(keyPath);
  if (isRejection(key)) return key;
  if (expiresOn !== undefined && !isPlainDate(expiresOn)) return reject('invalid-pack', 'must be a date, as 2027-06-30', { pointer: '/expiresOn' });
  const names = existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith('.json')).sort() : [];
  if (names.length === 0) return reject('invalid-pack', `there is no policy file in ${directory}; name the directory that holds them`);
  const checked = checkPolicyFiles(names.map((file) => join(directory, file)));
  if (isRejection(checked)) return checked;
  const files = checked.loaded.map(({ content }, index) => ({ name: names[index] ?? '', content }));
  const text = signPack({ name, version, madeOn, ...(expiresOn === undefined ? {} : { expiresOn }), files }, key);
  // Opened as whoever installs it will.
  const opened = openPack(Buffer.from(text), { directory: 'trusted-keys', keys: new Map([[keyIdOf(key), createPublicKey(key)]]) });
  return isRejection(opened) ? opened : { text, files: files.length };
}

/** Writes a new key pair: `path` (private, 0600) and `path.pub`. Answers its id. */
export function makeKey(path: string): string | Rejection {
  for (const file of [path, `${path}.pub`]) if (existsSync(file)) return reject('key-exists', `${file} exists already; a key is never written over, so choose another name`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(`${path}.pub`, publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o644, flag: 'wx' });
  return keyIdOf(publicKey);
}

function privateKeyIn(path: string): KeyObject | Rejection {
  try {
    const key = createPrivateKey(readFileSync(path));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without a word of what the file holds.
  }
  return reject('invalid-key', `${path} is no private Ed25519 key as PEM; make one with npm run -s policies -- key FILE`);
}
