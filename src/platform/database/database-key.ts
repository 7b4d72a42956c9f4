/** The key that a SQLite database is encrypted with, and the one that records are sealed with: each in a file of its own, for its owner only, and never in a setting, a log or a message. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { StoreRefusal } from './store-errors';

export const DATABASE_KEY_BYTES = 32;
const FILE_BYTES_MAX = 200;
/** Of the mode of a file: what its group and everybody may do. */
const OTHERS = 0o077;
const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** What a key's file is for: the setting that names it, what to do without one, and how another key comes in its place. */
interface Purpose {
  readonly setting: string;
  readonly without: string;
  readonly rotate: string;
}

const OF_DATABASE: Purpose = { setting: 'PATHGATE_KEY_FILE', without: "Name the file of the database's key, or leave PATHGATE_KEY_FILE out where the database is not encrypted.", rotate: 'rotate' };
const OF_SEALING: Purpose = { setting: 'PATHGATE_SEALING_KEY_FILE', without: 'Name the file of the key that records are sealed with, or leave PATHGATE_SEALING_KEY_FILE out where none is sealed.', rotate: 'rotate-sealing' };

/** Throws `StoreRefusal`, which quotes nothing of the file. */
export function readDatabaseKey(file: string): Buffer {
  return readKey(file, OF_DATABASE);
}

/** The same for the key of `src/platform/sealing`. */
export function readSealingKey(file: string): Buffer {
  return readKey(file, OF_SEALING);
}

function readKey(file: string, { setting, without, rotate }: Purpose): Buffer {
  if (!existsSync(file)) throw new StoreRefusal(`${setting}: there is no file ${file}. ${without}`);
  const { mode, size } = statSync(file);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) throw new StoreRefusal(`${setting}: others may read ${file} (mode ${(mode & 0o777).toString(8)}). Run "chmod 600 ${file}" and start again; who may have read it knows the key: npm run key -- ${rotate}.`);
  const text = size > FILE_BYTES_MAX || !statSync(file).isFile() ? '' : readFileSync(file, 'latin1').trim();
  const key = HEX.test(text) ? Buffer.from(text, 'hex') : BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (key === undefined) throw new StoreRefusal(`${setting}: ${file} holds no key: ${DATABASE_KEY_BYTES} random bytes as 64 hexadecimal digits, or as base64. npm run key -- new FILE makes one.`);
  return key;
}

/** As SQLite takes it in a statement: the key itself, with nothing derived from it. */
export function keyLiteral(key: Buffer): string {
  return `x'${key.toString('hex')}'`;
}
