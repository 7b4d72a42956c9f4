/** SQLite as it must be set, and what refuses to start. Each refusal says what to do. */
import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { openStore } from '../../src/platform/database/open-store';
import { withMigrations } from '../../src/platform/database/migrations';
import { isAtLeast, openWriter, prepareFile, setPragmas, verifyWriter } from '../../src/platform/database/sqlite-connection';
import { commitOf, failureOf, noted } from '../support/commits';
import { describeSqlite } from '../support/engines';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describeSqlite('starting', (under) => {
  async function freshFile(): Promise<string> {
    const location = await under.freshDatabase();
    return location.engine === 'sqlite' ? location.file : '';
  }

  it('shows folder, database, -wal and -shm to their owner only', async () => {
    const previous = process.umask(0);
    try {
      const file = join(dirname(await freshFile()), 'new', 'folder', 'practice.db');
      const store = await openStore({ kind: 'sqlite', file });
      await store.probe();
      expect([dirname(file), file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual([0o700, 0o600, 0o600, 0o600]);
      await store.close();
    } finally {
      process.umask(previous);
    }
  });

  it('refuses a folder or a file that others may read', async () => {
    const file = await freshFile();
    chmodSync(dirname(file), 0o755);
    await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(`chmod 700 ${dirname(file)}`);
    chmodSync(dirname(file), 0o700);
    writeFileSync(file, '', { mode: 0o644 });
    await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(`chmod 600 ${file}`);
    chmodSync(file, 0o600);
    for (const each of [`${file}-wal`, `${file}-shm`]) {
      writeFileSync(each, '', { mode: 0o640 });
      await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(`chmod 600 ${each}`);
      rmSync(each);
    }
    await (await openStore({ kind: 'sqlite', file })).close();
  });

  it('is FULL after a write, which the pragma alone does not tell', async () => {
    const file = await freshFile();
    prepareFile(file);
    const careless = new Database(file);
    careless.pragma('journal_mode = WAL');
    expect(careless.pragma('synchronous', { simple: true })).toBe(2);
    careless.exec('CREATE TABLE t (a)');
    expect(careless.pragma('synchronous', { simple: true })).toBe(1);
    careless.close();
    const db = openWriter(file);
    db.exec('INSERT INTO t VALUES (1)');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it.each([
    ['journal_mode', (db: Database.Database) => db.pragma('journal_mode = DELETE')],
    ['synchronous', (db: Database.Database) => db.pragma('synchronous = NORMAL')],
    ['foreign_keys', (db: Database.Database) => db.pragma('foreign_keys = OFF')],
    ['recursive_triggers', (db: Database.Database) => db.pragma('recursive_triggers = OFF')],
  ])('refuses a connection whose %s is wrong', async (name, spoil) => {
    const file = await freshFile();
    prepareFile(file);
    const db = openWriter(file);
    expect(() => verifyWriter(db, file)).not.toThrow();
    spoil(db);
    expect(() => verifyWriter(db, file)).toThrow(name);
    db.close();
  });

  it('refuses a SQLite with known faults', async () => {
    const file = await freshFile();
    prepareFile(file);
    const db = openWriter(file);
    for (const version of ['3.51.2', '3.51.3']) {
      db.function('sqlite_version', () => version);
      const verify = expect(() => verifyWriter(db, file));
      if (version === '3.51.3') verify.not.toThrow();
      else verify.toThrow('SQLite 3.51.2 is too old: 3.51.3 or later is needed');
    }
    db.close();
    expect(['3.51.2', '3.50.9', '2.99.9', '3.51.3', '3.52.0', '3.100.0', '4.0.0'].map((version) => isAtLeast(version, '3.51.3'))).toEqual([false, false, false, true, true, true, true]);
  });

  it('refuses a table that lost STRICT', async () => {
    const file = await freshFile();
    await (await openStore({ kind: 'sqlite', file })).close();
    const db = new Database(file);
    db.exec('ALTER TABLE probe RENAME TO old; CREATE TABLE probe (practice_id TEXT PRIMARY KEY, probed_at TEXT); DROP TABLE old');
    db.close();
    await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow('Tables without STRICT: probe');
  });

  it('refuses a clock that is behind the log', async () => {
    const file = await freshFile();
    const store = await openStore({ kind: 'sqlite', file });
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    await store.commit(commitOf({ practice: 'p', stream: 's', expectedVersion: 0, events: [noted('a')], recordedAt: '2026-11-23T12:00:00.000Z' }));
    await store.close();
    await expect(openStore({ kind: 'sqlite', file }, { now: () => '2026-11-23T11:00:00.000Z' })).rejects.toThrow('clock says 2026-11-23T11:00:00.000Z');
    await (await openStore({ kind: 'sqlite', file }, { now: () => '2026-11-23T11:59:30.000Z' })).close();
  });

  it('refuses a file that is no database, and leaves it as it was', async () => {
    const file = await freshFile();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'not a database, but long enough to be read as one: '.repeat(20), { mode: 0o600 });
    await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow('cannot be opened as a database (SQLITE_NOTADB)');
    expect(statSync(file).size).toBe('not a database, but long enough to be read as one: '.length * 20);
  });

  it('waits for who holds the file, and does not take a busy file for a broken one', async () => {
    const file = await freshFile();
    prepareFile(file);
    const other = new Database(file);
    other.exec('CREATE TABLE t (a TEXT) STRICT; BEGIN EXCLUSIVE');
    await expect(openStore({ kind: 'sqlite', file })).rejects.toThrow(/held by another process \(SQLITE_BUSY.*End what uses it/);
    other.exec('ROLLBACK');
    other.close();
    await (await openStore({ kind: 'sqlite', file })).close();
  });

  it('does not let REPLACE slip past the append-only triggers', async () => {
    const file = await freshFile();
    await withMigrations({ kind: 'sqlite', file }, (migrations) => migrations.up());
    const db = new Database(file);
    const insert = `INSERT OR REPLACE INTO audit VALUES ('p', 1, 't', 'a', 'r', 'x', 'y', 'allowed', 'q', NULL)`;
    db.exec(insert);
    db.exec(insert);
    setPragmas(db);
    expect(() => db.exec(insert)).toThrow('append-only');
    db.close();
  });

  it('reads on a connection that cannot write', async () => {
    const store = await openStore({ kind: 'sqlite', file: await freshFile() });
    expect(await failureOf(store.sql.of('p').query('DELETE FROM practice'))).toContain('readonly');
    await store.close();
  });
});
