/**
 * P11: with a sealing key nothing clinical can be read from the database, its write-ahead log or a backup, on either engine; without one all
 * of it can, which is the control. A wrong or missing key changes nothing. Another key is wrapped around patients' keys by a command, and
 * whatever kills that, one of the two opens every record.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import { Client } from 'pg';
import { makeBackup } from '../../src/backups';
import { findProgram } from '../../src/backups/postgres-programs';
import { exportPractice } from '../../src/exports/practice/export-practice';
import { loadPractice } from '../../src/exports/practice/load-practice';
import { openReadOnly } from '../../src/platform/database/open-read-only';
import { systemClock } from '../../src/platform/clock/clock';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { changeSealingKey } from '../../src/platform/sealing/change-sealing-key';
import { PLACES, seal, sealAlike, unseal } from '../../src/platform/sealing/seal';
import { SealingKey } from '../../src/platform/sealing/sealing-key';
import { startService, type Service } from '../api/support/service';
import { commitOf, configOf, failureOf, noted } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { keyFolders } from '../support/sealing-key-file';
import { createDatabaseOn, startPostgres, type PostgresServer } from '../support/postgres';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { filesIn } from './support';

const ROOT = join(__dirname, '../..');
const KILLS = tiered(6, 50);
const BUSY_MS_MAX = tiered(300_000, 3_000_000);
/** In the record: all sealed. */
const CLINICAL = { member: 'CANARYMEMBER77', phone: '555-0177-42', text: 'Canaryfreetext of a fact', title: 'Canarytitle of a document', inDocument: 'CanaryBytesOfADocument' };
/** What lists are ordered and searched by: readable with and without, as docs/operate.md says. */
const LISTED = { family: 'Canaryfamilyname', given: 'Canarygivenname', birthDate: '1931-07-09', mrn: 'CANARY-MRN-7791' };
const { mkdtemp, newKeyFile } = keyFolders('sealing');

async function recordCanaries(service: Service): Promise<string> {
  const registered = await service.post('/v1/patients', {
    name: { family: LISTED.family, given: LISTED.given }, birthDate: LISTED.birthDate, phone: CLINICAL.phone, identifiers: [{ kind: 'mrn', value: LISTED.mrn }],
    coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1, memberId: CLINICAL.member }],
  });
  expect([registered.status, registered.text]).toEqual([201, expect.stringContaining('patientId')]);
  const { patientId } = registered.body as { patientId: string };
  const fact = await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: '2026-09-01', instrument: 'NRS', value: 7, author: CLINICAL.text } });
  expect(fact.status).toBe(201);
  const document = await service.post(`/v1/patients/${patientId}/documents`, undefined, { raw: await canaryDocument(), headers: { 'content-type': 'application/pdf', 'pathgate-title': encodeURIComponent(CLINICAL.title) } });
  expect([document.status, document.text]).toEqual([201, expect.any(String)]);
  return patientId;
}

async function canaryDocument(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  return Buffer.concat([Buffer.from(await pdf.save()), Buffer.from(`\n% ${CLINICAL.inDocument}\n`)]);
}

/** As text, or as the hexadecimal digits in which a dump writes bytes. */
function found(canaries: Readonly<Record<string, string>>, contents: readonly Buffer[]): readonly string[] {
  return Object.entries(canaries).filter(([, text]) => contents.some((content) => content.includes(text) || content.includes(Buffer.from(text).toString('hex')))).map(([name]) => name).sort();
}

async function foldOf(store: Store, patientId: string): Promise<string> {
  return JSON.stringify((await store.streams.loadAt('riverbend', patientId, PATIENT_FOLD, {})).state);
}

async function digestOf({ sql }: Pick<Store, 'sql'>): Promise<string> {
  const rows = await sql.of('riverbend').query('SELECT stream_id, version, data, hash FROM event ORDER BY stream_id, version');
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

describe('a seal', () => {
  const [key, place] = [randomBytes(32), PLACES.event('p', 's', 3)];
  it('opens with its key, in its place, and as it was; and in no other way', () => {
    const sealed = seal(key, place, Buffer.from('what was said'));
    expect(unseal(key, place, sealed)?.toString()).toBe('what was said');
    expect(unseal(randomBytes(32), place, sealed)).toBeUndefined();
    for (const other of [PLACES.event('q', 's', 3), PLACES.event('p', 't', 3), PLACES.event('p', 's', 4), PLACES.document('p', 's', '3')]) expect(unseal(key, other, sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(unseal(key, place, changed)).toBeUndefined();
    }
    for (let length = 0; length < sealed.length; length++) expect(unseal(key, place, sealed.subarray(0, length))).toBeUndefined();
  });

  it('never looks the same twice, but of a document, which is kept once', () => {
    const content = Buffer.from('what was said');
    expect(seal(key, place, content).equals(seal(key, place, content))).toBe(false);
    expect(sealAlike(key, place, content).equals(sealAlike(key, place, content))).toBe(true);
    expect(sealAlike(key, place, content).subarray(1, 13).equals(sealAlike(key, place, Buffer.from('what was not')).subarray(1, 13))).toBe(false);
    expect(unseal(key, place, sealAlike(key, place, content))?.equals(content)).toBe(true);
  });
});

describeEachEngine('what can be read of the record', ({ engine }) => {
  // Of its own: all its files are looked through.
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    if (engine === 'postgres') server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it.each([['with a sealing key', true], ['without one, which is the control', false]])('%s', async (_, isSealed) => {
    const bare: DatabaseLocation = engine === 'sqlite' ? { engine, file: join(mkdtemp(), 'practice.db') } : { engine, url: await createDatabaseOn(server?.adminUrl ?? '') };
    const location: DatabaseLocation = isSealed ? { ...bare, sealingKeyFile: newKeyFile() } : bare;
    const service = await startService(location);
    const patientId = await recordCanaries(service);
    for (let day = 10; day < 22; day++) expect((await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: `2026-08-${day}`, instrument: 'NRS', value: day % 10, author: CLINICAL.text } })).status).toBe(201);
    await service.store.streams.loadAndKeep('riverbend', patientId, PATIENT_FOLD);
    await service.store.streams.settle();
    expect((await service.store.sql.of('riverbend').query('SELECT 1 FROM snapshot WHERE stream_id = ?', [patientId])).length).toBe(1);
    const contents = (): readonly Buffer[] => (bare.engine === 'sqlite' ? filesIn(join(bare.file, '..')) : filesIn(server?.dataDirectory ?? '').filter(({ path }) => /\/(base|pg_wal)\//.test(path))).map(({ content }) => content);
    const running = contents();
    if (bare.engine === 'sqlite') expect(existsSync(`${bare.file}-wal`)).toBe(true);
    const to = join(mkdtemp(), 'backups');
    const { store } = service;
    const practices = await store.practices.list();
    expect(practices.length).toBe(2);
    const made = await backUp(location, to);
    for (const files of [running, made]) {
      expect(found(CLINICAL, files)).toEqual(isSealed ? [] : Object.keys(CLINICAL).sort());
      expect(found(LISTED, files)).toEqual(Object.keys(LISTED).sort());
    }
    // And all of it is there for whoever may.
    const status = await service.get(`/v1/patients/${patientId}`);
    expect(status.text).toContain(CLINICAL.member);
    expect(await foldOf(store, patientId)).toContain(CLINICAL.text);
    const [document] = (await service.get(`/v1/patients/${patientId}/documents`)).body.items as { documentId: string }[];
    const bytes = await fetch(`${service.address}/v1/patients/${patientId}/documents/${document?.documentId ?? ''}`, { headers: { authorization: `Bearer ${service.keyOf('clinician')}` } });
    expect(Buffer.from(await bytes.arrayBuffer()).includes(CLINICAL.inDocument)).toBe(true);
    expect((await verifyChain(store.sql, 'riverbend')).bad).toBeUndefined();
    await service.close();
    tellFigure('P11', `${engine}, ${isSealed ? 'with' : 'without'} a sealing key ${found(CLINICAL, [...running, ...made]).length} of ${Object.keys(CLINICAL).length} clinical canaries can be read in database, write-ahead log and backup`);
  }, BUSY_MS_MAX);
});

/** The files of a backup; of PostgreSQL's, as the text that it stands for. */
async function backUp(location: DatabaseLocation, to: string): Promise<readonly Buffer[]> {
  const directory = mkdtemp();
  const beside = { directory, policies: join(directory, 'policies'), codeDescriptors: join(directory, 'code-descriptors.json') };
  mkdirSync(to, { recursive: true, mode: 0o700 });
  await makeBackup(configOf(location), beside, to, '2026-10-01T17:00:00.000Z');
  const files = filesIn(to).map(({ path, content }) => (basename(path).endsWith('.dump') ? execFileSync(findProgram('pg_restore'), ['-f', '-', path], { maxBuffer: 1e9 }) : content));
  expect(files.length).toBeGreaterThan(0);
  return files;
}

/** Whether the one transaction of a change of key is being written. */
async function writingDetector(location: DatabaseLocation): Promise<{ now(): Promise<boolean>; close(): Promise<void> }> {
  if (location.engine === 'sqlite') {
    const wal = `${location.file}-wal`;
    // What is written before it is a few rows of the audit.
    const now = (): Promise<boolean> => delay(1).then(() => existsSync(wal) && statSync(wal).size > WAL_BYTES_OF_AUDIT);
    return { now, close: () => Promise.resolve() };
  }
  const client = new Client({ connectionString: location.url });
  await client.connect();
  const now = async (): Promise<boolean> => (await client.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND (query LIKE 'UPDATE data_key%' OR query LIKE 'INSERT INTO sealing_key%') AND state <> 'idle'")).rows.length > 0;
  return { now, close: () => client.end() };
}
const WAL_BYTES_OF_AUDIT = 150_000;

describeEachEngine('sealed records', (under) => {
  async function served(sealingKeyFile = newKeyFile()): Promise<{ readonly location: DatabaseLocation & { readonly sealingKeyFile: string }; readonly service: Service; readonly patientId: string }> {
    const location = { ...await under.freshDatabase(), sealingKeyFile };
    const service = await startService(location);
    return { location, service, patientId: await recordCanaries(service) };
  }
  const openWith = (location: DatabaseLocation, sealingKeyFile: string | undefined): Promise<Store> => {
    const { sealingKeyFile: _, ...bare } = location;
    return openStore({ ...configOf(bare), ...(sealingKeyFile !== undefined && { sealingKeyFile }) });
  };

  it('are read after a restart as they were, and a repeat is answered with the same bytes', async () => {
    const { location, service, patientId } = await served();
    const body = { fact: { type: 'score', occurredOn: '2026-08-09', instrument: 'NRS', value: 6, author: CLINICAL.text } };
    const first = await service.post(`/v1/patients/${patientId}/facts`, body, { key: 'one-fact-said-twice' });
    const before = [await foldOf(service.store, patientId), (await service.get(`/v1/patients/${patientId}/status`)).text, (await service.get(`/v1/patients/${patientId}/timeline`)).text];
    await service.close();
    const again = await startService(location);
    // The key of before the restart still opens.
    const repeat = await again.post(`/v1/patients/${patientId}/facts`, body, { headers: { authorization: `Bearer ${service.keyOf('clinician')}` }, key: 'one-fact-said-twice' });
    expect([repeat.status, repeat.text, repeat.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    expect([await foldOf(again.store, patientId), (await again.get(`/v1/patients/${patientId}/status`)).text, (await again.get(`/v1/patients/${patientId}/timeline`)).text]).toEqual(before);
    expect(first.status).toBe(201);
    await again.close();
  }, BUSY_MS_MAX);

  it('say of their events the type, the number and who recorded when, and no clinical date', async () => {
    const { service, patientId } = await served();
    const rows = await service.store.sql.of('riverbend').query("SELECT key_id, occurred_on FROM event WHERE stream_id = ? AND type = 'FactDocumented'", [patientId]);
    expect(rows).toEqual([{ key_id: expect.any(String), occurred_on: null }]);
    const [fact] = (await service.store.read('riverbend', patientId)).filter(({ type }) => type === 'FactDocumented');
    expect(fact?.occurredOn).toBe('2026-09-01');
    // The practice's own log is nobody's record.
    expect(await service.store.sql.of('riverbend').query("SELECT 1 FROM event WHERE stream_id = 'practice' AND key_id IS NOT NULL")).toEqual([]);
    await service.close();
  }, BUSY_MS_MAX);

  it('have a key each: with another patient\'s, or moved to another place, nothing opens', async () => {
    const location = { ...await under.freshDatabase(), sealingKeyFile: newKeyFile() };
    const store = await openStore(configOf(location));
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    for (const stream of ['a', 'b']) for (const version of [0, 1]) await store.commit(commitOf({ practice: 'p', stream, expectedVersion: version, events: [noted(`${stream}${version}`)] }));
    const keys = await store.sql.of('p').query('SELECT patient_id, key_id, wrapped FROM data_key ORDER BY patient_id');
    expect(keys.map((row) => row['patient_id'])).toEqual(['a', 'b']);
    expect(new Set(keys.map((row) => row['key_id'])).size).toBe(2);
    expect((await store.read('p', 'a')).map(({ data }) => (data as { note: string }).note)).toEqual(['a0', 'a1']);
    await store.sql.of('p').execute('UPDATE data_key SET wrapped = (SELECT k.wrapped FROM data_key k WHERE k.patient_id = ?) WHERE patient_id = ?', ['b', 'a']);
    await store.close();
    const other = await openStore(configOf(location));
    expect(await failureOf(other.read('p', 'a'))).toContain('the sealing key of this process is not the one of the database');
    expect((await other.read('p', 'b')).length).toBe(2);
    await other.close();
  });

  it.each(['this-thread', 'own-thread'] as const)('are gone with their key, and no byte of it is left, where commits are written in %s', async (writesIn) => {
    const location = { ...await under.freshDatabase(), sealingKeyFile: newKeyFile() };
    const store = await openStore(configOf(location), undefined, writesIn);
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    for (const stream of ['a', 'b']) await store.commit({ ...commitOf({ practice: 'p', stream, expectedVersion: 0, events: [noted(stream)] }), projections: [{ table: 'document_content', key: { sha256: stream.repeat(64) }, row: { media_type: 'image/png', bytes: Buffer.from(`document of ${stream}`) } }] });
    expect((await store.reads.document('p', 'a'.repeat(64)))?.bytes.toString()).toBe('document of a');
    const [{ wrapped } = {}] = await store.sql.of('p').query("SELECT wrapped FROM data_key WHERE patient_id = 'a'");
    const files = (): readonly Buffer[] => (location.engine === 'sqlite' ? filesIn(join(location.file, '..')).map(({ content }) => content) : []);
    if (location.engine === 'sqlite') expect(files().some((content) => content.includes(String(wrapped)))).toBe(true);
    const purge = { ...commitOf({ practice: 'p', stream: 'a', expectedVersion: 1, events: [{ type: 'PatientPurged', schemaVersion: 1, isAboutLog: true, data: {} }] }), statements: store.purges.erase('p', 'a', '2026-11-30T00:00:00.000Z') };
    expect(await store.commit(purge)).toEqual({ kind: 'committed', versions: [2] });
    store.dataKeys?.forget('p', 'a');
    await store.overwriteDeleted();
    expect((await store.read('p', 'a')).map(({ type }) => type)).toEqual(['PatientPurged']);
    expect([await store.reads.document('p', 'a'.repeat(64)), (await store.reads.document('p', 'b'.repeat(64)))?.bytes.toString()]).toEqual([undefined, 'document of b']);
    expect((await store.read('p', 'b')).length).toBe(1);
    expect(files().some((content) => content.includes(String(wrapped)))).toBe(false);
    // Nothing is sealed with it any more, and nothing taken for it.
    expect(await store.commit(commitOf({ practice: 'p', stream: 'a', expectedVersion: 2, events: [noted('again')] }))).toEqual({ kind: 'conflict', stream: 'a' });
    expect((await verifyChain(store.sql, 'p')).bad).toBeUndefined();
    await store.close();
  });

  it('stand beside those from before in one log, and both are read', async () => {
    const bare = await under.freshDatabase();
    const plain = await startService(bare);
    const patientId = await recordCanaries(plain);
    await plain.close();
    const service = await startService({ ...bare, sealingKeyFile: newKeyFile() });
    expect((await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: '2026-08-03', instrument: 'NRS', value: 3 } })).status).toBe(201);
    const kinds = (await service.store.sql.of('riverbend').query('SELECT key_id FROM event WHERE stream_id = ? ORDER BY version', [patientId])).map((row) => row['key_id'] !== null);
    expect([kinds[0], kinds.at(-1)]).toEqual([false, true]);
    expect((await service.store.read('riverbend', patientId)).length).toBe(kinds.length);
    expect((await service.get(`/v1/patients/${patientId}/facts`)).body.items.length).toBe(2);
    expect((await verifyChain(service.store.sql, 'riverbend')).bad).toBeUndefined();
    await service.close();
  }, BUSY_MS_MAX);

  it('verify without the key, and a changed one is found', async () => {
    const { location, service, patientId } = await served();
    await service.close();
    const { sealingKeyFile: _, ...bare } = location;
    const reading = await openReadOnly(configOf(bare));
    expect(await verifyChain(reading.sql, 'riverbend')).toMatchObject({ streams: expect.any(Number) });
    expect((await verifyChain(reading.sql, 'riverbend')).bad).toBeUndefined();
    const query = async (sql: string, parameters?: never) => (await reading.sql.of('riverbend').query(sql, parameters)).map((row) => (row['stream_id'] === patientId && row['version'] === 2 ? { ...row, data: Buffer.from(row['data'] as Uint8Array).fill(1, 20, 21) } : row));
    const changing = { of: () => ({ query }) };
    expect((await verifyChain(changing as never, 'riverbend')).bad).toEqual({ stream: patientId, version: 2 });
    await reading.close();
  }, BUSY_MS_MAX);

  it('are not opened with another key, or none, and nothing is touched', async () => {
    const { location, service } = await served();
    const before = await digestOf(service.store);
    await service.close();
    const wrong = newKeyFile();
    await expect(openWith(location, wrong)).rejects.toThrow(`The key in ${wrong} does not open the sealed records of this database`);
    await expect(openWith(location, undefined)).rejects.toThrow('Records of this database are sealed, and PATHGATE_SEALING_KEY_FILE names no key');
    await expect(openWith(location, join(mkdtemp(), 'none'))).rejects.toThrow('PATHGATE_SEALING_KEY_FILE: there is no file');
    const open = newKeyFile();
    chmodSync(open, 0o640);
    await expect(openWith(location, open)).rejects.toThrow(`PATHGATE_SEALING_KEY_FILE: others may read ${open} (mode 640)`);
    writeFileSync(wrong, 'no key');
    await expect(openWith(location, wrong)).rejects.toThrow('holds no key');
    const store = await openWith(location, location.sealingKeyFile);
    expect(await digestOf(store)).toBe(before);
    await store.close();
  }, BUSY_MS_MAX);

  it('take another key without one event written, and the old one opens nothing any more', async () => {
    const { location, service, patientId } = await served();
    const fold = await foldOf(service.store, patientId);
    const before = await digestOf(service.store);
    await service.close();
    const next = newKeyFile();
    const store = await openWith(location, location.sealingKeyFile);
    expect(await changeSealingKey(store.sql, 'riverbend', SealingKey.ofFile(location.sealingKeyFile), SealingKey.ofFile(next), { now: () => '2026-11-30T00:00:00.000Z' })).toBe(1);
    // A node that was not ended makes no key that nobody could ever read.
    expect(await failureOf(store.commit(commitOf({ practice: 'riverbend', stream: 'late', expectedVersion: 0, events: [noted('late')] })))).toContain("A patient's key could not be made");
    await store.close();
    await expect(openWith(location, location.sealingKeyFile)).rejects.toThrow('does not open the sealed records');
    const after = await openWith(location, next);
    expect([await digestOf(after), await foldOf(after, patientId)]).toEqual([before, fold]);
    await after.close();
  }, BUSY_MS_MAX);

  it(`take another key by a command that is killed ${KILLS} times at any moment: one of the two opens every record`, async () => {
    const chance = seededChance('P11 sealing');
    const location = await under.freshDatabase();
    const keyFiles = [newKeyFile(), newKeyFile()] as const;
    const store = await openWith(location, keyFiles[0]);
    await store.practices.create({ id: 'riverbend', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    const streams = Array.from({ length: 3_000 }, (_, i) => `s${i}`);
    for (let i = 0; i < streams.length; i += 100) await Promise.all(streams.slice(i, i + 100).map((stream) => store.commit(commitOf({ practice: 'riverbend', stream, expectedVersion: 0, events: [noted(stream)] }))));
    const digest = await digestOf(store);
    await store.close();
    const env = { ...process.env, PATHGATE_DATA: mkdtemp(), PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url };
    const rotate = (from: number) => spawn(process.execPath, [join(ROOT, 'dist/src/cli/key.js'), 'rotate-sealing', keyFiles[1 - from] ?? ''], { cwd: ROOT, env: { ...env, PATHGATE_SEALING_KEY_FILE: keyFiles[from] }, stdio: 'ignore' });
    const startedAt = performance.now();
    const [code] = await once(rotate(0), 'exit') as [number];
    expect(code).toBe(0);
    const wholeMs = performance.now() - startedAt;
    let current = 1;
    let [old, changed, midway] = [0, 0, 0];
    const isWriting = await writingDetector(location);
    for (let i = 0; i < KILLS; i++) {
      const child = rotate(current);
      const ended = once(child, 'exit');
      // Every other one at any moment, the rest while it writes, whatever else keeps this machine busy.
      if (i % 2 === 0) await delay(wholeMs * (0.4 + 0.7 * chance.next()));
      else while (child.exitCode === null) if (await isWriting.now()) { midway += 1; break; }
      child.kill('SIGKILL');
      await ended;
      const opening: number[] = [];
      for (const which of [0, 1]) {
        const opened = await openWith(location, keyFiles[which]).catch(() => undefined);
        if (opened === undefined) continue;
        opening.push(which);
        expect(await digestOf(opened)).toBe(digest);
        for (let n = 0; n < 20; n++) {
          const stream = streams[chance.below(streams.length)] ?? '';
          expect((await opened.read('riverbend', stream)).map(({ data }) => (data as { note: string }).note)).toEqual([stream]);
        }
        const wrapped = await opened.sql.of('riverbend').query('SELECT DISTINCT wrapped_with FROM data_key');
        expect(wrapped).toHaveLength(1);
        await opened.close();
      }
      expect(opening).toHaveLength(1);
      if (opening[0] === current) old += 1;
      else changed += 1;
      current = opening[0] ?? current;
    }
    await isWriting.close();
    tellFigure('P11', `${under.engine}: ${KILLS} changes of the sealing key killed, ${midway} of them in the middle of writing: ${old} left the old key, ${changed} the new one; every record opens each time`);
    expect(midway).toBeGreaterThan(0);
  }, BUSY_MS_MAX);

  it('say that a change was cut off between two practices, and the same command goes on', async () => {
    const location = await under.freshDatabase();
    const [former, next] = [newKeyFile(), newKeyFile()];
    const store = await openWith(location, former);
    for (const id of ['hillside', 'riverbend']) {
      await store.practices.create({ id, name: 'Clinic', timeZone: 'America/Chicago', demo: false });
      await store.commit(commitOf({ practice: id, stream: 'one', expectedVersion: 0, events: [noted(id)] }));
    }
    expect(await changeSealingKey(store.sql, 'hillside', SealingKey.ofFile(former), SealingKey.ofFile(next), systemClock)).toBe(1);
    await store.close();
    for (const key of [former, next]) await expect(openWith(location, key)).rejects.toThrow('a change of the key was cut off');
    const env = { ...process.env, PATHGATE_DATA: mkdtemp(), PATHGATE_DATABASE: location.engine === 'sqlite' ? location.file : location.url, PATHGATE_SEALING_KEY_FILE: former };
    expect(await once(spawn(process.execPath, [join(ROOT, 'dist/src/cli/key.js'), 'rotate-sealing', next], { cwd: ROOT, env, stdio: 'ignore' }), 'exit')).toEqual([0, null]);
    const after = await openWith(location, next);
    for (const id of ['hillside', 'riverbend']) expect((await after.read(id, 'one')).map(({ data }) => data)).toEqual([{ type: 'FactDocumented', note: id }]);
    await after.close();
  }, BUSY_MS_MAX);

  it('take another key by a command that says what it did, on the audit, and beside a key for the whole file', async () => {
    const { location, service, patientId } = await served();
    const fold = await foldOf(service.store, patientId);
    const next = newKeyFile();
    const database = location.engine === 'sqlite' ? location.file : location.url;
    const key = async (words: readonly string[], env: Readonly<Record<string, string>>): Promise<{ readonly status: number | null; readonly output: string }> => {
      const child = spawn(process.execPath, [join(ROOT, 'dist/src/cli/key.js'), ...words], { cwd: ROOT, env: { ...process.env, PATHGATE_DATA: mkdtemp(), PATHGATE_DATABASE: database, PATHGATE_KEY_FILE: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const [status] = await once(child, 'close') as [number | null];
      return { status, output };
    };
    // The clock of the service stood still; the command's goes on from there.
    await service.close();
    expect(await key(['rotate-sealing', next], {})).toMatchObject({ status: 1, output: expect.stringContaining('PATHGATE_SEALING_KEY_FILE names no file of a key') });
    expect(await key(['rotate-sealing', next], { PATHGATE_SEALING_KEY_FILE: location.sealingKeyFile })).toMatchObject({ status: 0, output: expect.stringContaining(`1 patients' keys were wrapped with the key in ${next}`) });
    expect(await key(['rotate-sealing', next], { PATHGATE_SEALING_KEY_FILE: location.sealingKeyFile })).toMatchObject({ status: 0, output: expect.stringContaining('already') });
    const store = await openWith(location, next);
    expect(await foldOf(store, patientId)).toBe(fold);
    for (const practice of ['hillside', 'riverbend']) {
      expect(await store.sql.of(practice).query("SELECT actor_id FROM audit WHERE practice_id = ? AND action = 'sealing-key'", [practice])).toEqual([{ actor_id: 'command-line' }]);
    }
    await store.close();
    if (location.engine !== 'sqlite') return;
    const whole = newKeyFile();
    expect(await key(['encrypt'], { PATHGATE_KEY_FILE: whole })).toMatchObject({ status: 1, output: expect.stringContaining('PATHGATE_SEALING_KEY_FILE names no key') });
    expect(await key(['encrypt'], { PATHGATE_KEY_FILE: whole, PATHGATE_SEALING_KEY_FILE: next })).toMatchObject({ status: 0 });
    const both = await openStore({ kind: 'sqlite', file: location.file, keyFile: whole, sealingKeyFile: next });
    expect(await foldOf(both, patientId)).toBe(fold);
    await both.close();
  }, BUSY_MS_MAX);

  it('leave with the practice as they are stored, and come back where their key is', async () => {
    const { location, service, patientId } = await served();
    const [practice] = (await service.store.practices.list()).filter(({ id }) => id === 'riverbend');
    const out = join(mkdtemp(), 'out');
    if (practice === undefined) throw new Error('no practice');
    await exportPractice(service.store.sql, practice, out, '2026-10-01T17:00:00.000Z');
    expect(found(CLINICAL, filesIn(out).map(({ content }) => content))).toEqual([]);
    const fold = await foldOf(service.store, patientId);
    const target = await under.freshDatabase();
    const loading = { rebuild: () => Promise.resolve(), now: '2026-10-01T17:00:00.000Z' };
    for (const other of [undefined, newKeyFile()]) {
      const store = await openWith(target, other);
      await expect(loadPractice(store, out, loading)).rejects.toThrow('PATHGATE_SEALING_KEY_FILE does not name the key that they were sealed with');
      await store.close();
    }
    const store = await openWith(target, location.sealingKeyFile);
    await loadPractice(store, out, loading);
    expect(await foldOf(store, patientId)).toBe(fold);
    const [{ sha256 } = { sha256: '' }] = await store.sql.of('riverbend').query('SELECT sha256 FROM sealed_document') as { sha256: string }[];
    expect((await store.reads.document('riverbend', sha256))?.bytes.includes(CLINICAL.inDocument)).toBe(true);
    await store.close();
    await service.close();
  }, BUSY_MS_MAX);
});
