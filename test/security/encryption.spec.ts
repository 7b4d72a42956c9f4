/**
 * P11: with a key nothing of the record can be read from the database, its write-ahead log or a backup; without one all of it can, which
 * is the control. A wrong key changes nothing. A key is changed by a command, and whatever kills that, one of the two opens the database.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import { readDatabaseKey } from '../../src/platform/database/database-key';
import { openStore } from '../../src/platform/database/open-store';
import { commitOf, noted } from '../support/commits';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { ask, environmentOf, filesIn, makePractice, serve, type ServedPractice } from './support';

const ROOT = join(__dirname, '../..');
const KILLS = tiered(6, 50);
/** Every command is a process of its own, and the machine may be busy. */
const BUSY_MS_MAX = tiered(300_000, 3_000_000);
const CANARY = {
  family: 'Canaryfamilyname', given: 'Canarygivenname', birthDate: '1931-07-09', mrn: 'CANARY-MRN-7791', member: 'CANARYMEMBER77', phone: '555-0177-42',
  text: 'Canaryfreetext of a fact', title: 'Canarytitle of a document', inDocument: 'CanaryBytesOfADocument',
};
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function practiceWith(keyFile?: string): Promise<ServedPractice> {
  const practice = await makePractice(keyFile);
  folders.push(practice.folder);
  return practice;
}

function newKeyFile(name = 'key'): string {
  const folder = mkdtemp();
  const file = join(folder, name);
  writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return file;
}

function mkdtemp(): string {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  folders.push(folder);
  return folder;
}

/** `npm run -s NAME -- ARGS`, built. */
function command(practice: Pick<ServedPractice, 'directory' | 'file'>, keyFile: string | undefined, name: string, ...args: readonly string[]): Promise<{ readonly status: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [join(ROOT, `dist/src/cli/${name}.js`), ...args], { cwd: ROOT, env: { ...process.env, ...environmentOf(practice, keyFile) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, output })));
}

/** Names, birth date, identifiers, a fact's free text and a document, recorded through the service. */
async function recordCanaries(practice: ServedPractice): Promise<{ readonly patientId: string; kill(): Promise<void>; stop(): Promise<unknown> }> {
  const server = await serve(practice);
  const registered = await ask(server, practice, 'POST', '/v1/patients', {
    name: { family: CANARY.family, given: CANARY.given }, birthDate: CANARY.birthDate, phone: CANARY.phone, identifiers: [{ kind: 'mrn', value: CANARY.mrn }],
    coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1, memberId: CANARY.member }],
  });
  expect([registered.status, registered.text]).toEqual([201, expect.stringContaining('patientId')]);
  const { patientId } = JSON.parse(registered.text) as { patientId: string };
  const fact = await ask(server, practice, 'POST', `/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: '2026-10-01', instrument: 'NRS', value: 7, author: CANARY.text } });
  expect([fact.status, fact.text]).toEqual([201, expect.any(String)]);
  const pdf = await PDFDocument.create();
  pdf.addPage();
  pdf.setTitle('x');
  const bytes = Buffer.concat([Buffer.from(await pdf.save()), Buffer.from(`\n% ${CANARY.inDocument}\n`)]);
  const document = await ask(server, practice, 'POST', `/v1/patients/${patientId}/documents`, bytes, { 'content-type': 'application/pdf', 'pathgate-title': encodeURIComponent(CANARY.title) });
  expect([document.status, document.text]).toEqual([201, expect.any(String)]);
  return { patientId, kill: () => server.kill(), stop: () => server.stop('SIGTERM') };
}

function readable(files: readonly { readonly content: Buffer }[]): readonly string[] {
  return Object.entries(CANARY).filter(([, text]) => files.some(({ content }) => content.includes(text))).map(([name]) => name);
}

const databaseFiles = ({ directory }: ServedPractice) => filesIn(directory).filter(({ path }) => /pathgate\.db(-wal|-shm)?$/.test(path));
const bytesOf = ({ file }: ServedPractice) => [file, `${file}-wal`].map((each) => (existsSync(each) ? createHash('sha256').update(readFileSync(each)).digest('hex') : ''));

describe('the record on the disk', () => {
  it.each([['with a key', true], ['without one, which is the control', false]])('%s', async (_, isEncrypted) => {
    const keyFile = isEncrypted ? newKeyFile() : undefined;
    const practice = await practiceWith(keyFile);
    const { kill } = await recordCanaries(practice);
    const running = databaseFiles(practice);
    await kill();
    const backups = join(practice.folder, 'backups');
    // By kill -9 the write-ahead log stays as it was.
    const left = databaseFiles(practice);
    expect(left.map(({ path }) => path.slice(practice.file.length)).sort()).toEqual(['', '-shm', '-wal']);
    expect((await command(practice, keyFile, 'backup', '--to', backups)).output).toContain('verified, 1 practices');
    const inBackup = filesIn(backups);
    for (const files of [running, left, inBackup]) expect([...readable(files)].sort()).toEqual(isEncrypted ? [] : Object.keys(CANARY).sort());
    const beginning = inBackup.find(({ path }) => path.endsWith('pathgate.db'))?.content.subarray(0, 15).toString();
    expect(beginning === 'SQLite format 3').toBe(!isEncrypted);
    tellFigure('P11', `${isEncrypted ? 'with' : 'without'} a key ${readable([...running, ...left, ...inBackup]).length} of ${Object.keys(CANARY).length} canaries can be read in database, write-ahead log and backup`);
  });

  it('is opened by every command with the key, and its backup restored by it alone', async () => {
    const keyFile = newKeyFile();
    const practice = await practiceWith(keyFile);
    const { patientId, stop } = await recordCanaries(practice);
    const backups = join(practice.folder, 'backups');
    // While it is being served.
    expect(await command(practice, keyFile, 'backup', '--to', backups)).toMatchObject({ status: 0 });
    await stop();
    const out = join(practice.folder, 'export');
    const commands: readonly (readonly string[])[] = [['migrate', 'status'], ['rebuild', '--check'], ['why', patientId], ['reassess'], ['doctor', '--backups', backups], ['export', 'practice', '--out', out], ['packet', 'verify', patientId, 'none'], ['audit', 'verify']];
    const codes: Record<string, number | null> = {};
    for (const [name = '', ...args] of commands) {
      const { status, output } = await command(practice, keyFile, name, ...args);
      codes[name] = status;
      expect(output).not.toContain('SQLITE_NOTADB');
      expect((await command(practice, undefined, name, ...args)).output).toContain(`${practice.file} cannot be opened as a database (SQLITE_NOTADB): it is encrypted and PATHGATE_KEY_FILE names no key`);
    }
    expect(codes).toEqual({ migrate: 0, rebuild: 0, why: 0, reassess: 0, doctor: 0, export: 0, packet: 1, audit: 0 });
    const csv = join(practice.folder, 'people.csv');
    writeFileSync(csv, 'mrn\n1\n');
    expect((await command(practice, keyFile, 'import', csv, '--source', 'nobody')).output).not.toContain('cannot be opened');

    const [backup = ''] = readdirSync(backups);
    const elsewhere = { directory: join(practice.folder, 'elsewhere'), file: join(practice.folder, 'elsewhere', 'pathgate.db') };
    expect(await command(elsewhere, newKeyFile(), 'restore', '--from', join(backups, backup))).toMatchObject({ status: 1, output: expect.stringContaining('does not open') });
    expect(existsSync(elsewhere.file)).toBe(false);
    expect(await command(elsewhere, keyFile, 'restore', '--from', join(backups, backup))).toMatchObject({ status: 0 });
    expect((await command(elsewhere, keyFile, 'why', patientId)).status).toBe(0);
  }, BUSY_MS_MAX);

  it('is made encrypted by init, and by an export that is loaded', async () => {
    const keyFile = newKeyFile();
    const folder = mkdtemp();
    const made = { directory: join(folder, 'data'), file: join(folder, 'data', 'pathgate.db') };
    expect((await command(made, keyFile, 'init', '--name', 'Canary Clinic', '--time-zone', 'America/New_York')).status).toBe(0);
    const loaded = { directory: join(folder, 'loaded'), file: join(folder, 'loaded', 'pathgate.db') };
    expect((await command(made, keyFile, 'export', 'practice', '--out', join(folder, 'out'))).status).toBe(0);
    expect((await command(loaded, keyFile, 'export', 'load', join(folder, 'out'))).status).toBe(0);
    for (const { directory } of [made, loaded]) expect(filesIn(directory).filter(({ content }) => content.includes('Canary Clinic'))).toEqual([]);
    expect(filesIn(join(folder, 'out')).some(({ content }) => content.includes('Canary Clinic'))).toBe(true);
  });
});

describe('a start is refused, and nothing is touched,', () => {
  it('with another key, with none, and with one for a database that has none', async () => {
    const keyFile = newKeyFile();
    const practice = await practiceWith(keyFile);
    await (await recordCanaries(practice)).kill();
    const before = bytesOf(practice);
    expect(before.every((bytes) => bytes.length > 0)).toBe(true);
    const wrong = newKeyFile('wrong');
    await expect(serve({ ...practice, keyFile: wrong })).rejects.toThrow(`The key in ${wrong} does not open ${practice.file} (SQLITE_NOTADB)`);
    await expect(serve({ ...practice, keyFile: undefined })).rejects.toThrow('it is encrypted and PATHGATE_KEY_FILE names no key');
    expect(bytesOf(practice)).toEqual(before);
    const server = await serve(practice);
    expect((await ask(server, practice, 'GET', '/v1/patients')).text).toContain(CANARY.family);
    await server.kill();

    const plain = await practiceWith();
    await (await recordCanaries(plain)).kill();
    const asItWas = bytesOf(plain);
    await expect(serve({ ...plain, keyFile })).rejects.toThrow(`${plain.file} is not encrypted, and PATHGATE_KEY_FILE names a key. Encrypt it with "npm run key -- encrypt"`);
    expect(bytesOf(plain)).toEqual(asItWas);
  });

  it('with a file that is no key, that others may read, or that is not there, and nothing of it is said', async () => {
    const practice = await practiceWith();
    const folder = mkdtemp();
    const secret = randomBytes(32).toString('hex');
    const file = join(folder, 'key');
    const said = async (): Promise<string> => (await command(practice, file, 'migrate', 'status')).output;
    expect(await said()).toContain('there is no file');
    writeFileSync(file, secret, { mode: 0o640 });
    chmodSync(file, 0o640);
    expect(await said()).toContain(`others may read ${file} (mode 640)`);
    chmodSync(file, 0o600);
    for (const text of [secret.slice(1), `${secret}00`, '', `${secret} ${secret}`, Buffer.from(secret, 'hex').toString('base64').slice(0, -1)]) {
      writeFileSync(file, text);
      const output = await said();
      expect(output).toContain('holds no key');
      expect(text.length > 20 && output.includes(text.slice(5, 20))).toBe(false);
    }
    rmSync(file);
    mkdirSync(file, { mode: 0o700 });
    expect(await said()).toContain('holds no key');
    rmSync(file, { recursive: true });
    for (const text of [secret, secret.toUpperCase(), `${secret}\n`, Buffer.from(secret, 'hex').toString('base64')]) {
      writeFileSync(file, text, { mode: 0o600 });
      expect(readDatabaseKey(file).toString('hex')).toBe(secret);
    }
  });

  it('with PostgreSQL, whose disk is its own operator\'s', async () => {
    const practice = await practiceWith();
    expect((await command({ directory: practice.directory, file: 'postgres://nobody@127.0.0.1:1/none' }, newKeyFile(), 'migrate', 'status')).output).toContain('whose disk its own operator has to encrypt');
  });
});

describe('a key is changed by a command', () => {
  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  it('which makes keys, encrypts, rotates and decrypts, and leaves the record as it was', async () => {
    const practice = await practiceWith();
    const { patientId, stop } = await recordCanaries(practice);
    const folder = mkdtemp();
    const [first, second] = [join(folder, 'first'), join(folder, 'second')];
    for (const file of [first, second]) expect(await command(practice, undefined, 'key', 'new', file)).toMatchObject({ status: 0 });
    expect([modeOf(first), modeOf(second), readFileSync(first, 'utf8') === readFileSync(second, 'utf8')]).toEqual([0o600, 0o600, false]);
    const again = readFileSync(first, 'utf8');
    expect(await command(practice, undefined, 'key', 'new', first)).toMatchObject({ status: 1, output: expect.stringContaining('is there already') });
    expect(readFileSync(first, 'utf8')).toBe(again);

    expect(await command(practice, first, 'key', 'encrypt')).toMatchObject({ status: 1, output: expect.stringContaining('already serving') });
    await stop();
    expect(await command(practice, undefined, 'key', 'encrypt')).toMatchObject({ status: 1, output: expect.stringContaining('names no file of a key') });
    expect(await command(practice, undefined, 'key')).toMatchObject({ status: 2 });
    const before = await command(practice, undefined, 'why', patientId);
    const steps: readonly (readonly [words: readonly string[], under: string, opensWith: string | undefined, canaries: number])[] = [
      [['encrypt'], first, first, 0], [['rotate', second], first, second, 0], [['decrypt'], second, undefined, Object.keys(CANARY).length],
    ];
    for (const [words, under, opensWith, canaries] of steps) {
      expect(await command(practice, under, 'key', ...words)).toMatchObject({ status: 0, output: expect.stringContaining('compared row for row') });
      expect(readdirSync(practice.directory).filter((name) => /rewritten|journal/.test(name))).toEqual([]);
      expect([modeOf(practice.file), readable(databaseFiles(practice)).length]).toEqual([0o600, canaries]);
      expect(await command(practice, opensWith, 'why', patientId)).toEqual(before);
      expect(await command(practice, opensWith, 'rebuild', '--check')).toMatchObject({ status: 0, output: expect.stringContaining('riverbend: 0 differences') });
      expect(await command(practice, under, 'key', ...words)).toMatchObject({ status: 0, output: expect.stringContaining('is so already') });
    }
    const store = await openStore({ kind: 'sqlite', file: practice.file });
    expect((await store.sql.of('riverbend').query(`SELECT action FROM audit WHERE action = 'database-key'`)).length).toBe(steps.length);
    await store.close();
  }, BUSY_MS_MAX);

  it('and by none while another program has the database open', async () => {
    const keyFile = newKeyFile();
    const practice = await practiceWith();
    const other = await openStore({ kind: 'sqlite', file: practice.file });
    expect(await command(practice, keyFile, 'key', 'encrypt')).toMatchObject({ status: 1, output: expect.stringContaining('is in use by another process') });
    await other.probe();
    await other.close();
    expect(readdirSync(practice.directory).filter((name) => name.includes('rewritten'))).toEqual([]);
    expect(await command(practice, undefined, 'migrate', 'status')).toMatchObject({ status: 0 });
  });

  it(`killed ${KILLS} times at any moment: the old key or the new one opens it, with every event`, async () => {
    const chance = seededChance('P11');
    const keyFiles = [newKeyFile('a'), newKeyFile('b')] as const;
    const practice = await practiceWith(keyFiles[0]);
    const store = await openStore({ kind: 'sqlite', file: practice.file, keyFile: keyFiles[0] });
    for (let i = 0; i < 400; i++) await store.commit(commitOf({ practice: 'riverbend', stream: `s${i}`, expectedVersion: 0, events: [noted('x'.repeat(3_000))]}));
    const digest = await digestOf(store);
    await store.close();
    const rotate = (from: number) => spawn(process.execPath, [join(ROOT, 'dist/src/cli/key.js'), 'rotate', keyFiles[1 - from] ?? ''], { cwd: ROOT, env: { ...process.env, ...environmentOf(practice, keyFiles[from]) }, stdio: 'ignore' });
    const startedAt = performance.now();
    await once(rotate(0), 'exit');
    const wholeMs = performance.now() - startedAt;
    let current = 1;
    let [old, changed, midway] = [0, 0, 0];
    for (let i = 0; i < KILLS; i++) {
      const child = rotate(current);
      const ended = once(child, 'exit');
      // Every other one while it writes, whatever else keeps this machine busy.
      if (i % 2 === 0) await delay(wholeMs * (0.3 + chance.next()));
      else while (!existsSync(`${practice.file}.rewritten`) && child.exitCode === null) await delay(1);
      child.kill('SIGKILL');
      await ended;
      if (existsSync(`${practice.file}.rewritten`)) midway += 1;
      const opening: number[] = [];
      for (const which of [0, 1]) {
        const opened = await openStore({ kind: 'sqlite', file: practice.file, keyFile: keyFiles[which] }).catch(() => undefined);
        if (opened === undefined) continue;
        opening.push(which);
        expect(await digestOf(opened)).toBe(digest);
        await opened.close();
      }
      expect(opening).toHaveLength(1);
      if (opening[0] === current) old += 1;
      else changed += 1;
      current = opening[0] ?? current;
    }
    // What was left of the last attempt is gone with the next start.
    const server = await serve({ ...practice, keyFile: keyFiles[current] });
    expect(existsSync(`${practice.file}.rewritten`)).toBe(false);
    await server.kill();
    tellFigure('P11', `${KILLS} changes of key killed: ${old} left the old key, ${changed} the new one, ${midway} in the middle of writing; every event there each time`);
    expect(midway).toBeGreaterThan(0);
  }, BUSY_MS_MAX);

  it('which a copy that is cut off does not pass for: the control', async () => {
    const keyFile = newKeyFile();
    const practice = await practiceWith(keyFile);
    await (await recordCanaries(practice)).stop();
    const torn = join(practice.directory, 'torn.db');
    copyFileSync(practice.file, torn);
    writeFileSync(torn, readFileSync(torn).subarray(0, 8_192 * 4));
    await expect(openStore({ kind: 'sqlite', file: torn, keyFile })).rejects.toThrow();
  });
});

async function digestOf(store: Awaited<ReturnType<typeof openStore>>): Promise<string> {
  const rows = await store.sql.of('riverbend').query('SELECT stream_id, version, hash FROM event ORDER BY stream_id, version');
  return JSON.stringify(rows.map((row) => [row['stream_id'], row['version'], Buffer.from(row['hash'] as Uint8Array).toString('hex')]));
}
