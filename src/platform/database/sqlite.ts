/** The one door to SQLite: every file is opened here, so that none is opened without its key (`.dependency-cruiser.cjs`). */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { keyLiteral, readDatabaseKey } from './database-key';
import { codeOf, StoreRefusal } from './store-errors';

export type { Database };

export interface SqliteFile {
  readonly file: string;
  /** Where the key is that all of it is encrypted with; not encrypted when left out. */
  readonly keyFile?: string;
}

/** AES-256 with an HMAC for each page, in the format of SQLCipher 4. */
export const CIPHER = 'sqlcipher';
const NO_DATABASE = 'SQLITE_NOTADB';

/** Throws `StoreRefusal` where the key is not the one, and has changed nothing then. */
export function openSqliteFile({ file, keyFile }: SqliteFile, options: Database.Options = {}): Database.Database {
  const key = keyFile === undefined ? undefined : readDatabaseKey(keyFile);
  if (existsSync(file) && !canBeRead(file, key)) throw new StoreRefusal(whyUnreadable(file, keyFile));
  const db = new Database(file, options);
  try {
    if (key !== undefined) unlock(db, key);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** TypeORM makes its connection by `new`, with these arguments. */
export function typeOrmDriver(keyFile: string | undefined): unknown {
  return function open(file: string, options: Database.Options): Database.Database {
    return openSqliteFile({ file, keyFile }, options);
  };
}

function whyUnreadable(file: string, keyFile: string | undefined): string {
  const left = 'It was left as it is.';
  if (keyFile === undefined) return `${file} cannot be opened as a database (${NO_DATABASE}): it is encrypted and PATHGATE_KEY_FILE names no key, or it is damaged. Name the file of its key; if it is damaged, restore a backup beside it. ${left}`;
  if (canBeRead(file, undefined)) return `${file} is not encrypted, and PATHGATE_KEY_FILE names a key. Encrypt it with "npm run key -- encrypt", or leave PATHGATE_KEY_FILE out. ${left}`;
  return `The key in ${keyFile} does not open ${file} (${NO_DATABASE}): it is another database's key, or the file is damaged. Name the right file with PATHGATE_KEY_FILE; if the database is damaged, restore a backup beside it. ${left}`;
}

function unlock(db: Database.Database, key: Buffer): void {
  db.pragma(`cipher = '${CIPHER}'`);
  db.pragma(`key = "${keyLiteral(key)}"`);
  // What is sorted or grouped on the way to an answer would lie on the disk in the clear.
  db.pragma('temp_store = MEMORY');
}

/** By a connection that cannot write: one that can takes the write-ahead log into the file when it closes, also with a wrong key. */
function canBeRead(file: string, key: Buffer | undefined): boolean {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 });
    if (key !== undefined) unlock(db, key);
    db.pragma('schema_version');
    return true;
  } catch (error) {
    // Whatever else stands in the way, a lock or a directory, whoever opens it says.
    return codeOf(error) !== NO_DATABASE;
  } finally {
    db?.close();
  }
}
