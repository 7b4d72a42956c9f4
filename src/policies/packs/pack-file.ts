/**
 * A policy pack: one JSON file that a publisher signs and a practice installs without a new program.
 *   { "pack": 1, "name", "version": 3, "madeOn", "expiresOn"?, "files": { "<name>.json": <complete policy file> }, "key", "signature" }
 * `key` is the id of an Ed25519 key; `signature` is base64 over `SIGNED_AS` and the canonical JSON of everything else. Nothing of
 * a pack is looked at before its signature holds.
 */
import { sign as signBytes, verify as verifyBytes, type KeyObject } from 'node:crypto';
import { isPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { canonicalJson } from '../../platform/json/canonical-json';
import { parseStrictJson } from '../../platform/json/strict-json';
import type { PolicyFile } from '../read-policy-files';
import { keyIdOf, type TrustedKeys } from './trusted-keys';

export const PACK_BYTES_MAX = 20_000_000;
const FILE_BYTES_MAX = 1_000_000;
const FILES_MAX = 500;
const VERSION_MAX = 1_000_000_000;
const PACK_SCHEMA = 1;
const SIGNED_AS = 'pathgate policy pack\n';
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
/** One segment of a path, and never one that climbs. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_@-]*(?:\.[A-Za-z0-9_@-]+)*\.json$/;
const FILE_NAME_CHARS_MAX = 160;

export interface Pack {
  readonly name: string;
  /** A whole number; a later pack has a higher one. */
  readonly version: number;
  readonly madeOn: PlainDate;
  /** The last day on which it may be installed. */
  readonly expiresOn?: PlainDate;
  readonly files: readonly PolicyFile[];
  /** Id of the key that signed it. */
  readonly key: string;
}

/** The pack as it is written to a file. The key is a private Ed25519 key. */
export function signPack({ name, version, madeOn, expiresOn, files }: Omit<Pack, 'key'>, key: KeyObject): string {
  const body = {
    pack: PACK_SCHEMA, name, version, madeOn, ...(expiresOn === undefined ? {} : { expiresOn }),
    files: Object.fromEntries(files.map((file) => [file.name, file.content])), key: keyIdOf(key),
  };
  return `${JSON.stringify({ ...body, signature: signBytes(null, signedBytes(body), key).toString('base64') }, null, 1)}\n`;
}

/** `pack-too-large`, `invalid-json`, `invalid-pack`, `no-trusted-key`, `pack-key-unknown`, `pack-signature-wrong`. */
export function openPack(bytes: Uint8Array, trusted: TrustedKeys): Pack | Rejection {
  if (bytes.length > PACK_BYTES_MAX) return TOO_LARGE;
  const json = parseStrictJson(bytes);
  if (isRejection(json)) return json;
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid('', 'must be an object');
  const { signature, ...body } = value as Readonly<Record<string, unknown>>;
  if (body.pack !== PACK_SCHEMA) return invalid('/pack', `must be ${PACK_SCHEMA}; a pack of a later kind needs a later version of this program`);
  if (typeof body.key !== 'string' || typeof signature !== 'string') return invalid('/signature', 'must be signed: key and signature are texts');
  if (trusted.keys.size === 0) return reject('no-trusted-key', `no publisher's key is trusted here; ask the publisher for the public key over another way, put it into ${trusted.directory}, and repeat`);
  const key = trusted.keys.get(body.key);
  if (key === undefined) return reject('pack-key-unknown', `the pack is signed with the key ${/^[0-9a-f]{32}$/.test(body.key) ? body.key : 'of an unknown kind'}, and that is none of those in ${trusted.directory} (${[...trusted.keys.keys()].join(', ')}); ask its publisher before you trust another key`);
  if (!isSigned(body, signature, key)) return reject('pack-signature-wrong', 'the pack is not as its publisher signed it; get it again, and tell the publisher when that does not help');
  return checked(body);
}

function isSigned(body: object, signature: string, key: KeyObject): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verifyBytes(null, signedBytes(body), key, bytes);
}

function signedBytes(body: object): Buffer {
  return Buffer.from(SIGNED_AS + canonicalJson(body));
}

const FIELDS = ['pack', 'name', 'version', 'madeOn', 'expiresOn', 'files', 'key'];

function checked(body: Readonly<Record<string, unknown>>): Pack | Rejection {
  const { name, version, madeOn, expiresOn, files, key } = body;
  const unknown = Object.keys(body).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) return invalid(`/${unknown}`, `is no field of a pack (${FIELDS.join(', ')}); leave it out`);
  if (typeof name !== 'string' || !NAME.test(name)) return invalid('/name', 'must be small letters, digits and -, at most 64');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version > VERSION_MAX) return invalid('/version', 'must be a whole number from 1');
  if (!isPlainDate(madeOn)) return invalid('/madeOn', 'must be a date');
  if (expiresOn !== undefined && !isPlainDate(expiresOn)) return invalid('/expiresOn', 'must be a date, or be left out');
  if (typeof files !== 'object' || files === null || Array.isArray(files)) return invalid('/files', 'must be an object of policy files by name');
  const entries = Object.entries(files as Readonly<Record<string, unknown>>);
  if (entries.length === 0 || entries.length > FILES_MAX) return invalid('/files', `must hold 1 to ${FILES_MAX} files`);
  for (const [index, [fileName, content]] of entries.entries()) {
    if (!FILE_NAME.test(fileName) || fileName.length > FILE_NAME_CHARS_MAX) return invalid('/files', `must name files without a folder, as payer-facet@2026-01-01.json; the name of file ${index + 1} is not one`);
    if (Buffer.byteLength(canonicalJson(content)) > FILE_BYTES_MAX) return reject('policy-file-too-large', `is larger than ${FILE_BYTES_MAX} bytes, and a policy never is; tell the publisher`, { details: { file: fileName } });
  }
  return { name, version, madeOn, ...(expiresOn === undefined ? {} : { expiresOn }), files: entries.map(([fileName, content]) => ({ name: fileName, content })), key: key as string };
}

function invalid(pointer: string, message: string): Rejection {
  return reject('invalid-pack', message, { pointer });
}

export const TOO_LARGE = reject('pack-too-large', `the pack is larger than ${PACK_BYTES_MAX} bytes, and none is; check that it is the right file`);
