import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { Clock } from '../clock/clock';
import { SqliteEventStore } from '../event-store/sqlite-event-store';
import { SqliteWriterHere, type SqliteWriter } from '../event-store/sqlite-writer';
import { SqliteWriterInThread } from '../event-store/sqlite-writer-in-thread';
import { DiskReserve } from './disk-reserve';
import { withMigrations } from './migrations';
import type { OpenedEngine } from './opened-engine';
import type { Row, SqlValue, Statements } from './sql';
import { openSqliteFile, typeOrmDriver, type Database, type SqliteFile } from './sqlite';
import { codeOf, StoreRefusal } from './store-errors';
import { leaveWaitingToQueue, openWriter, prepareFile, setPragmas, verifyStrictTables, verifyWriter } from './sqlite-connection';

/** Where commits are written: in the thread that asks, or in one of their own, so that a service goes on while the disk is waited for. */
export type WritesIn = 'this-thread' | 'own-thread';

/** Two connections to one file: ours writes, TypeORM's reads and cannot write. */
export async function openSqlite({ file, keyFile }: SqliteFile, clock: Clock, writesIn: WritesIn): Promise<OpenedEngine> {
  prepareFile(file);
  const writing = refusingBrokenFile(file, () => openWriter(file, keyFile));
  try {
    await withMigrations({ kind: 'sqlite', file, keyFile }, (migrations) => migrations.up());
    verifyStrictTables(writing);
    verifyWriter(writing, file);
    const { source, reading } = await openReader({ file, keyFile });
    const writer = writesIn === 'own-thread' ? await startThread({ file, keyFile }, writing) : writeHere(writing);
    const events = new SqliteEventStore(reading, writer, clock, new DiskReserve(file));
    const statements: Statements = {
      query: (sql: string, parameters: readonly SqlValue[] = []) => source.query<readonly Row[]>(sql, [...parameters]),
      execute: (sql: string, parameters: readonly SqlValue[] = []) => writer.execute({ sql, parameters }),
      executeAll: (all) => writer.executeAll(all),
    };
    return {
      events,
      // Nothing beneath the queries keeps practices apart in a file.
      sql: { engine: 'sqlite', of: () => statements, everyPractice: statements },
      refuseIfFull: () => events.refuseOnFullDisk(),
      sealWith: async (dataKeys) => {
        // What is deleted is overwritten too: a key that was destroyed is in no page that was given up.
        await writer.execute({ sql: 'PRAGMA secure_delete = ON', parameters: [] });
        events.dataKeys = dataKeys;
        // A purge that somebody read beside, or that was cut off, left it to this.
        await emptyLog({ file, keyFile });
      },
      overwriteDeleted: () => emptyLog({ file, keyFile }),
      close: async () => {
        await events.close();
        await source.destroy();
        await writer.close();
      },
    };
  } catch (error) {
    writing.close();
    throw error;
  }
}

function writeHere(writing: Database.Database): SqliteWriter {
  leaveWaitingToQueue(writing);
  return new SqliteWriterHere(writing);
}

/** Its connection is opened and verified as this one was, which is closed when that has the file. */
async function startThread(file: SqliteFile, writing: Database.Database): Promise<SqliteWriter> {
  const writer = await SqliteWriterInThread.start(file);
  writing.close();
  return writer;
}

/** The write-ahead log still holds pages as they were. By a connection of its own, wherever commits are written, and without waiting here for whoever is in the log: a reader who stays leaves it to the next checkpoint. */
async function emptyLog(of: SqliteFile): Promise<void> {
  const db = openSqliteFile(of, { fileMustExist: true, timeout: 0 });
  try {
    setPragmas(db);
    leaveWaitingToQueue(db);
    for (let attempt = 1; attempt <= EMPTYING_TRIES_MAX; attempt++) {
      const [{ busy } = { busy: 0 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
      if (busy === 0) return;
      await delay(EMPTYING_WAIT_MS);
    }
  } finally {
    db.close();
  }
}

const EMPTYING_TRIES_MAX = 20;
const EMPTYING_WAIT_MS = 50;

/** SQLite's own words on what is no database, or cannot be opened, with what to do. */
function refusingBrokenFile<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    if (code.startsWith('SQLITE_BUSY')) throw new StoreRefusal(`${file} is held by another process (${code}). End what uses it and start again; nothing was changed.`);
    if (code === 'SQLITE_FULL') throw new StoreRefusal(`The disk that holds ${file} is full. Free some space and start again; nothing was changed.`);
    throw new StoreRefusal(`${file} cannot be opened as a database (${code}). Check the path; if the file is damaged, restore a backup beside it. It was left as it is.`);
  }
}

async function openReader({ file, keyFile }: SqliteFile): Promise<{ source: DataSource; reading: Database.Database }> {
  let reading: Database.Database | undefined;
  const source = new DataSource({
    type: 'better-sqlite3', driver: typeOrmDriver(keyFile), database: file, readonly: true, fileMustExist: true, synchronize: false, logging: false,
    prepareDatabase: (db: Database.Database) => {
      setPragmas(db);
      db.pragma('query_only = ON');
      reading = db;
    },
  });
  await source.initialize();
  if (reading === undefined) throw new Error('the data source opened no connection');
  return { source, reading };
}
