/** An administrator reads no record; one patient's is opened for a reason, for a while, and all of it is told. */
import { CLINICAL_READS, mayDo } from '../../src/platform/auth/permissions';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { startService, type Call, type Reply, type Service } from './support/service';
import { expectStatus, readyForBlock1, register } from './support/story';

const ADMIN: Call = { role: 'admin' };
const AUDITOR: Call = { role: 'auditor' };
const REASON = { reason: 'A complaint about a bill' };
/** What an administrator reads below a patient's address without a reason: who it is, and what runs the practice. Everything else is the record. */
const NO_RECORD = ['', '/break-glass', '/deadlines', '/diaries', '/legal-holds', '/links'];

describeEachEngine('break-glass', (under) => {
  let location: DatabaseLocation;
  let service: Service;
  let patientId: string;
  let episodeId: string;
  beforeEach(async () => {
    location = await under.freshDatabase();
    service = await startService(location);
    ({ patientId, episodeId } = await readyForBlock1(service));
  });
  afterEach(() => service.close());

  const open = (of: string, body: object = REASON, call: Call = {}): Promise<Reply> => service.post(`/v1/patients/${of}/break-glass`, body, { ...ADMIN, ...call });
  const status = (of = patientId, call: Call = ADMIN): Promise<Reply> => service.get(`/v1/patients/${of}/status`, call);

  it('opens what an administrator may not read, of one patient, to one, for reading, until its end', async () => {
    const other = await register(service);
    const ofPatients = service.routes.filter(({ method, url }) => method === 'GET' && url.startsWith('/v1/patients/:patientId'));
    const reads = ofPatients.filter(({ endpoint }) => CLINICAL_READS.includes(endpoint.action as never));
    expect(reads.length).toBeGreaterThan(15);
    expect(ofPatients.filter(({ endpoint }) => mayDo('admin', endpoint.action as never)).map(({ url }) => url.slice('/v1/patients/:patientId'.length)).sort()).toEqual(NO_RECORD);
    const ask = (url: string): Promise<Reply> => service.get(url.replace(':patientId', patientId).replace(':episodeId', episodeId), ADMIN);
    for (const { url } of reads) expect([url, (await ask(url)).body]).toEqual([url, expect.objectContaining({ code: 'not-allowed', details: expect.objectContaining({ role: 'admin', breakGlass: true }) })]);
    expect((await service.get(`/v1/patients/${patientId}/break-glass`, ADMIN)).body).toEqual({ patientId, endsAt: null });

    expect(expectStatus(await open(patientId), 201).body).toEqual({ grantId: expect.any(String), patientId, ...REASON, startedAt: '2026-10-01T17:00:00.000Z', endsAt: '2026-10-01T18:00:00.000Z' });
    for (const { url } of reads) expect([url, (await ask(url)).status === 403]).toEqual([url, false]);
    expect((await status()).body.episodes).toHaveLength(1);
    expect((await service.get(`/v1/patients/${patientId}/break-glass`, ADMIN)).body.endsAt).toBe('2026-10-01T18:00:00.000Z');
    // Nobody else's record, nobody else, and nothing but reading it.
    expect((await status(other)).status).toBe(403);
    await service.store.keys.add('riverbend', { keyId: 'second-admin', hash: Buffer.alloc(32, 1), role: 'admin', label: 'x' });
    expect(await service.store.breakGlass.open('riverbend', 'second-admin', patientId, '2026-10-01T17:00:00.000Z')).toBeUndefined();
    expect((await service.post(`/v1/patients/${patientId}/facts`, {}, ADMIN)).body.code).toBe('not-allowed');
    expect((await service.get(`/v1/patients/${patientId}/export`, ADMIN)).body.code).toBe('not-allowed');
    expect((await service.get(`/fhir/r4/Patient/${patientId}`, { ...ADMIN, headers: { accept: 'application/fhir+json' } })).status).toBe(403);
    service.setNow('2026-10-01T17:59:59.999Z');
    expect((await status()).status).toBe(200);
    service.setNow('2026-10-01T18:00:00.000Z');
    expect((await status()).status).toBe(403);
  });

  it('is loud: the audit says that it was opened, what was read so, by whom and why, and the patient\'s copy does too', async () => {
    expectStatus(await open(patientId, { ...REASON, minutes: 5 }), 201);
    expectStatus(await status(), 200);
    const { items } = expectStatus(await service.get(`/v1/audit?action=break-glass&patient=${patientId}`, AUDITOR), 200).body as { items: { action: string; outcome: string; actor: string }[] };
    expect(items.map(({ action, outcome, actor }) => [action, outcome, actor])).toEqual([['break-glass:read-status', 'allowed', 'riverbend-admin'], ['break-glass:opened', 'allowed', 'riverbend-admin']]);
    expect(JSON.stringify(items)).not.toContain(REASON.reason);
    const second = expectStatus(await open(patientId, { reason: 'Another' }), 201).body;
    const page = expectStatus(await service.get('/v1/audit/break-glass?limit=1', AUDITOR), 200).body;
    expect(page.items.map(({ grantId }: { grantId: string }) => grantId).concat(expectStatus(await service.get(`/v1/audit/break-glass?cursor=${page.next}`, AUDITOR), 200).body.items)).toHaveLength(2);
    const all = expectStatus(await service.get('/v1/audit/break-glass', AUDITOR), 200).body;
    expect(all.next).toBeNull();
    expect(all.items).toContainEqual({ ...second, actor: 'riverbend-admin', actorName: 'admin' });
    for (const role of ['admin', 'clinician'] as const) expect((await service.get('/v1/audit/break-glass', { role })).status).toBe(403);
    const copy = expectStatus(await service.get(`/v1/patients/${patientId}/export?format=json`), 200).text;
    expect(copy).toContain('break-glass:read-status');
  });

  it('is asked for as it has to be, and by nobody else', async () => {
    for (const body of [{}, { reason: '' }, { reason: ' ' }, { ...REASON, minutes: 61 }, { ...REASON, minutes: 0 }, { ...REASON, forEver: true }]) expect((await open(patientId, body)).status).toBe(400);
    expect((await status()).status).toBe(403);
    for (const role of ['clinician', 'nurse', 'auth-staff', 'biller', 'scheduler', 'auditor', 'api-consumer', 'patient-link'] as const) {
      expect((await open(patientId, REASON, { role })).body).toMatchObject({ code: 'not-allowed', details: { action: 'break-glass', role } });
    }
    expect((await status(patientId, { role: 'scheduler' })).body.details).toEqual({ action: 'read-status', role: 'scheduler' });
    const theirs = await open(patientId, REASON, { practice: 'hillside' });
    expect([theirs.status, theirs.text]).toEqual([404, (await open('pAbsentAbsentAbsentAbs', REASON, { practice: 'hillside' })).text]);
  });

  it('opens once what was asked once, and cannot be taken out of the record of it', async () => {
    const first = expectStatus(await open(patientId, REASON, { key: 'glass-once-1' }), 201);
    service.setNow('2026-10-01T17:30:00.000Z');
    expect((await open(patientId, REASON, { key: 'glass-once-1' })).text).toBe(first.text);
    expect((await open(patientId, { reason: 'Other' }, { key: 'glass-once-1' })).body.code).toBe('idempotency-key-reused');
    const { sql } = service.store;
    for (const statement of ["UPDATE break_glass SET reason = 'x'", 'DELETE FROM break_glass']) await expect(sql.of('riverbend').execute(statement)).rejects.toMatchObject({ message: expect.stringMatching(/append-only/) as unknown });
  });

  if (under.engine !== 'postgres') return;
  it('is known to every node at once', async () => {
    const second = await startService(location);
    try {
      const byHeader = (): Promise<Response> => fetch(`${second.address}/v1/patients/${patientId}/status`, { headers: { authorization: `Bearer ${service.keyOf('admin')}` } });
      expect((await byHeader()).status).toBe(403);
      expectStatus(await open(patientId), 201);
      expect((await byHeader()).status).toBe(200);
    } finally {
      await second.close();
    }
  });
});
