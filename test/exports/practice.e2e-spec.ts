/** A practice leaves and comes back: from one engine to the other the same states, documents, chains; a flipped byte anywhere is found. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { BrokenExport, exportPractice, loadPractice, verifyExport } from '../../src/exports';
import { patientProjector } from '../../src/patients';
import { newKey } from '../../src/platform/auth/keys';
import { Imports } from '../../src/platform/database/imports';
import { openReadOnly } from '../../src/platform/database/open-read-only';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { projectorUnder } from '../../src/platform/event-store/projection';
import { diffProjections, rebuildProjections } from '../../src/platform/event-store/rebuild-projections';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import { demoIn } from '../api/support/demo';
import { NOON, startService, type Reply } from '../api/support/service';
import { expectStatus } from '../api/support/story';
import { configOf, failureOf } from '../support/commits';
import { describeSqlite, describePostgres, type DatabaseLocation, type EngineUnderTest } from '../support/engines';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

type Get = (path: string) => Promise<Reply>;

async function onePage(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([200, 200]);
  return Buffer.from(await pdf.save());
}

/** What a practice answers: where every patient stands, what it attached, and its lists. */
async function answersOf(get: Get, patients: readonly string[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const id of patients) {
    const status = await get(`/v1/patients/${id}/status?findings=all`);
    answers.push([id, status.status, status.headers.get('etag'), status.body]);
    const { items } = (await get(`/v1/patients/${id}/documents`)).body as { items: { documentId: string; sha256: string }[] };
    for (const { documentId } of items) answers.push((await get(`/v1/patients/${id}/documents/${documentId}`)).text);
    answers.push(items, (await get(`/v1/patients/${id}/timeline`)).body);
  }
  for (const list of ['worklist', 'queue', 'deadlines', 'practice', 'policies']) answers.push((await get(`/v1/${list}`)).body);
  return answers;
}

async function headsOf({ sql }: Pick<Store, 'sql'>): Promise<readonly unknown[]> {
  const rows = await sql.of('demo').query(`SELECT stream_id, version, hash FROM event e WHERE practice_id = 'demo' AND version = (SELECT max(version) FROM event l WHERE l.practice_id = e.practice_id AND l.stream_id = e.stream_id) ORDER BY stream_id`);
  return rows.map(({ stream_id, version, hash }) => [stream_id, version, Buffer.from(hash as Uint8Array).toString('hex')]);
}

/** The demo practice with documents on one patient, what it answers, and its export. */
async function demoExport(location: DatabaseLocation, folder: string) {
  const service = await startService(location);
  try {
    const { demo, get } = await demoIn(service);
    const patients = demo.patients.map(({ patientId }) => patientId);
    for (const [index, content] of [PNG, await onePage()].entries()) {
      expectStatus(await service.call('POST', `/v1/patients/${patients[index] ?? ''}/documents`, undefined, { raw: content, headers: { authorization: `Bearer ${demo.keys.clinician}`, 'content-type': index === 0 ? 'image/png' : 'application/pdf', 'pathgate-title': `Document ${index}` } }), 201);
    }
    await new Imports(service.store.sql).hold('demo', { heldId: 'held1', source: 'other-ehr', key: '4711', reason: 'no-match', person: { family: 'Ämilia' }, candidates: [patients[0] ?? ''], statements: [{ fact: 1 }], importId: 'run1' }, NOON);
    await new Imports(service.store.sql).begin('demo', { importId: 'run1', source: 'other-ehr', sha256: 'x', state: 'recorded', options: {}, mapping: {}, counts: { new: 1 }, createdBy: 'me', createdAt: NOON });
    // The stories are told before the directory is there for their lists; the daily run writes them again, and so does this.
    await rebuild(service.store, 'demo');
    const answers = await answersOf(get, patients);
    const heads = await headsOf(service.store);
    const publicEvents = (await service.store.sql.of('demo').query("SELECT feed, type, told_once FROM public_event WHERE practice_id = 'demo' ORDER BY feed")).map((row) => ({ ...row }));
    expect(publicEvents.length).toBeGreaterThan(0);
    const snapshot = await openReadOnly(configOf(location), true);
    const practice = await service.store.practices.find('demo');
    if (practice === undefined) throw new Error('there is no demo practice');
    try {
      const progress: number[] = [];
      const manifest = await exportPractice(snapshot.sql, practice, folder, NOON, ({ events }) => progress.push(events));
      expect(progress.at(-1)).toBe(manifest.counts.events);
      return { patients, answers, heads, publicEvents, manifest };
    } finally {
      await snapshot.close();
    }
  } finally {
    await service.close();
  }
}

async function rebuild(store: Store, practice: string): Promise<number> {
  const { state } = await new PracticeLog(store.streams, SHIPPED_POLICIES).newest(practice);
  return rebuildProjections(store, practice, PATIENT_FOLD, projectorUnder(patientProjector, state));
}

async function loadInto(location: DatabaseLocation, folder: string, change: (store: Store) => Store = (store) => store) {
  const store = await openStore(configOf(location), { now: () => NOON });
  try {
    return await loadPractice(change(store), folder, { now: NOON, rebuild: (practice) => rebuild(store, practice) });
  } finally {
    await store.close();
  }
}

const temporary: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-export-'));
  temporary.push(folder);
  return folder;
};
afterAll(() => temporary.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function moves(from: EngineUnderTest, to: EngineUnderTest): void {
  let source: Awaited<ReturnType<typeof demoExport>>;
  let folder: string;
  let target: DatabaseLocation;
  beforeAll(async () => {
    folder = join(newFolder(), 'out');
    source = await demoExport(await from.freshDatabase(), folder);
    target = await to.freshDatabase();
    await loadInto(target, folder);
  }, 120_000);

  it('answers the same for every patient, with the same documents and lists', async () => {
    const service = await startService(target);
    try {
      const { key, hash } = newKey();
      await service.store.keys.add('demo', { keyId: 'new', hash, role: 'clinician', label: 'New' });
      const answers = await answersOf((path) => service.get(path, { headers: { authorization: `Bearer ${key}` } }), source.patients);
      expect(answers).toEqual(source.answers);
      expect(await headsOf(service.store)).toEqual(source.heads);
      expect(await new Imports(service.store.sql).held('demo', 'waiting', 10)).toEqual([expect.objectContaining({ heldId: 'held1', person: { family: 'Ämilia' } })]);
      expect(await new Imports(service.store.sql).find('demo', 'run1')).toMatchObject({ state: 'recorded', counts: { new: 1 } });
      expect((await service.store.sql.of('demo').query("SELECT feed, type, told_once FROM public_event WHERE practice_id = 'demo' ORDER BY feed")).map((row) => ({ ...row })).slice(0, source.publicEvents.length)).toEqual(source.publicEvents);
      const { events, streams } = source.manifest.counts;
      expect(await verifyChain(service.store.sql, 'demo')).toEqual({ events, streams });
      const { state } = await new PracticeLog(service.store.streams, SHIPPED_POLICIES).newest('demo');
      expect(await diffProjections(service.store, 'demo', PATIENT_FOLD, projectorUnder(patientProjector, state))).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);

  it('is the same export when it leaves again: every file of the record, byte for byte', async () => {
    const store = await openStore(configOf(target), { now: () => NOON });
    const again = join(newFolder(), 'again');
    try {
      const practice = await store.practices.find('demo');
      if (practice === undefined) throw new Error('it was not loaded');
      const { files, practiceLogHead, counts } = await exportPractice(store.sql, practice, again, NOON);
      // A service has served it since: who read and what was told has gone on.
      const goesOn = ({ name }: { name: string }): boolean => ['actors.ndjson', 'audit.ndjson', 'public-events.ndjson'].includes(name);
      expect(files.filter((file) => !goesOn(file))).toEqual(source.manifest.files.filter((file) => !goesOn(file)));
      expect([practiceLogHead, counts]).toEqual([source.manifest.practiceLogHead, source.manifest.counts]);
      expect(readdirSync(join(again, 'documents'))).toEqual(readdirSync(join(folder, 'documents')));
    } finally {
      await store.close();
    }
  });

  it('keeps names beside what was recorded, and lets nobody in', async () => {
    const store = await openStore(configOf(target), { now: () => NOON });
    try {
      const accounts = await store.accounts.list('demo');
      expect([accounts.length > 5, new Set(accounts.map(({ state }) => state))]).toEqual([true, new Set(['disabled'])]);
      expect((await store.keys.list('demo')).filter(({ keyId, revokedAt }) => keyId !== 'new' && revokedAt === null)).toEqual([]);
    } finally {
      await store.close();
    }
  });

  it('is refused where the practice is there already, and nothing changes', async () => {
    expect(await failureOf(loadInto(target, folder))).toContain('holds the practice already');
  });

  it('goes on where it was interrupted, and is seen by nobody before it is whole', async () => {
    const location = await to.freshDatabase();
    for (const after of [1, 3]) {
      let written = 0;
      const failing = (store: Store): Store => Object.create(store, { sql: { value: { ...store.sql, of: (id) => ({ ...store.sql.of(id), executeAll: (given) => (++written > after ? Promise.reject(new Error('power cut')) : store.sql.of(id).executeAll(given)) }) } satisfies Store['sql'] } }) as Store;
      expect(await failureOf(loadInto(location, folder, failing))).toContain('power cut');
      const store = await openStore(configOf(location), { now: () => NOON });
      expect(await store.practices.list()).toEqual([]);
      await store.close();
    }
    await loadInto(location, folder);
    const store = await openStore(configOf(location), { now: () => NOON });
    expect([await headsOf(store), (await store.practices.list()).map(({ id }) => id)]).toEqual([source.heads, ['demo']]);
    await store.close();
  }, 60_000);
}

describeSqlite('a practice that leaves', (sqlite) => {
  describe('and comes back', () => moves(sqlite, sqlite));
  describePostgres('and comes back', (postgres) => {
    describe('from sqlite to postgres', () => moves(sqlite, postgres));
    describe('from postgres to sqlite', () => moves(postgres, sqlite));
    describe('from postgres to postgres', () => moves(postgres, postgres));
  });

  describe('as files', () => {
    let folder: string;
    beforeAll(async () => {
      folder = join(newFolder(), 'out');
      await demoExport(await sqlite.freshDatabase(), folder);
    }, 60_000);

    const copy = (): string => {
      const to = join(newFolder(), 'copy');
      cpSync(folder, to, { recursive: true });
      return to;
    };
    const files = (at: string): readonly string[] => (readdirSync(at, { recursive: true, encoding: 'utf8' })).filter((name) => statSync(join(at, name)).isFile()).sort();

    it('are whole, for their owner only, and hold no way in', async () => {
      expect((await verifyExport(folder)).practice.id).toBe('demo');
      for (const name of files(folder)) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
      const all = files(folder).map((name) => readFileSync(join(folder, name), 'latin1')).join('');
      expect(all).not.toMatch(/scrypt\$|pgk_/);
      expect(JSON.parse(readFileSync(join(folder, 'patients.ndjson'), 'utf8').split('\n')[0] ?? '')).toMatchObject({ version: 1, type: 'PatientRegistered', data: expect.stringContaining('"type":"PatientRegistered"'), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    });

    it('with a flipped bit anywhere are not whole, and are not loaded', async () => {
      const names = files(folder).filter((name) => statSync(join(folder, name)).size > 0);
      const tampered = copy();
      await fc.assert(fc.asyncProperty(fc.constantFrom(...names), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 0, max: 7 }), async (name, place, bit) => {
        const path = join(tampered, name);
        const was = readFileSync(path);
        const flipped = Buffer.from(was);
        const at = Math.floor(place * was.length);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        writeFileSync(path, flipped);
        try {
          expect([name, await verifyExport(tampered).then(() => 'whole', (error: unknown) => (error instanceof BrokenExport ? 'broken' : error))]).toEqual([name, 'broken']);
        } finally {
          writeFileSync(path, was);
        }
      }), { numRuns: 150, examples: names.map((name) => [name, 0.5, 0] as [string, number, number]) });
      expect((await verifyExport(tampered)).practice.id).toBe('demo');
    }, 120_000);

    it.each<[string, (at: string) => void, RegExp]>([
      ['a file is cut off', (at) => truncateSync(join(at, 'patients.ndjson'), 1_000), /patients\.ndjson/], ['a line was added', (at) => appendFileSync(join(at, 'audit.ndjson'), '{}\n'), /audit\.ndjson/],
      ['a document is missing', (at) => rmSync(join(at, 'documents', readdirSync(join(at, 'documents'))[0] ?? '')), /documents\/[0-9a-f]{64}: it is missing/],
      ['a document was added', (at) => writeFileSync(join(at, 'documents', 'x'), 'x'), /documents: it holds/], ['a file was added', (at) => writeFileSync(join(at, 'more.txt'), 'x'), /more\.txt/],
      ['a folder was added', (at) => mkdirSync(join(at, 'more')), /more/], ['the manifest is missing', (at) => rmSync(join(at, 'manifest.json')), /not finished/], ['a list is missing', (at) => rmSync(join(at, 'heads.ndjson')), /heads\.ndjson/],
      ['a file is another one\'s link', (at) => { rmSync(join(at, 'audit.ndjson')); symlinkSync('/dev/null', join(at, 'audit.ndjson')); }, /audit\.ndjson/],
    ])('are not whole where %s', async (_, change, says) => {
      const changed = copy();
      change(changed);
      expect(await failureOf(verifyExport(changed))).toMatch(says);
      const location = await sqlite.freshDatabase();
      expect(await failureOf(loadInto(location, changed))).toMatch(says);
      const store = await openStore(configOf(location), { now: () => NOON });
      expect([await store.practices.list(), await store.sql.of('demo').query('SELECT 1 FROM event')]).toEqual([[], []]);
      await store.close();
    });

    it('whose chain was rewritten with new digests are found by the hash of the event', async () => {
      const { createHash } = await import('node:crypto');
      const forged = copy();
      const path = join(forged, 'patients.ndjson');
      const lines = readFileSync(path, 'utf8').replace('\\"type\\":\\"PatientRegistered\\"', '\\"type\\":\\"PatientRegistereD\\"');
      writeFileSync(path, lines);
      const manifest = JSON.parse(readFileSync(join(forged, 'manifest.json'), 'utf8')) as { files: { name: string; sha256: string }[] };
      for (const file of manifest.files) if (file.name === 'patients.ndjson') file.sha256 = createHash('sha256').update(lines).digest('hex');
      const json = `${JSON.stringify(manifest, null, 2)}\n`;
      writeFileSync(join(forged, 'manifest.json'), json);
      writeFileSync(join(forged, 'manifest.json.sha256'), `${createHash('sha256').update(json).digest('hex')}  manifest.json\n`);
      expect(await failureOf(verifyExport(forged))).toMatch(/is not what was recorded: its hash differs/);
    });

    it('are not written over others', async () => {
      const store = await openStore(configOf(await sqlite.freshDatabase()), { now: () => NOON });
      const practice = await store.practices.create({ id: randomUUID(), name: 'Empty', timeZone: 'America/New_York', demo: false });
      expect(await failureOf(exportPractice(store.sql, practice, folder, NOON))).toContain('is not empty');
      const empty = join(newFolder(), 'empty');
      await exportPractice(store.sql, practice, empty, NOON);
      expect((await verifyExport(empty)).counts).toEqual({ streams: 0, events: 0, documents: 0, documentBytes: 0 });
      await store.close();
    });
  });
});
