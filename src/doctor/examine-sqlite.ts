/** What durability rests on with SQLite. The database is only read; whether this disk and this build keep a write is tried on a file of its own. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadOnlyStore } from '../platform/database/opened-engine';
import { reserveFileOf } from '../platform/database/disk-reserve';
import type { Database } from '../platform/database/sqlite';
import { openWriter, prepareFile, verifyStrictTables } from '../platform/database/sqlite-connection';
import { StoreRefusal } from '../platform/database/store-errors';
import { bad, ok, warn, type Line } from './line';

const DISK_FREE_BYTES_MIN = 100 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;

export function examineModes(file: string): readonly Line[] {
  const paths = [dirname(file), file, `${file}-wal`, `${file}-shm`, reserveFileOf(file)].filter((path) => existsSync(path));
  const open = paths.filter((path) => (statSync(path).mode & 0o077) !== 0);
  if (open.length === 0) return [ok('file modes', `${paths.length} for their owner only`)];
  return open.map((path) => bad('file modes', `${path} may be read by others (mode ${(statSync(path).mode & 0o777).toString(8)})`, `Run chmod ${path === dirname(file) ? 700 : 600} ${path}`));
}

/** The service's own settings on a new file beside the database: `synchronous` tells the truth only after a write. */
export function examineWrites(file: string, keyFile: string | undefined): Line {
  let folder: string | undefined;
  let db: Database.Database | undefined;
  try {
    folder = mkdtempSync(join(dirname(file), '.doctor-'));
    const tried = join(folder, 'tried.db');
    prepareFile(tried);
    db = openWriter(tried, keyFile);
    db.exec('CREATE TABLE tried (a INTEGER) STRICT; INSERT INTO tried VALUES (1)');
    const [version, mode, synchronous, keys] = [db.prepare('SELECT sqlite_version()').pluck().get(), db.pragma('journal_mode', { simple: true }), db.pragma('synchronous', { simple: true }), db.pragma('foreign_keys', { simple: true })];
    return ok('SQLite', `${String(version)}, ${String(mode)}, synchronous ${String(synchronous)} after a write, foreign keys ${String(keys)}`);
  } catch (error) {
    return bad('SQLite', error instanceof StoreRefusal ? error.message : `a new file beside the database cannot be written (${(error as Error).message})`, 'The service would not start, or could not record');
  } finally {
    db?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

export function examineEncryption(keyFile: string | undefined): Line {
  return ok('encryption', keyFile === undefined ? 'none by the program, so the disk has to be encrypted' : `all of the file, with the key in ${keyFile}`);
}

export async function examineFile(db: Database.Database, sql: ReadOnlyStore['sql'], file: string): Promise<readonly Line[]> {
  const mode = String(db.pragma('journal_mode', { simple: true }));
  const [integrity] = await sql.everyPractice.query('PRAGMA integrity_check(1)');
  const strays = await sql.everyPractice.query('PRAGMA foreign_key_check');
  const restore = 'Stop the service, keep the file, and restore the newest backup beside it';
  return [
    mode === 'wal' ? ok('journal', 'write-ahead') : warn('journal', mode, 'The service sets write-ahead logging when it starts; no service has had this file open'),
    tables(db, restore),
    integrity?.['integrity_check'] === 'ok' ? ok('integrity', 'every page and index of the file') : bad('integrity', String(integrity?.['integrity_check']), restore),
    strays.length === 0 ? ok('references', 'none leads nowhere') : bad('references', `${strays.length} rows refer to what is not there`, restore),
    await diskSpace(file),
  ];
}

function tables(db: Database.Database, restore: string): Line {
  try {
    verifyStrictTables(db);
    return ok('tables', 'all STRICT');
  } catch (error) {
    return bad('tables', (error as Error).message, restore);
  }
}

async function diskSpace(file: string): Promise<Line> {
  const { bavail, bsize } = await statfs(dirname(file));
  const [free, held] = [bavail * bsize, statSync(file).size];
  const found = `${Math.floor(free / MEBIBYTE)} MiB free, the database has ${Math.ceil(held / MEBIBYTE)} MiB`;
  if (free < DISK_FREE_BYTES_MIN) return bad('disk', found, 'Free some space now: below 100 MiB the service calls itself not ready, and on a full disk it records nothing');
  return free < held ? warn('disk', found, 'A migration or a restore may need as much again: free some space') : ok('disk', found);
}
