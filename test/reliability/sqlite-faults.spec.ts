/** A full disk, a lock held by another program, a closing store: callers are told, nothing is half-done, and the store recovers by itself. */
import { writeFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3-multiple-ciphers';
import { systemClock } from '../../src/platform/clock/clock';
import { openStore } from '../../src/platform/database/open-store';
import { openWriter, prepareFile } from '../../src/platform/database/sqlite-connection';
import { SqliteWriteQueue, Undo } from '../../src/platform/database/sqlite-write-queue';
import type { SqlValue } from '../../src/platform/database/sql';
import { StoreUnavailable } from '../../src/platform/database/store-errors';
import type { Store } from '../../src/platform/database/store';
import { SqliteWriterInThread } from '../../src/platform/event-store/sqlite-writer-in-thread';
import { commitOf, noted } from '../support/commits';
import { describeSqlite, describeSqliteWriters } from '../support/engines';
import { findFaults } from './support/find-faults';

describeSqliteWriters('faults', (under) => {
  let store: Store;
  let file: string;
  beforeEach(async () => {
    const location = await under.freshDatabase();
    file = location.engine === 'sqlite' ? location.file : '';
    store = await openStore({ kind: 'sqlite', file }, systemClock, under.writesIn);
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
  });
  afterEach(() => store.close());
  const write = (stream: string, note = 'x') => store.commit(commitOf({ practice: 'p', stream, expectedVersion: 0, events: [noted(note), noted(note)] }));

  it('answers unavailable while the disk is full, reads on, and writes again when there is room', async () => {
    await write('before', 'before');
    const [{ pages } = { pages: 0 }] = await store.sql.everyPractice.query('PRAGMA page_count') as unknown as { pages: number }[];
    expect(pages).not.toBe(0);
    await store.sql.everyPractice.execute(`PRAGMA max_page_count = 1`);
    const big = 'x'.repeat(100_000);
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((stream) => write(stream, big)));
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable && outcome.reason.code)).toEqual(['SQLITE_FULL', 'SQLITE_FULL', 'SQLITE_FULL']);
    expect((await store.read('p', 'before')).length).toBe(2);
    await store.sql.everyPractice.execute('PRAGMA max_page_count = 1000000');
    expect((await write('a', 'after')).kind).toBe('committed');
    expect(await findFaults(store, 'p', [{ stream: 'before', version: 2, note: 'before' }, { stream: 'a', version: 2, note: 'after' }])).toEqual([]);
  });

  it('waits for another program\'s lock without blocking reads, and nobody sees it', async () => {
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const writes = Promise.all(['a', 'b', 'c'].map((stream) => write(stream)));
    for (let i = 0; i < 5; i++) expect(await store.version('p', 'a')).toBe(0);
    setTimeout(() => other.exec('COMMIT'), 400);
    expect((await writes).map(({ kind }) => kind)).toEqual(['committed', 'committed', 'committed']);
    other.close();
  });

  it('writes what waits when it closes, and takes nothing after', async () => {
    const last = write('last');
    await store.close();
    expect((await last).kind).toBe('committed');
    await expect(write('late')).rejects.toThrow(StoreUnavailable);
    store = await openStore({ kind: 'sqlite', file }, systemClock, under.writesIn);
    expect([await store.version('p', 'last'), await store.version('p', 'late')]).toEqual([2, 0]);
  });
});

describeSqlite('the write queue', (under) => {
  it('runs jobs in order of arrival, undoes one alone, and tells when a whole group is lost', async () => {
    const location = await under.freshDatabase();
    const file = location.engine === 'sqlite' ? location.file : '';
    prepareFile(file);
    const db = openWriter(file);
    db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY)');
    let lost = 0;
    const queue = new SqliteWriteQueue(db, () => (lost += 1));
    const insert = db.prepare('INSERT INTO t VALUES (?)');
    const outcomes = await Promise.allSettled([
      queue.run(() => insert.run(1).changes),
      queue.run(() => { insert.run(2); insert.run(1); return 0; }),
      queue.run(() => { insert.run(3); return new Undo(3); }),
      queue.run(() => insert.run(4).changes),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'))).toEqual([1, 'failed', 3, 1]);
    expect(db.prepare('SELECT a FROM t ORDER BY a').pluck().all()).toEqual([1, 4]);
    const group = await Promise.allSettled([queue.run(() => insert.run(5).changes), queue.run(() => { db.exec('ROLLBACK'); throw new Error('disk'); }), queue.run(() => insert.run(6).changes)]);
    expect(group.map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable)).toEqual([true, true, true]);
    expect([lost, db.prepare('SELECT count(*) FROM t').pluck().get()]).toEqual([1, 2]);
    expect(await queue.run(() => insert.run(7).changes)).toBe(1);
    const many = await Promise.allSettled(Array.from({ length: 10_001 }, () => queue.run(() => 0)));
    expect(many.map(({ status }) => status).lastIndexOf('rejected')).toBe(10_000);
    expect(many.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    await queue.close();
    db.close();
  });
});

describeSqlite('the thread that writes', (under) => {
  let writer: SqliteWriterInThread;
  beforeEach(async () => {
    const location = await under.freshDatabase();
    const file = location.engine === 'sqlite' ? location.file : '';
    await (await openStore({ kind: 'sqlite', file })).close();
    writer = await SqliteWriterInThread.start({ file });
    await writer.execute({ sql: 'CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB)', parameters: [] });
  });
  afterEach(() => writer.close());
  const insert = (a: number, b: SqlValue = null) => writer.execute({ sql: 'INSERT INTO t VALUES (?, ?) RETURNING a, b', parameters: [a, b] });

  it('answers rows and bytes as they were, and says whose statement failed and why', async () => {
    const bytes = Buffer.from('small enough for a shared buffer');
    const outcomes = await Promise.allSettled([insert(1, bytes), insert(1), insert(2), writer.executeAll([{ sql: 'DELETE FROM t', parameters: [] }, { sql: 'INSERT INTO t VALUES (NULL, ?, 1)', parameters: [3] }])]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as { code: string }).code))).toEqual([[{ a: 1, b: bytes }], 'SQLITE_CONSTRAINT_PRIMARYKEY', [{ a: 2, b: null }], 'SQLITE_ERROR']);
  });

  it('fails what cannot be sent and nothing beside it', async () => {
    const outcomes = await Promise.allSettled([insert(1), insert(2, (() => 2) as unknown as SqlValue), insert(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('answers unavailable once it has ended by itself, what waits and what comes', async () => {
    const waiting = insert(1);
    await (writer as unknown as { thread: Worker }).thread.terminate();
    await expect(waiting).rejects.toThrow(StoreUnavailable);
    await expect(insert(2)).rejects.toThrow(StoreUnavailable);
  });

  it('refuses a file that is no database as the store does', async () => {
    const location = await under.freshDatabase();
    const file = location.engine === 'sqlite' ? location.file : '';
    prepareFile(file);
    writeFileSync(file, 'x'.repeat(8192));
    await expect(SqliteWriterInThread.start({ file })).rejects.toThrow(/practice.db cannot be opened as a database/);
  });
});
