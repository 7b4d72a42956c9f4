import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { prepareFolder } from './prepare-folder';
import { openSqliteFile, type Database } from './sqlite';
import { StoreRefusal } from './store-errors';

const VERSION_MIN = '3.51.3';
/** While it opens, a service has nothing else to do than to wait for another that recovers or closes the same file. */
const OPENING_BUSY_TIMEOUT_MS = 5_000;
const READER_BUSY_TIMEOUT_MS = 250;
const FULL = 2;
const PAGE_CACHE_KIB = 16 * 1024;
/** Each commit empties it: more than one answer needs would be memory for nothing. */
const READER_PAGE_CACHE_KIB = 2 * 1024;
/** A checkpoint blocks a commit: at 4,000 pages the slowest commits took 24 ms, so it runs in smaller steps. */
const CHECKPOINT_PAGES = 1000;

/** The file for its owner only, before SQLite opens it: -wal and -shm take the mode of the database. */
export function prepareFile(file: string): void {
  const folder = dirname(file);
  prepareFolder(folder);
  refuseOpenModes(folder, `chmod 700 ${folder}`);
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  else if (statSync(file).isDirectory()) throw new StoreRefusal(`${file} is a directory: name the database file in it, or leave PATHGATE_DATABASE out and name the directory with PATHGATE_DATA.`);
  refuseOpenFiles(file);
}

/** The connection that writes; the only one of this process. */
export function openWriter(file: string, keyFile?: string): Database.Database {
  const db = openSqliteFile({ file, keyFile }, { fileMustExist: true, timeout: OPENING_BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    setPragmas(db);
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    verifyWriter(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** From here on SQLite answers "busy" at once: its own waiting would stop everything else, the queue's is by timer. */
export function leaveWaitingToQueue(db: Database.Database): void {
  db.pragma('busy_timeout = 0');
}

export function setPragmas(db: Database.Database): void {
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // REPLACE would otherwise delete a row without asking the append-only triggers.
  db.pragma('recursive_triggers = ON');
  db.pragma(`busy_timeout = ${db.readonly ? READER_BUSY_TIMEOUT_MS : OPENING_BUSY_TIMEOUT_MS}`);
  db.pragma(`cache_size = -${db.readonly ? READER_PAGE_CACHE_KIB : PAGE_CACHE_KIB}`);
}

/** Refuses when any setting that durability rests on is not in force. `synchronous` tells the truth only after a write. */
export function verifyWriter(db: Database.Database, file: string): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  if (!isAtLeast(version, VERSION_MIN)) throw new StoreRefusal(`SQLite ${version} is too old: ${VERSION_MIN} or later is needed. Run "npm ci".`);
  expectPragma(db, 'journal_mode', 'wal', 'Put the data folder on a local disk: write-ahead logging does not work on network file systems.');
  db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
  expectPragma(db, 'synchronous', FULL, 'This build of SQLite ignores synchronous=FULL; run "npm ci".');
  expectPragma(db, 'foreign_keys', 1, 'This build of SQLite has no foreign keys; run "npm ci".');
  expectPragma(db, 'recursive_triggers', 1, 'This build of SQLite has no triggers; run "npm ci".');
  refuseOpenFiles(file);
}

export function verifyStrictTables(db: Database.Database): void {
  const lax = db.prepare(`SELECT group_concat(name, ', ') FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'migrations'`).pluck().get();
  if (lax !== null) throw new StoreRefusal(`Tables without STRICT: ${String(lax)}. The schema was changed by hand: restore a backup.`);
}

function expectPragma(db: Database.Database, name: string, expected: string | number, remedy: string): void {
  const value = db.pragma(name, { simple: true });
  if (value !== expected) throw new StoreRefusal(`SQLite answers ${name} = ${String(value)}, ${String(expected)} is needed. ${remedy}`);
}

function refuseOpenFiles(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(each)) refuseOpenModes(each, `chmod 600 ${each}`);
  }
}

function refuseOpenModes(path: string, remedy: string): void {
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) throw new StoreRefusal(`${path} may be read by others (mode ${mode.toString(8)}). Run "${remedy}" and start again.`);
}

/** Versions of three numbers. */
export function isAtLeast(version: string, minimum: string): boolean {
  const a = version.split('.').map(Number);
  const b = minimum.split('.').map(Number);
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
