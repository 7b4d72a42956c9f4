/**
 * Another key for a database, a first one, or none: it is written anew beside the old one, compared with it, and takes its name at
 * the end. Whatever happens before that, the old one is there as it was; afterwards the new one is.
 */
import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { keyLiteral, readDatabaseKey } from './database-key';
import { FILE_MODE, flushToDisk } from './durable-files';
import { REWRITTEN } from './service-lock';
import { CIPHER, openSqliteFile, type Database, type SqliteFile } from './sqlite';
import { codeOf, StoreRefusal } from './store-errors';

/** Whoever waited to open the old file finds no database in it, and not one that nobody will ever read again. */
const MOVED = 'This database was written anew with another key. ';

/** Nobody else may have it open, and the caller holds the service's lock. Throws `StoreRefusal`, and then nothing was changed. */
export function changeDatabaseKey(old: SqliteFile, keyFile: string | undefined): void {
  const rewritten = `${old.file}${REWRITTEN}`;
  // Tried first: from here on only the file's own name is used.
  openSqliteFile(old, { fileMustExist: true }).close();
  closeSync(openSync(rewritten, 'wx', FILE_MODE));
  const oldFile = openSync(old.file, 'r+');
  let db: Database.Database | undefined;
  try {
    db = openSqliteFile({ file: rewritten, ...(keyFile !== undefined && { keyFile }) }, { fileMustExist: true });
    writeAnew(db, old);
    flushToDisk(rewritten);
    renameSync(rewritten, old.file);
    flushToDisk(dirname(old.file));
    // While the lock on it is still held.
    ftruncateSync(oldFile, 0);
    writeSync(oldFile, MOVED.repeat(MOVED.length));
  } catch (error) {
    rmSync(rewritten, { force: true });
    throw codeOf(error)?.startsWith('SQLITE_BUSY') === true ? new StoreRefusal(`${old.file} is in use by another process. End the service and every command, and repeat; nothing was changed.`) : error;
  } finally {
    db?.close();
    closeSync(oldFile);
  }
}

function writeAnew(db: Database.Database, { file, keyFile }: SqliteFile): void {
  // It counts only when it is whole, and is flushed then: a journal of it would hold what is being encrypted, for nothing.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('temp_store = MEMORY');
  db.pragma(`cipher = '${CIPHER}'`);
  db.prepare('ATTACH ? AS old KEY ?').run(file, keyFile === undefined ? '' : keyLiteral(readDatabaseKey(keyFile)));
  db.pragma('old.busy_timeout = 0');
  // Takes the write-ahead log into the file and away, and is refused while anybody else has it open.
  db.pragma('old.journal_mode = DELETE');
  db.pragma('locking_mode = EXCLUSIVE');
  db.exec('BEGIN EXCLUSIVE');
  if (db.pragma('old.journal_mode', { simple: true }) !== 'delete') throw new StoreRefusal(`${file} was opened by another process meanwhile. End it and repeat; nothing was changed.`);
  copyAll(db);
  db.exec('COMMIT');
  refuseDifference(db);
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** Tables with their rows first; triggers watch from then on. */
function copyAll(db: Database.Database): void {
  const schema = schemaOf(db, 'old');
  const tables = schema.filter(({ type }) => type === 'table');
  for (const { sql } of tables) db.exec(sql);
  const hasSequence = db.prepare(`SELECT 1 FROM old.sqlite_schema WHERE name = 'sqlite_sequence'`).get() !== undefined;
  for (const { name } of tables) {
    const columns = db.prepare<[string], string>(`SELECT name FROM pragma_table_info(?, 'old')`).pluck().all(name).map(quoted).join(', ');
    db.exec(`INSERT INTO main.${quoted(name)} (${columns}) SELECT ${columns} FROM old.${quoted(name)}`);
  }
  if (hasSequence) db.exec('DELETE FROM main.sqlite_sequence; INSERT INTO main.sqlite_sequence SELECT * FROM old.sqlite_sequence');
  for (const { sql } of schema.filter(({ type }) => type !== 'table')) db.exec(sql);
  for (const name of ['user_version', 'application_id']) db.pragma(`main.${name} = ${Number(db.pragma(`old.${name}`, { simple: true }))}`);
}

function schemaOf(db: Database.Database, of: 'main' | 'old'): readonly SchemaRow[] {
  return db.prepare<[], SchemaRow>(`SELECT type, name, sql FROM ${of}.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name`).all();
}

/** Row for row, before the old one goes. */
function refuseDifference(db: Database.Database): void {
  const integrity = db.pragma('main.integrity_check(1)', { simple: true });
  if (integrity !== 'ok') throw new StoreRefusal(`What was written anew is damaged (${String(integrity)}). Nothing was changed.`);
  if (JSON.stringify(schemaOf(db, 'main')) !== JSON.stringify(schemaOf(db, 'old'))) throw new StoreRefusal('What was written anew has other tables than the database. Nothing was changed.');
  for (const { name } of schemaOf(db, 'main').filter(({ type }) => type === 'table')) {
    if (digestOfRows(db, `old.${quoted(name)}`) !== digestOfRows(db, `main.${quoted(name)}`)) throw new StoreRefusal(`What was written anew differs from the database in ${name}. Nothing was changed.`);
  }
}

/** Rows were copied in the order in which they are read. */
function digestOfRows(db: Database.Database, table: string): string {
  const digest = createHash('sha256');
  for (const row of db.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().iterate()) {
    for (const value of row) digest.update(Buffer.isBuffer(value) ? `blob ${value.length}\n` : `${JSON.stringify(value)}\n`).update(Buffer.isBuffer(value) ? value : '');
    digest.update('row\n');
  }
  return digest.digest('hex');
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
