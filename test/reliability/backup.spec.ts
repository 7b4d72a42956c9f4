/**
 * P12: backups while others write, some of them killed. Each finished one restores and verifies and holds all that was acknowledged
 * before it began; unfinished ones are recognised. The control copies the file as `cp` does, and is found out.
 */
import { appendFileSync, chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3-multiple-ciphers';
import { findBackups, findDamage, makeBackup, removeOldBackups, restoreBackup } from '../../src/backups';
import { digestLineOf } from '../../src/backups/backup-folder';
import { sha256OfFile } from '../../src/platform/database/durable-files';
import { openReadOnly } from '../../src/platform/database/open-read-only';
import { openStore } from '../../src/platform/database/open-store';
import { commitOf, configOf, failureOf, noted } from '../support/commits';
import { describeEachEngine, describeSqlite, type EngineUnderTest } from '../support/engines';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { findFaults } from './support/find-faults';
import { startCommand } from './support/run-command';
import { spawnWriter } from './support/spawn-writer';
import { EVENTS_PER_COMMIT, type Acknowledged } from './support/write-all';

const PRACTICE = 'p';
const BACKUPS = tiered(5, 50);
const MINUTES = 60_000;
/** After it has begun to write; one that is through by then is finished, and counts as such. */
const KILL_WITHIN_MS = 120;
const LOAD = { clients: 8, writes: 10_000_000, streams: 64, pauseMs: 40 };

async function withPractice(under: EngineUnderTest) {
  const location = await under.freshDatabase();
  const store = await openStore(configOf(location));
  await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  for (let i = 0; i < 50; i++) await store.commit(commitOf({ practice: PRACTICE, stream: `early-${i}`, expectedVersion: 0, events: [noted(`early-${i}`), noted(`early-${i}`)], key: `early-${i}` }));
  await store.close();
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-backup-'));
  folders.push(folder);
  const directory = join(folder, 'data');
  mkdirSync(join(directory, 'policies', 'trusted-keys'), { recursive: true });
  writeFileSync(join(directory, 'policies', 'own.json'), '{"own":true}');
  writeFileSync(join(directory, 'policies', 'trusted-keys', 'one.pem'), 'public');
  return { location, folder, directory, to: join(folder, 'backups'), beside: { directory, policies: join(directory, 'policies'), codeDescriptors: join(directory, 'code-descriptors.json') } };
}
type Taken = Awaited<ReturnType<typeof withPractice>>;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** What it lacks of what was acknowledged before it began, and every other fault. */
async function faultsOf(under: EngineUnderTest, { folder }: Taken, backup: string, acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
  const empty = await under.freshDatabase();
  const directory = mkdtempSync(join(folder, 'restored-'));
  const location = empty.engine === 'sqlite' ? { ...empty, file: join(directory, 'pathgate.db') } : empty;
  const restored = await startCommand('restore', ['--from', backup], location, directory).ended;
  if (restored.status !== 0) return [`${backup} does not restore: ${restored.stderr}`];
  expect(readFileSync(join(directory, 'policies', 'trusted-keys', 'one.pem'), 'utf8')).toBe('public');
  const store = await openStore(configOf(location));
  try {
    return await findFaults(store, PRACTICE, acknowledged);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

describeEachEngine('backups under load', (under) => {
  it(`are whole or recognised as unfinished, ${BACKUPS} finished and as many killed`, async () => {
    const chance = seededChance(`backups on ${under.engine}`);
    const taken = await withPractice(under);
    const { location, directory, to } = taken;
    const writer = spawnWriter({ config: configOf(location), practice: PRACTICE, writer: 'load', ...LOAD });
    writer.start();
    while (writer.acknowledged.length === 0) await delay(5);
    const before: (readonly Acknowledged[])[] = [];
    let killed = 0;
    for (let round = 0; before.length < BACKUPS || killed < BACKUPS; round++) {
      const acknowledged = writer.acknowledged.slice();
      const command = startCommand('backup', ['--to', to], location, directory);
      const isToDie = round % 2 === 0;
      if (isToDie) {
        const begun = findBackups(to).unfinished.length;
        while (findBackups(to).unfinished.length === begun) await delay(1);
        await delay(chance.below(KILL_WITHIN_MS));
        command.kill();
      }
      const { status, stderr } = await command.ended;
      if (status === null) killed += 1;
      else {
        expect([status, stderr]).toEqual([0, '']);
        before.push(acknowledged);
      }
    }
    writer.kill();
    await writer.done;
    const { finished, unfinished } = findBackups(to);
    // A command that was killed after its last step has finished its backup: it is found, and must be as good as any.
    expect(finished.length).toBeGreaterThanOrEqual(before.length);
    expect(unfinished.length).toBeGreaterThan(0);
    const inOrder = [...finished].reverse();
    for (const [index, name] of inOrder.entries()) {
      const known = inOrder.length === before.length ? before[index] : before[0];
      expect(await faultsOf(under, taken, join(to, name), known ?? [])).toEqual([]);
    }
    for (const name of unfinished) expect(await failureOf(restoreBackup(join(to, name), configOf(await under.freshDatabase()), { directory: join(to, 'x'), policies: join(to, 'x/p'), codeDescriptors: join(to, 'x/c') }))).toContain('no finished backup');
    tellFigure('P12', `${under.engine}: ${finished.length} finished backups under load restored and verified, ${killed} killed, ${unfinished.length} unfinished recognised, ${writer.acknowledged.length * EVENTS_PER_COMMIT} events written meanwhile`);
  }, 20 * MINUTES);

  it('is on the audit, for its owner only, and keeps as many as it is told', async () => {
    const { location, directory, to } = await withPractice(under);
    for (let i = 0; i < 3; i++) expect(await startCommand('backup', ['--to', to, '--keep', '2'], location, directory).ended).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/: verified, 1 practices, 100 events/) });
    const { finished } = findBackups(to);
    expect(finished).toHaveLength(2);
    const newest = join(to, finished[0] ?? '');
    const modes = readdirSync(newest, { recursive: true, withFileTypes: true }).map((entry) => [entry.isDirectory(), statSync(join(entry.parentPath, entry.name)).mode & 0o777]);
    expect(statSync(newest).mode & 0o777).toBe(0o700);
    expect(modes.filter(([isFolder, mode]) => mode !== (isFolder ? 0o700 : 0o600))).toEqual([]);
    const { sql, close } = await openReadOnly(configOf(location));
    expect(await sql.of(PRACTICE).query("SELECT count(*) AS n FROM audit WHERE action = 'backup'")).toEqual([{ n: 3 }]);
    await close();
  }, MINUTES);

  it('removes what was cut off a day ago, and nothing that may still be written', async () => {
    const { location, to, beside } = await withPractice(under);
    const made = await makeBackup(configOf(location), beside, to, '2026-11-23T12:00:00.000Z');
    renameSync(made.folder, `${made.folder}.unfinished`);
    const writtenMs = statSync(`${made.folder}.unfinished`).mtimeMs;
    expect(removeOldBackups(to, 1, writtenMs + 60_000)).toEqual([]);
    expect(removeOldBackups(to, 1, writtenMs + 25 * 3_600_000)).toEqual(['pathgate-20261123T120000000Z.unfinished']);
  });

  it('restores into an empty place only, and leaves nothing where it is refused', async () => {
    const { location, to, beside, folder } = await withPractice(under);
    const { folder: backup } = await makeBackup(configOf(location), beside, to, '2026-11-23T12:00:00.000Z');
    expect(await failureOf(restoreBackup(backup, configOf(location), { ...beside, policies: join(folder, 'none') }))).toMatch(/already: a restore goes into an empty/);
    const empty = await under.freshDatabase();
    expect(await failureOf(restoreBackup(backup, configOf(empty), beside))).toContain('policies is there already');
    const elsewhere = { directory: join(folder, 'elsewhere'), policies: join(folder, 'elsewhere/policies'), codeDescriptors: join(folder, 'elsewhere/code-descriptors.json') };
    const files = readdirSync(backup, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files).toHaveLength(5);
    for (const file of files) {
      const bytes = readFileSync(file);
      const middle = bytes.length >> 1;
      writeFileSync(file, Buffer.concat([bytes.subarray(0, middle), Buffer.from([(bytes[middle] ?? 0) ^ 1]), bytes.subarray(middle + 1)]));
      expect(await failureOf(restoreBackup(backup, configOf(empty), elsewhere))).toMatch(/is not/);
      writeFileSync(file, bytes);
    }
    appendFileSync(join(backup, 'stray'), 'x');
    expect(await failureOf(restoreBackup(backup, configOf(empty), elsewhere))).toContain('stray does not belong');
    rmSync(join(backup, 'stray'));
    expect(existsSync(elsewhere.directory)).toBe(false);
    if (empty.engine === 'sqlite') expect(existsSync(empty.file)).toBe(false);
    await restoreBackup(backup, configOf(empty), elsewhere);
    expect(existsSync(elsewhere.policies)).toBe(true);
  }, MINUTES);
});

describeSqlite('a damaged database', (under) => {
  it('makes no backup, and a backup with right digests of wrong content restores nothing', async () => {
    const { location, to, beside, folder } = await withPractice(under);
    const file = location.engine === 'sqlite' ? location.file : '';
    const db = new Database(file);
    db.exec(`DROP TRIGGER event_is_never_updated; UPDATE event SET data = CAST('{}' AS BLOB) WHERE stream_id = 'early-7' AND version = 1`);
    db.close();
    expect(await failureOf(makeBackup(configOf(location), beside, to, '2026-11-23T12:00:00.000Z'))).toContain('the log early-7 is not what was recorded from version 1 on');
    expect(readdirSync(to)).toEqual([]);
    // Who writes the folder writes the manifest too: the content is looked at all the same.
    const whole = await withPractice(under);
    const { folder: backup, manifest } = await makeBackup(configOf(whole.location), whole.beside, to, '2026-11-23T12:00:01.000Z');
    copyFileSync(file, join(backup, 'pathgate.db'));
    const files = await Promise.all(manifest.files.map(async (each) => ({ ...each, sha256: await sha256OfFile(join(backup, each.name)) })));
    const text = JSON.stringify({ ...manifest, files });
    writeFileSync(join(backup, 'manifest.json'), text);
    writeFileSync(join(backup, 'manifest.json.sha256'), digestLineOf(text));
    const target = join(folder, 'target', 'pathgate.db');
    const place = { directory: join(folder, 'target'), policies: join(folder, 'target/policies'), codeDescriptors: join(folder, 'target/c') };
    expect(await failureOf(restoreBackup(backup, { kind: 'sqlite', file: target }, place))).toContain('early-7 is not what was recorded');
    expect(existsSync(join(folder, 'target'))).toBe(false);
  });

  it('is what a copy of the file makes while others write (control)', async () => {
    const { location, folder } = await withPractice(under);
    const file = location.engine === 'sqlite' ? location.file : '';
    const writer = spawnWriter({ config: configOf(location), practice: PRACTICE, writer: 'load', ...LOAD });
    writer.start();
    let isFound = false;
    for (let round = 0; round < 20 && !isFound; round++) {
      const known = writer.acknowledged.length;
      while (writer.acknowledged.length < known + 50) await delay(5);
      const acknowledged = writer.acknowledged.slice();
      // As `cp` does it: the database alone, in whatever state its pages are.
      const copy = join(folder, `copy-${round}.db`);
      copyFileSync(file, copy);
      chmodSync(copy, 0o600);
      isFound = await lacks(copy, acknowledged);
    }
    writer.kill();
    await writer.done;
    expect(isFound).toBe(true);
  }, MINUTES);
});

async function lacks(copy: string, acknowledged: readonly Acknowledged[]): Promise<boolean> {
  const { sql, close } = await openReadOnly({ kind: 'sqlite', file: copy });
  try {
    if (await findDamage(sql, [{ id: PRACTICE }]) !== undefined) return true;
    const rows = await sql.of(PRACTICE).query('SELECT key FROM idempotency');
    const keys = new Set(rows.map(({ key }) => key));
    return acknowledged.some(({ note }) => !keys.has(note));
  } catch {
    return true;
  } finally {
    await close();
  }
}
