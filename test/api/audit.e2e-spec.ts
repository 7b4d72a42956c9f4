/** The auditor reads who did what; nobody else does, and nobody changes it. */
import { describeEachEngine } from '../support/engines';
import { NOON, startService, type Reply, type Service } from './support/service';
import { expectStatus, readyForBlock1, register } from './support/story';

interface Row { readonly number: number; readonly recordedAt: string; readonly actor: string; readonly role: string; readonly action: string; readonly resource: string; readonly outcome: string; readonly requestId: string }

describeEachEngine('the audit', (under) => {
  let service: Service;
  let patientId: string;
  let other: string;
  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId } = await readyForBlock1(service));
    other = await register(service, { role: 'nurse' });
    await service.get(`/v1/patients/${patientId}/status`, { role: 'nurse' });
    await service.get(`/v1/patients/${patientId}`, { role: 'scheduler' });
    await register(service, { practice: 'hillside' });
  });
  afterAll(() => service.close());

  const read = (query = '', practice: 'riverbend' | 'hillside' = 'riverbend'): Promise<Reply> => service.get(`/v1/audit${query}`, { role: 'auditor', practice });
  const rows = async (query: string): Promise<readonly Row[]> => expectStatus(await read(query), 200).body.items as Row[];

  it('tells reads, writes and refusals with ids and versions, newest first', async () => {
    const items = await rows('?limit=200');
    expect(items.map(({ number }) => number)).toEqual(items.map(({ number }) => number).sort((a, b) => b - a));
    expect(items.find(({ action }) => action === 'read-status')).toEqual({
      number: expect.any(Number), recordedAt: NOON, actor: 'riverbend-nurse', role: 'nurse', action: 'read-status', resource: expect.stringMatching(new RegExp(`^patient/${patientId}@\\d+$`)), outcome: 'allowed', requestId: expect.any(String),
    });
    expect(items.find(({ outcome }) => outcome === 'refused')).toMatchObject({ actor: 'riverbend-scheduler', action: 'read-patient', resource: `patient/${patientId}` });
    expect(JSON.stringify(items)).not.toMatch(/Zanzibarova|MRN-|hillside/);
  });

  it('narrows by actor, object, outcome and time', async () => {
    expect(new Set((await rows('?actor=riverbend-nurse')).map(({ actor }) => actor))).toEqual(new Set(['riverbend-nurse']));
    expect((await rows(`?resource=patient/${other}`)).map(({ action }) => action)).toEqual(['register-patient']);
    expect((await rows(`?resource=patient/${patientId}&actor=riverbend-nurse`)).map(({ action }) => action)).toEqual(['read-status']);
    expect((await rows('?outcome=refused')).map(({ action }) => action)).toEqual(['read-patient']);
    expect(await rows('?to=2026-10-01T12:59:59-04:00')).toEqual([]);
    expect((await rows('?from=2026-10-01T13:00:00-04:00')).length).toBeGreaterThan(5);
    expect((await read('?resource=pati%25')).body).toMatchObject({ code: 'invalid-request', pointer: '/resource' });
    expect(await rows('?resource=pati')).toEqual([]);
  });

  it('comes in pages that miss nothing, while others go on writing', async () => {
    const all = (await rows('?limit=200')).map(({ number }) => number);
    const paged: number[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = expectStatus(await read(`?limit=3${next === '' ? '' : `&cursor=${next}`}`), 200).body as { items: Row[]; next: string | null };
      paged.push(...page.items.map(({ number }) => number));
      ({ next } = page);
    }
    expect(paged.filter((number) => all.includes(number))).toEqual(all);
  });

  it('is read by the auditor only, of the own practice, and has no other method', async () => {
    for (const role of ['admin', 'clinician', 'api-consumer'] as const) expect((await service.get('/v1/audit', { role })).status).toBe(403);
    expect((expectStatus(await read('?limit=200', 'hillside'), 200).body.items as Row[]).every(({ actor }) => actor.startsWith('hillside-'))).toBe(true);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await service.call(method, '/v1/audit', {}, { role: 'admin' })).status).toBe(405);
  });

  it.each(['?actor=x y', '?outcome=maybe', '?from=2026-10-01', '?limit=0', '?since=2026', `?cursor=${Buffer.from('1.a!').toString('base64url')}`])('refuses %s', async (query) => {
    expect((await read(query)).body.code).toBe('invalid-request');
  });

  it('refuses a cursor of another list', async () => {
    expect((await read(`?cursor=${Buffer.from(`1.${patientId}`).toString('base64url')}`)).body.code).toBe('cursor-unknown');
  });

  describe('a scheduler', () => {
    const get = (path: string): Promise<Reply> => service.get(path, { role: 'scheduler' });

    it('finds whom to book', async () => {
      const { items } = expectStatus(await get('/v1/patients'), 200).body as { items: object[] };
      expect(items.map((item) => Object.keys(item).sort())).toEqual(items.map(() => ['identifiers', 'name', 'patientId']));
      const [work] = expectStatus(await get('/v1/worklist'), 200).body.items as { patientId: string; nextStep: string }[];
      expect([work?.patientId, work?.nextStep, Object.keys(work ?? {}).includes('blockedBy')]).toEqual([patientId, 'mbb1', false]);
    });

    it('is told whether a step may be done on a date, and from when, and nothing of the record', async () => {
      const { episodeId } = ((await get('/v1/worklist')).body.items as { episodeId: string }[])[0] ?? { episodeId: '' };
      const booked = expectStatus(await get(`/v1/patients/${patientId}/episodes/${episodeId}/may-i-book?step=mbb1&date=2026-10-05`), 200).body as object;
      expect(Object.keys(booked).sort()).toEqual(['answer', 'dateOfService', 'episodeId', 'firstAllowedOn', 'patientId', 'policy', 'step', 'targets', 'version', 'why']);
      expect(booked).toMatchObject({ step: 'mbb1', answer: 'yes', why: [], dateOfService: '2026-10-05', firstAllowedOn: '2026-10-01' });
      for (const path of [`/episodes/${episodeId}/plan`, `/episodes/${episodeId}/assessment?step=mbb1`]) expect((await get(`/v1/patients/${patientId}${path}`)).status).toBe(403);
      for (const path of ['', '/status', '/timeline', '/documents', '/facts']) expect((await get(`/v1/patients/${patientId}${path}`)).status).toBe(403);
    });
  });
});
