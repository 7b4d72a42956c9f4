/** `npm run doctor`: well when all is well, and each fault is named with what to do; it changes nothing. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { makeBackup } from '../../src/backups';
import { examine, printed, type Backups } from '../../src/doctor';
import { withMigrations, type StoreConfig } from '../../src/platform/database/migrations';
import { openStore } from '../../src/platform/database/open-store';
import { commitOf, configOf, noted, RECORDED_AT } from '../support/commits';
import { describeEachEngine, describeSqlite, type EngineUnderTest } from '../support/engines';
import { startCommand } from './support/run-command';

const PAGE_BYTES = 4_096;
const clock = { now: () => RECORDED_AT };

async function withPractice(under: EngineUnderTest) {
  const location = await under.freshDatabase();
  const store = await openStore(configOf(location), clock);
  await store.practices.create({ id: 'p', name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  for (const stream of ['a', 'b']) {
    await store.commit(commitOf({ practice: 'p', stream, expectedVersion: 0, events: [noted(stream), noted(stream)], projections: [{ table: 'patient_summary', key: { patient_id: stream },
      row: { family: 'Testperson', given: stream, sort_name: stream, birth_date: '1970-01-01', identifiers: '[]', open_episodes: 0, version: 2, updated_at: RECORDED_AT } }] }));
  }
  await store.sql.of('p').execute('DELETE FROM outbox');
  await store.close();
  return { location, config: configOf(location) };
}

/** Every line that is not well, as it is printed. */
async function complaints(config: StoreConfig, at = RECORDED_AT, backups?: Backups): Promise<string> {
  return (await examine(config, { now: () => at }, backups)).filter(({ state }) => state !== 'ok').map(printed).join('');
}

describeEachEngine('the doctor', (under) => {
  it('finds nothing where nothing is wrong, and exits 0', async () => {
    const { location, config } = await withPractice(under);
    expect(await complaints(config)).toBe('');
    const { status, stdout } = await startCommand('doctor', [], location, tmpdir()).ended;
    expect([status, stdout]).toEqual([0, expect.stringMatching(/chains of p: 2 logs, 4 events, \d+ rows of the audit, as recorded\n[^]*\d+ ok, 0 warn, 0 bad\n$/)]);
  });

  it('names a clock behind the log, a list behind the log, work that nobody does, and a schema of another version', async () => {
    const { location, config } = await withPractice(under);
    expect(await complaints(config, '2026-11-23T11:00:00.000Z')).toMatch(/^bad {3}clock: it says 2026-11-23T11:00.*Set the clock/);
    const store = await openStore(config, clock);
    await store.sql.of('p').execute("UPDATE patient_summary SET version = 1 WHERE patient_id = 'b'");
    await store.sql.of('p').execute(`INSERT INTO outbox (practice_id, feed, topic, payload, recorded_at, available_at) VALUES ('p', 999, 'x', ?, '2026-11-23T02:00:00.000Z', NULL)`, [Buffer.from('{}')]);
    await store.close();
    expect(await complaints(config)).toMatch(/^bad {3}lists of p: 1 patients' rows are older.*npm run rebuild[^\n]*\nwarn {2}work that waits: 1 jobs, 1 of them given up, the oldest 10 hours old.*send again[^\n]*\n$/);
    expect((await startCommand('doctor', [], location, tmpdir()).ended).status).toBe(1);
    await withMigrations(config, (migrations) => migrations.down(1));
    expect(await complaints(config)).toMatch(/^warn {2}schema: 1 migrations pending.*migrate -- up/);
    await withMigrations(config, ({ source }) => source.query(`INSERT INTO migrations (timestamp, name) VALUES (99, 'later-0000000000099')`));
    expect(await complaints(config)).toMatch(/^bad {3}schema: a newer program has changed it \(0099-later\)/);
  });

  it('looks at backups where it is told where they are', async () => {
    const { config } = await withPractice(under);
    const folder = mkdtempSync(join(tmpdir(), 'pathgate-doctor-'));
    try {
      const beside = { policies: join(folder, 'none'), codeDescriptors: join(folder, 'no.json') };
      const backups = { folder: join(folder, 'backups'), hoursMax: 26 };
      expect(await complaints(config, RECORDED_AT, backups)).toMatch(/^bad {3}backups: none in/);
      const made = await makeBackup(config, beside, backups.folder, RECORDED_AT);
      expect(await complaints(config, RECORDED_AT, backups)).toBe('');
      expect(await complaints(config, '2026-11-24T15:00:00.000Z', backups)).toMatch(/^bad {3}backups: 1, the newest 27 hours old/);
      writeFileSync(join(made.folder, 'manifest.json.sha256'), 'other');
      expect(await complaints(config, RECORDED_AT, backups)).toMatch(/^bad {3}backups: pathgate-20261123T120000000Z: manifest.json is not/);
      rmSync(join(made.folder, 'manifest.json'));
      expect(await complaints(config, RECORDED_AT, backups)).toMatch(/^warn {2}backups: pathgate-20261123T120000000Z was cut off[^]*\nbad {3}backups: none/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describeSqlite('the doctor and a file', (under) => {
  it('names modes, a lax table, a changed event, a damaged page, and what is no database; it changes nothing', async () => {
    const { config } = await withPractice(under);
    const { file } = config as Extract<StoreConfig, { kind: 'sqlite' }>;
    const change = (sql: string): void => {
      const db = new Database(file);
      db.exec(sql);
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.close();
    };
    const before = readFileSync(file);
    const reading = new Database(file, { readonly: true });
    const root = Number(reading.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'event_feed'").pluck().get());
    reading.close();
    chmodSync(file, 0o640);
    expect(await complaints(config)).toMatch(/^bad {3}file modes: .*practice\.db may be read by others \(mode 640\)\. Run chmod 600/);
    chmodSync(file, 0o600);
    // A reader makes them with the mode of the database, and cannot remove them.
    for (const each of [`${file}-wal`, `${file}-shm`]) rmSync(each);
    chmodSync(dirname(file), 0o750);
    expect(await complaints(config)).toMatch(/Run chmod 700/);
    chmodSync(dirname(file), 0o700);
    expect(await complaints(config)).toBe('');
    expect(readFileSync(file).equals(before)).toBe(true);
    change('CREATE TABLE lax (a)');
    expect(await complaints(config)).toMatch(/^bad {3}tables: Tables without STRICT: lax/);
    change(`DROP TABLE lax; DROP TRIGGER event_is_never_updated; UPDATE event SET actor_id = 'other' WHERE stream_id = 'b' AND version = 2`);
    expect(await complaints(config)).toMatch(/^bad {3}chains of p: log b is not what was recorded from version 2 on/);
    const bytes = readFileSync(file);
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, (root - 1) * PAGE_BYTES, (root - 1) * PAGE_BYTES + 16);
    writeFileSync(file, damaged);
    expect(await complaints(config)).toMatch(/bad {3}(integrity|database): /);
    truncateSync(file, 5_000);
    expect(await complaints(config)).toMatch(/bad {3}(integrity|database): /);
    writeFileSync(file, 'no database at all, '.repeat(50));
    expect(await complaints(config)).toMatch(/bad {3}database: .* cannot be opened as a database \(SQLITE_NOTADB\)/);
    rmSync(file);
    expect(await complaints(config)).toMatch(/^bad {3}database: there is no/);
  });
});
