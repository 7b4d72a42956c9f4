/** A record is destroyed by its key: two administrators, no hold, the retention period over. What is left verifies, and says nothing. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyRecord, type Verification } from '../../src/audit/verify-record';
import { exportPractice } from '../../src/exports/practice/export-practice';
import { loadPractice } from '../../src/exports/practice/load-practice';
import { patientProjector } from '../../src/patients';
import { newKey } from '../../src/platform/auth/keys';
import { openStore } from '../../src/platform/database/open-store';
import type { Row } from '../../src/platform/database/sql';
import { diffProjections, rebuildProjections } from '../../src/platform/event-store/rebuild-projections';
import { PATIENT_FOLD, PATIENT_PURGED } from '../../src/platform/patient-log/patient-record';
import { configOf } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { keyFolders } from '../support/sealing-key-file';
import { NOON, startService, type Call, type Reply, type Service } from './support/service';
import { blockFact, expectStatus, readyForBlock1, register, REGISTRATION } from './support/story';

const ADMIN: Call = { role: 'admin' };
const ASKED = { reason: 'The retention period is over' };
const AGREED = { reason: 'Looked at with the retention list' };
const WHY = { reason: 'A matter that counsel has opened' };
const TEN_YEARS_ON = '2036-10-01T17:00:00.000Z';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
/** Ids, and what people said of the purge; nothing of the record. */
const LEFT = ['audit', 'data_key', 'event', 'legal_hold', 'public_event', 'purge'];
const { mkdtemp, newKeyFile } = keyFolders('purge');

describeEachEngine('a purge', (under) => {
  let location: DatabaseLocation;
  let service: Service;
  let patientId: string;
  beforeEach(async () => {
    location = { ...await under.freshDatabase(), sealingKeyFile: newKeyFile() };
    service = await startService(location);
    ({ patientId } = await readyForBlock1(service));
    await second(service);
  });
  afterEach(() => service.close());

  /** Another administrator. */
  let secondKey: string;
  async function second(of: Service): Promise<void> {
    const { key, hash } = newKey();
    secondKey = key;
    await of.store.keys.add('riverbend', { keyId: `second-admin-${randomBytes(4).toString('hex')}`, hash, role: 'admin', label: 'second' });
  }
  const bySecond = (): Call => ({ role: 'admin', headers: { authorization: `Bearer ${secondKey}` } });
  const at = (path: string, of = patientId): string => `/v1/patients/${of}${path}`;
  const ask = (call: Call = ADMIN, body: object = ASKED, of = patientId): Promise<Reply> => service.post(at('/purges', of), body, call);
  const approve = (purgeId: string, call: Call = bySecond(), of = patientId): Promise<Reply> => service.post(at(`/purges/${purgeId}/approval`, of), AGREED, call);
  const askedFor = async (): Promise<string> => expectStatus(await ask(), 201).body.purgeId as string;
  const purged = async (): Promise<string> => {
    service.setNow(TEN_YEARS_ON);
    const purgeId = await askedFor();
    expectStatus(await approve(purgeId), 200);
    return purgeId;
  };

  async function tables(): Promise<Readonly<Record<string, readonly Row[]>>> {
    const { sql } = service.store;
    const names = sql.engine === 'sqlite' ? await sql.of('riverbend').query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") : await sql.of('riverbend').query("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
    return Object.fromEntries(await Promise.all(names.map(async ({ name }) => [String(name), await sql.of('riverbend').query(`SELECT * FROM ${String(name)}`)] as const)));
  }
  const says = (rows: readonly Row[], text: string): boolean => rows.some((row) => Object.values(row).some((value) => (value instanceof Uint8Array ? Buffer.from(value).includes(text) : String(value).includes(text))));

  it('destroys what is asked by one administrator and agreed to by another, and leaves a chain that verifies', async () => {
    expectStatus(await service.call('POST', at('/documents'), undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Scan' } }), 201);
    expectStatus(await service.post(at('/facts'), blockFact('2026-10-01', 80)), 201);
    const { patientId: other } = expectStatus(await service.post('/v1/patients', { ...REGISTRATION, name: { family: 'Stayswell', given: 'Ann' }, identifiers: [] }), 201).body as { patientId: string };
    await service.store.streams.loadAndKeep('riverbend', patientId, PATIENT_FOLD);
    const before = await tables();
    // The control: what is to go is there.
    for (const table of ['patient_summary', 'worklist', 'need', 'snapshot', 'idempotency', 'sealed_document', 'outbox']) expect([table, says(before[table] ?? [], patientId)]).toEqual([table, true]);
    expect(says(before['patient_summary'] ?? [], REGISTRATION.name.family)).toBe(true);
    const inFiles = (text: string): boolean => location.engine === 'sqlite' && [location.file, `${location.file}-wal`].some((file) => existsSync(file) && readFileSync(file).includes(text));
    const [{ wrapped } = {}] = await service.store.sql.of('riverbend').query('SELECT wrapped FROM data_key WHERE patient_id = ?', [patientId]);
    const gone = [String(wrapped), REGISTRATION.name.family, REGISTRATION.name.family.toLowerCase(), 'MRN-774411'];
    if (location.engine === 'sqlite') for (const text of gone) expect([text, inFiles(text)]).toEqual([text, true]);
    const readable = service.routes.filter(({ method, url }) => method === 'GET' && /^\/v1\/patients\/:patientId(\/[a-z-]+)?$/.test(url)).map(({ url }) => url.replace(':patientId', patientId));
    expect(readable.length).toBeGreaterThan(10);

    service.setNow(TEN_YEARS_ON);
    const asked = expectStatus(await ask(), 201).body;
    expect(asked).toEqual({ purgeId: expect.any(String), patientId, ...ASKED, state: 'asked', askedBy: 'riverbend-admin', askedAt: TEN_YEARS_ON, decidedBy: null, decidedAt: null, decidedWhy: null });
    expect((await service.get(at(''))).status).toBe(200);
    const done = expectStatus(await approve(asked.purgeId), 200).body;
    expect(done).toEqual({ ...asked, state: 'done', decidedBy: expect.stringMatching(/^second-admin/), decidedAt: TEN_YEARS_ON, decidedWhy: AGREED.reason });
    // Again, and in every other way: done once.
    expect((await approve(asked.purgeId)).body).toEqual(done);
    expect((await approve(asked.purgeId, ADMIN)).body.code).toBe('purge-decided');

    const absent = (await service.get('/v1/patients/pAbsentAbsentAbsentAbs')).text;
    for (const url of readable) for (const role of ['clinician', 'auditor'] as const) expect([url, role, [403, 404].includes((await service.get(url, { role })).status)]).toEqual([url, role, true]);
    expect([(await service.get(at(''))).status, (await service.get(at(''))).text]).toEqual([404, absent]);
    expect((await service.get(`/fhir/r4/Patient/${patientId}`, { headers: { accept: 'application/fhir+json' } })).status).toBe(404);
    expect((await service.post(at('/facts'), blockFact('2026-10-01', 70))).status).toBe(404);
    for (const list of ['/v1/patients', '/v1/worklist', '/v1/queue', '/v1/deadlines', `/v1/patients?name=${REGISTRATION.name.family}`]) expect([list, (await service.get(list)).text.includes(patientId)]).toEqual([list, false]);
    expect((await service.get('/v1/patients')).body.items.map((item: { patientId: string }) => item.patientId)).toEqual([other]);
    expect(await service.store.reads.streams('riverbend', 10)).not.toContain(patientId);

    const after = await tables();
    expect(Object.entries(after).filter(([, rows]) => says(rows, patientId)).map(([table]) => table).sort()).toEqual(LEFT.filter((table) => table !== 'legal_hold'));
    expect((after['event'] ?? []).filter((row) => row['stream_id'] === patientId && row['key_id'] === null).map((row) => row['type'])).toEqual([PATIENT_PURGED]);
    expect((after['data_key'] ?? []).find((row) => row['patient_id'] === patientId)).toMatchObject({ wrapped: null, destroyed_at: TEN_YEARS_ON });
    expect(await service.store.read('riverbend', patientId)).toEqual([expect.objectContaining({ type: PATIENT_PURGED })]);
    // No page that was given up holds what was in it.
    for (const text of gone) expect([text, inFiles(text)]).toEqual([text, false]);
    const told = (await service.get(`/v1/audit?action=purge-patient&patient=${patientId}`, { role: 'auditor' })).body.items as { action: string; outcome: string; actor: string }[];
    expect(told.filter(({ outcome }) => outcome === 'allowed').map(({ action, actor }) => [action, actor])).toEqual([['purge-patient:repeat', done.decidedBy], ['purge-patient', done.decidedBy], ['purge-patient:asked', 'riverbend-admin']]);
    expect(JSON.stringify(told)).not.toContain(ASKED.reason);
    expect((await service.get('/v1/purges', { role: 'auditor' })).body).toEqual({ items: [done], next: null });
    expect(await verification(service)).toMatchObject({ result: 'intact', firstBreak: null });
  });

  it('is passed over by a restart, a rebuild, an export and its load, with the key at hand', async () => {
    const other = await register(service);
    await purged();
    await service.close();
    const store = await openStore(configOf(location), { now: () => TEN_YEARS_ON });
    expect((await store.streams.load('riverbend', patientId, PATIENT_FOLD)).state.patient.id).toBeUndefined();
    // What a rebuild that ran beside the purge left behind.
    await store.sql.of('riverbend').execute("INSERT INTO deadline (practice_id, deadline_id, patient_id, family, given, details, version, updated_at) VALUES ('riverbend', 'left', ?, 'Testperson', 'Ann', '{}', 1, '')", [patientId]);
    await rebuildProjections(store, 'riverbend', PATIENT_FOLD, patientProjector);
    expect(await diffProjections(store, 'riverbend', PATIENT_FOLD, patientProjector)).toEqual([]);
    expect((await store.reads.patients('riverbend', 10)).items.map(({ patient_id: id }) => id)).toEqual([other]);
    const practice = await store.practices.find('riverbend');
    if (practice === undefined) throw new Error('no practice');
    const out = join(mkdtemp(), 'out');
    await exportPractice(store.sql, practice, out, NOON);
    expect(readFileSync(join(out, 'data-keys.ndjson'), 'utf8')).toContain('"wrapped":null');
    const target = await openStore({ ...configOf({ ...await under.freshDatabase(), ...(location.sealingKeyFile !== undefined && { sealingKeyFile: location.sealingKeyFile }) }) }, { now: () => TEN_YEARS_ON });
    await loadPractice(target, out, { rebuild: (id) => rebuildProjections(target, id, PATIENT_FOLD, patientProjector), now: NOON });
    expect(await target.reads.patient('riverbend', patientId)).toBeUndefined();
    expect((await target.reads.patients('riverbend', 10)).items.map(({ patient_id: id }) => id)).toEqual([other]);
    expect(await target.read('riverbend', patientId)).toEqual([expect.objectContaining({ type: PATIENT_PURGED })]);
    await target.close();
    await store.close();
    service = await startService(await under.freshDatabase());
  });

  it('needs a second administrator, and nobody else will do', async () => {
    service.setNow(TEN_YEARS_ON);
    const purgeId = await askedFor();
    expect((await approve(purgeId, ADMIN)).body).toMatchObject({ status: 409, code: 'second-person-required' });
    // The same key under another name is no second person.
    const { key: rotated } = expectStatus(await service.post('/v1/keys/riverbend-admin/rotation', {}, ADMIN), 201).body as { key: string };
    expect((await approve(purgeId, { role: 'admin', headers: { authorization: `Bearer ${rotated}` } })).body).toMatchObject({ status: 409, code: 'second-person-required' });
    for (const role of ['clinician', 'nurse', 'auth-staff', 'biller', 'scheduler', 'auditor', 'api-consumer', 'patient-link'] as const) {
      for (const reply of [await ask({ role }), await approve(purgeId, { role }), await service.post(at('/legal-holds'), WHY, { role })]) expect(reply.body).toMatchObject({ status: 403, code: 'not-allowed' });
    }
    expect((await approve('pUnknownUnknownUnknown')).body.code).toBe('purge-not-found');
    const theirs = await ask({ ...ADMIN, practice: 'hillside' });
    expect([theirs.status, theirs.text]).toEqual([404, (await ask({ ...ADMIN, practice: 'hillside' }, ASKED, 'pAbsentAbsentAbsentAbs')).text]);
    expect((await approve(purgeId, { ...ADMIN, practice: 'hillside' })).status).toBe(404);
    expect((await ask(bySecond())).body.code).toBe('purge-already-asked');
    expect(expectStatus(await service.post(at(`/purges/${purgeId}/refusal`), { reason: 'Not yet' }, bySecond()), 200).body).toMatchObject({ state: 'declined', decidedWhy: 'Not yet' });
    expect((await approve(purgeId)).body.code).toBe('purge-decided');
    expect((await service.get(at(''))).status).toBe(200);
    for (const body of [{}, { reason: '' }, { reason: 'x', force: true }]) expect((await ask(ADMIN, body)).status).toBe(400);
  });

  it('is asked once by what was sent once', async () => {
    service.setNow(TEN_YEARS_ON);
    const first = expectStatus(await ask({ ...ADMIN, key: 'purge-asked-once' }), 201);
    expect((await ask({ ...ADMIN, key: 'purge-asked-once' })).text).toBe(first.text);
    expect((await ask({ ...ADMIN, key: 'purge-asked-once' }, { reason: 'Another' })).body.code).toBe('idempotency-key-reused');
    expectStatus(await approve(first.body.purgeId), 200);
    expect((await ask({ ...ADMIN, key: 'purge-asked-once' })).text).toBe(first.text);
  });

  it('waits while a hold stands, whoever agrees, also one that was placed meanwhile', async () => {
    service.setNow(TEN_YEARS_ON);
    const held = expectStatus(await service.post(at('/legal-holds'), WHY, { ...ADMIN, key: 'hold-placed-once' }), 201);
    expect((await service.post(at('/legal-holds'), WHY, { ...ADMIN, key: 'hold-placed-once' })).text).toBe(held.text);
    expect((await ask()).body).toMatchObject({ status: 409, code: 'on-legal-hold' });
    const lifted = expectStatus(await service.post(at(`/legal-holds/${held.body.holdId}/lifting`), { reason: 'Settled' }, bySecond()), 200).body;
    expect(lifted).toEqual({ ...held.body, liftedBy: expect.stringMatching(/^second-admin/), liftedAt: TEN_YEARS_ON, liftedWhy: 'Settled' });
    expect((await service.post(at('/legal-holds/pUnknown/lifting'), WHY, ADMIN)).body.code).toBe('hold-not-found');
    const purgeId = await askedFor();
    expectStatus(await service.post(at('/legal-holds'), WHY, ADMIN), 201);
    expect((await approve(purgeId)).body.code).toBe('on-legal-hold');
    expect((await service.get(at('/legal-holds'), { role: 'auditor' })).body.items).toHaveLength(2);
    // Between the look and the write too: the transaction itself looks, and all of it is taken back.
    const before = await tables();
    const { store } = service;
    const result = await store.commit({
      practice: 'riverbend', appends: [{ stream: patientId, expectedVersion: await store.version('riverbend', patientId), events: [{ type: PATIENT_PURGED, schemaVersion: 1, isAboutLog: true, data: { type: PATIENT_PURGED, purgeId } }] }],
      projections: [], outbox: [], statements: store.purges.erase('riverbend', patientId, TEN_YEARS_ON), recordedAt: TEN_YEARS_ON, actorId: 'x', correlationId: 'x',
      audit: { actorId: 'x', role: 'admin', action: 'purge-patient', resource: `patient/${patientId}`, outcome: 'allowed', requestId: 'x' },
    });
    expect(result).toEqual({ kind: 'conflict', stream: patientId });
    expect(await tables()).toEqual(before);
    const actions = (await store.sql.of('riverbend').query("SELECT action, outcome FROM audit WHERE practice_id = 'riverbend' AND (action LIKE 'keep-records%' OR action LIKE 'purge-patient%') ORDER BY feed")).map((row) => `${String(row['action'])} ${String(row['outcome'])}`);
    expect(actions).toEqual(expect.arrayContaining(['keep-records:held allowed', 'keep-records:lifted allowed', 'purge-patient:asked refused', 'purge-patient refused']));
  });

  it('waits until the retention period since the last event is over: the default\'s, or the practice\'s own', async () => {
    expect((await service.get('/v1/retention', ADMIN)).body).toEqual({ years: 10, source: expect.stringContaining('42 CFR 422.504(d)'), reason: null, setBy: null, setAt: null });
    service.setNow('2036-10-01T16:59:59.999Z');
    expect((await ask()).body).toMatchObject({ status: 409, code: 'retention-not-over', details: { until: TEN_YEARS_ON } });
    service.setNow(TEN_YEARS_ON);
    const purgeId = await askedFor();
    const set = expectStatus(await service.post('/v1/retention', { years: 11, reason: 'State law' }, { ...ADMIN, key: 'retention-set-once' }), 201);
    expect(set.body).toEqual({ years: 11, source: null, reason: 'State law', setBy: 'riverbend-admin', setAt: TEN_YEARS_ON });
    expect((await service.post('/v1/retention', { years: 11, reason: 'State law' }, { ...ADMIN, key: 'retention-set-once' })).text).toBe(set.text);
    expect((await approve(purgeId)).body.code).toBe('retention-not-over');
    service.setNow('2037-10-01T17:00:00.000Z');
    expectStatus(await approve(purgeId), 200);
    for (const years of [0, 101, 1.5, '3']) expect((await service.post('/v1/retention', { years, reason: 'x' }, ADMIN)).status).toBe(400);
  });

  it('is refused where records are not sealed, or were not always, and says what to do', async () => {
    const bare = await under.freshDatabase();
    const plain = await startService(bare);
    const patient = await register(plain);
    plain.setNow(TEN_YEARS_ON);
    const refused = await plain.post(`/v1/patients/${patient}/purges`, ASKED, ADMIN);
    expect(refused.body).toMatchObject({ status: 409, code: 'record-not-sealed', detail: expect.stringContaining('PATHGATE_SEALING_KEY_FILE') });
    await plain.close();
    const mixed = await startService({ ...bare, sealingKeyFile: newKeyFile() });
    mixed.setNow(TEN_YEARS_ON);
    expect((await mixed.post(`/v1/patients/${patient}/purges`, ASKED, ADMIN)).body).toMatchObject({ status: 409, code: 'record-not-sealed', detail: expect.stringContaining('before records were sealed') });
    await mixed.close();
  });

  it('leaves nobody whom a hold could be placed on in the same moment', async () => {
    await purged();
    const { purges } = service.store;
    const hold = { holdId: 'late', patientId, reason: 'late', placedBy: 'riverbend-admin', placedAt: TEN_YEARS_ON, liftedBy: null, liftedAt: null, liftedWhy: null };
    await service.store.commit({ practice: 'riverbend', appends: [], projections: [], outbox: [], statements: [purges.addHold('riverbend', hold)], audit: { actorId: 'x', role: 'admin', action: 'keep-records:held', resource: `patient/${patientId}`, outcome: 'allowed', requestId: 'x' }, recordedAt: TEN_YEARS_ON, actorId: 'x', correlationId: 'x' });
    expect(await purges.hold('riverbend', 'late')).toBeUndefined();
    expect((await service.post(at('/legal-holds'), WHY, ADMIN)).status).toBe(404);
  });

  it('is for good: the request that registered the patient registers nobody any more', async () => {
    const body = { ...REGISTRATION, identifiers: [{ kind: 'mrn', value: 'MRN-PURGED' }] };
    ({ patientId } = expectStatus(await service.post('/v1/patients', body, { key: 'registered-once-1' }), 201).body as { patientId: string });
    await purged();
    const again = await service.post('/v1/patients', body, { key: 'registered-once-1' });
    expect(again.body).toMatchObject({ status: 404, code: 'not-found' });
    expectStatus(await service.post('/v1/patients', body), 201);
  });

  if (under.engine !== 'postgres') return;
  it('is known to every node at once, also to one that has just read the record', async () => {
    const node = await startService(location);
    const read = (): Promise<Response> => fetch(`${node.address}${at('/status')}`, { headers: { authorization: `Bearer ${service.keyOf('clinician')}` } });
    try {
      for (let i = 0; i < 3; i++) expect((await read()).status).toBe(200);
      await purged();
      expect((await read()).status).toBe(404);
      expect((await fetch(`${node.address}${at('/facts')}`, { method: 'POST', headers: { authorization: `Bearer ${service.keyOf('clinician')}`, 'content-type': 'application/json', 'idempotency-key': 'after-the-purge-1' }, body: JSON.stringify(blockFact('2026-10-01', 70)) })).status).toBe(404);
    } finally {
      await node.close();
    }
  });

  async function verification(of: Service): Promise<Verification | undefined> {
    const practice = await of.store.practices.find('riverbend');
    let last: Verification | undefined;
    if (practice !== undefined) for await (const told of verifyRecord(of.store.sql, practice, undefined)) if ('verification' in told) last = told.verification;
    return last;
  }
});
