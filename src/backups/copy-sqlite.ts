import { closeSync, openSync } from 'node:fs';
import { FILE_MODE, flushToDisk } from '../platform/database/durable-files';
import { openReadOnly, sqlOver } from '../platform/database/open-read-only';
import { openSqliteFile, type SqliteFile } from '../platform/database/sqlite';
import { setPragmas } from '../platform/database/sqlite-connection';
import { StoreRefusal } from '../platform/database/store-errors';
import { BrokenBackup } from './backup-folder';
import { contentsOf, findDamage, type Contents } from './contents';

const PAGES_PER_STEP = 4_096;

/**
 * The database as it is at one moment, while others write: the copy and what is counted of it come from one read transaction,
 * which no writer waits for and which no later write can make begin anew. Verified where it lies. Answers what it holds.
 */
export async function copySqlite(source: SqliteFile, target: string, onProgress: (pagesLeft: number) => void): Promise<Contents> {
  // SQLite would make it with the mode that the umask leaves.
  closeSync(openSync(target, 'wx', FILE_MODE));
  const copy = { file: target, keyFile: source.keyFile };
  const contents = await (source.keyFile === undefined ? copyPages(source, target, onProgress) : copyEncrypted(source, copy));
  await refuseDamaged(copy, contents);
  flushToDisk(target);
  return contents;
}

async function copyPages(source: SqliteFile, target: string, onProgress: (pagesLeft: number) => void): Promise<Contents> {
  const db = openSqliteFile(source, { readonly: true, fileMustExist: true });
  let contents: Contents;
  try {
    setPragmas(db);
    db.exec('BEGIN');
    contents = await contentsOf(sqlOver(db));
    await db.backup(target, { progress: ({ remainingPages }) => {
      onProgress(remainingPages);
      return PAGES_PER_STEP;
    } });
  } finally {
    db.close();
  }
  leaveWal(target);
  return contents;
}

/** With the same key. SQLite copies no pages into a file that it opens without one, and writes all rows anew: one read transaction, too, but of its own. */
async function copyEncrypted(source: SqliteFile, copy: SqliteFile): Promise<Contents> {
  const db = openSqliteFile(source, { readonly: true, fileMustExist: true });
  try {
    setPragmas(db);
    db.prepare('VACUUM INTO ?').run(copy.file);
  } finally {
    db.close();
  }
  const { sql, close } = await openReadOnly({ kind: 'sqlite', ...copy });
  return contentsOf(sql).finally(close);
}

/** One plain file: a reader of a write-ahead log makes files beside it. */
function leaveWal(file: string): void {
  const db = openSqliteFile({ file }, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** Is the file whole, and does it hold what it should? Throws `BrokenBackup`. */
export async function refuseDamaged(database: SqliteFile, expected: Contents): Promise<void> {
  const { sql, close } = await openReadOnly({ kind: 'sqlite', ...database });
  try {
    const damage = await findDamage(sql, expected.practices);
    if (damage !== undefined) throw new BrokenBackup(damage);
    if (JSON.stringify(await contentsOf(sql)) !== JSON.stringify(expected)) throw new BrokenBackup('the copy holds another number of events, or other ends of chains, than the manifest says');
  } catch (error) {
    // What SQLite says of a damaged page, it says by throwing.
    throw error instanceof StoreRefusal ? error : new BrokenBackup(`the database file cannot be read: ${(error as Error).message}`);
  } finally {
    await close();
  }
}
