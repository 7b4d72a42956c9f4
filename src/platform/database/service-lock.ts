import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import type { StoreConfig } from './migrations';
import { openSqliteFile, type Database } from './sqlite';
import { prepareFile } from './sqlite-connection';
import { codeOf, StoreRefusal } from './store-errors';

/** The name, behind the database's, under which it is written anew with another key. */
export const REWRITTEN = '.rewritten';

/** Holds the database for one service; ended with the process, however that ends. */
export interface ServiceLock {
  release(): void;
}

/**
 * One service per SQLite database: two would each do the outbox's work and keep a cache the other writes past. SQLite's
 * own lock on a file beside it, which the operating system drops when the process is gone; commands (`why`, `rebuild`)
 * take none. PostgreSQL is made for several nodes. Throws `StoreRefusal`.
 */
export function lockForService(config: StoreConfig): ServiceLock {
  if (config.kind === 'postgres') return { release: () => undefined };
  prepareFile(config.file);
  const lock = tryHold(`${config.file}.lock`);
  if (lock === undefined) throw new StoreRefusal(`Another Pathgate service is already serving ${config.file}. Use that one, or end it first; a second needs its own directory (PATHGATE_DATA).`);
  // Of a change of key that was cut off: the database itself is whole, this is part of a copy.
  rmSync(`${config.file}${REWRITTEN}`, { force: true });
  return lock;
}

/** Undefined: another process holds it. */
export function tryHold(lockFile: string): ServiceLock | undefined {
  if (!existsSync(lockFile)) closeSync(openSync(lockFile, 'a', 0o600));
  let db: Database.Database | undefined;
  try {
    // It holds nothing, and has no key.
    db = openSqliteFile({ file: lockFile }, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (codeOf(error)?.startsWith('SQLITE_BUSY') !== true) throw error;
    return undefined;
  }
  const held = db;
  return { release: () => void held.close() };
}
