/** Deliveries repeated, raced and reordered: recorded once, answered alike; no update is lost. */
import { randomUUID } from 'node:crypto';
import { describeEachEngine } from '../support/engines';
import { DAY_0 } from '../support/patient-story';
import { startService, type Reply, type Service } from './support/service';
import { etagOf, expectStatus, readyForBlock1, register, REGISTRATION } from './support/story';

const CLIENTS = 32;

describeEachEngine('repeated and racing writes', (under) => {
  let service: Service;
  let patientId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const score = (value: number, on = DAY_0) => ({ fact: { type: 'score', occurredOn: on, instrument: 'ODI', value } });

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId } = await readyForBlock1(service));
  });
  afterAll(() => service.close());

  it('gives a repeat the same bytes, also after the record has moved on', async () => {
    const key = randomUUID();
    const first = expectStatus(await service.post(at('/facts'), score(30), { key }), 201);
    expectStatus(await service.post(at('/facts'), score(31)), 201);
    service.setNow('2026-10-02T17:00:00.000Z');
    const again = await service.post(at('/facts'), score(30), { key });
    expect([again.status, again.text, etagOf(again), again.headers.get('location')]).toEqual([first.status, first.text, etagOf(first), first.headers.get('location')]);
    expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
  });

  it.each([
    ['body', () => service.post(at('/facts'), score(33), { key: 'one-key-only' })],
    ['query', () => service.post(at('/facts?findings=all'), score(32), { key: 'one-key-only' })],
    ['patient', async () => service.post(`/v1/patients/${await register(service)}/facts`, score(32), { key: 'one-key-only' })],
  ])('refuses the same key with another %s', async (_, other) => {
    const first = await service.post(at('/facts'), score(32), { key: 'one-key-only' });
    expect(first.status).toBe(201);
    const reply = await other();
    expect([reply.status, reply.body.code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('keeps keys of different clients and practices apart', async () => {
    const key = randomUUID();
    const registered = await Promise.all([service.post('/v1/patients', REGISTRATION, { key }), service.post('/v1/patients', { ...REGISTRATION, identifiers: [] }, { key, role: 'nurse' }), service.post('/v1/patients', REGISTRATION, { key, practice: 'hillside' })]);
    expect(new Set(registered.map(({ body }) => body.patientId)).size).toBe(3);
  });

  it('records one of many simultaneous deliveries and answers all of them alike', async () => {
    const key = randomUUID();
    const replies = await Promise.all(Array.from({ length: CLIENTS }, () => service.post('/v1/patients', { ...REGISTRATION, identifiers: [{ kind: 'mrn', value: 'R-32' }] }, { key })));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(replies[0]?.body.version).toBe(1);
  });

  it('repeats a conditional write although its If-Match has moved since', async () => {
    const key = randomUUID();
    const ifMatch = etagOf(await service.get(at('')));
    const change = { coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'KY', order: 1 }] };
    const first = expectStatus(await service.call('PUT', at('/coverages'), change, { key, ifMatch, role: 'auth-staff' }), 200);
    const again = await service.call('PUT', at('/coverages'), change, { key, ifMatch, role: 'auth-staff' });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect((await service.call('PUT', at('/coverages'), change, { ifMatch, role: 'auth-staff' })).status).toBe(412);
  });

  it('lets exactly one of 32 conditional writers of one version win', async () => {
    const ifMatch = etagOf(await service.get(at('')));
    const replies = await Promise.all(Array.from({ length: CLIENTS }, (_, index) =>
      service.call('PUT', at('/coverages'), { coverages: [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1, memberId: `M${index}` }] }, { ifMatch, role: 'auth-staff' })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: CLIENTS - 1 }, () => 412)]);
  });

  it('takes every fact of 32 racing clients, each once, in one unbroken log', async () => {
    const racer = await register(service);
    const perClient = 4;
    const replies = await Promise.all(Array.from({ length: CLIENTS }, async (_, client) => {
      const own: Reply[] = [];
      for (let i = 0; i < perClient; i++) own.push(await service.post(`/v1/patients/${racer}/facts`, { fact: { type: 'conservative-care', occurredOn: DAY_0, modality: `course ${client}-${i}`, response: 'failed' } }));
      return own;
    }));
    const all = replies.flat();
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(all.map(({ body }) => body.version as number).sort((a, b) => a - b)).toEqual(all.map((_, index) => index + 2));
    const { items } = (await service.get(`/v1/patients/${racer}/timeline`)).body;
    expect(items).toHaveLength(all.length + 1);
    expect(new Set(items.map(({ factId }: { factId?: string }) => factId)).size).toBe(all.length + 1);
  }, 120_000);

  it('answers an unchanged status with 304, and audits it all the same', async () => {
    const reads = async (): Promise<number> => Number((await service.store.sql.of('riverbend').query("SELECT count(*) AS reads FROM audit WHERE action = 'read-status'"))[0]?.reads);
    const first = await service.get(at('/status'));
    const before = await reads();
    const same = await service.get(at('/status'), { headers: { 'if-none-match': etagOf(first) } });
    expect([same.status, same.text, etagOf(same)]).toEqual([304, '', etagOf(first)]);
    expect(await reads()).toBe(before + 1);
    for (const query of ['?asOf=2026-10-03', '?findings=all', '?findings=none']) expect((await service.get(at(`/status${query}`), { headers: { 'if-none-match': etagOf(first) } })).status).toBe(200);
    expectStatus(await service.post(at('/facts'), score(40)), 201);
    expect((await service.get(at('/status'), { headers: { 'if-none-match': etagOf(first) } })).status).toBe(200);
  });
});
