/** Limits of requests: by key or account, by practice, by address for keys that open nothing; counted together by nodes over one database. */
import { newKey } from '../../src/platform/auth/keys';
import { NO_LIMITS, type RequestLimits } from '../../src/platform/throttle/request-limits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { newPerson } from './support/browser';
import { startService, type Call, type Reply, type Service } from './support/service';
import { expectStatus } from './support/story';

describeEachEngine('throttling', (under) => {
  const running: Service[] = [];
  const start = async (location: DatabaseLocation, limits: Partial<RequestLimits>): Promise<Service> => {
    const service = await startService(location, [], {}, 'T', [], { limits: { ...NO_LIMITS, ...limits } });
    running.push(service);
    return service;
  };
  afterEach(async () => { for (const service of running.splice(0)) await service.close(); });

  const statuses = async (service: Service, count: number, call: Call = {}): Promise<readonly number[]> => {
    const seen: number[] = [];
    for (let i = 0; i < count; i++) seen.push((await service.get('/v1/patients', call)).status);
    return seen;
  };
  const withHeader = (service: Service, authorization: string): Promise<Response> => fetch(`${service.address}/v1/patients`, { headers: { authorization } });
  const audited = async (service: Service, action: string): Promise<number> =>
    (await service.store.sql.of('riverbend').query('SELECT feed FROM audit WHERE action = ?', [action])).length;

  it('holds a client back, says for how long, writes nothing, and lets it go on then', async () => {
    const service = await start(await under.freshDatabase(), { clientPerMinute: 6 });
    expect(await statuses(service, 6)).toEqual([200, 200, 200, 200, 200, 200]);
    const person = { name: { family: 'Okafor', given: 'Ada' }, birthDate: '1968-05-01', identifiers: [] };
    const refused: Reply = await service.post('/v1/patients', person, { key: 'throttled-1' });
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('content-type'), refused.body]).toEqual([429, '10', 'application/problem+json; charset=utf-8',
      expect.objectContaining({ code: 'too-many-requests', title: 'Too many requests', details: { retryAfterSeconds: 10, of: 'client' } })]);
    const inFhir = await service.get('/fhir/r4/Patient', { headers: { accept: 'application/fhir+json' } });
    expect([inFhir.status, inFhir.body.resourceType, inFhir.headers.get('retry-after')]).toEqual([429, 'OperationOutcome', '10']);
    // The one that was held back first is on the audit, not each of a flood.
    expect(await audited(service, 'register-patient:throttled')).toBe(1);
    expect(await audited(service, 'read-fhir:throttled')).toBe(0);
    expect(await statuses(service, 1, { role: 'nurse' })).toEqual([200]);
    service.setNow('2026-10-01T17:00:10.000Z');
    expectStatus(await service.post('/v1/patients', person, { key: 'throttled-1' }), 201);
    expect((await service.get('/v1/patients')).status).toBe(429);
  });

  it('holds a whole practice back, and no other', async () => {
    const service = await start(await under.freshDatabase(), { practicePerMinute: 4 });
    expect([...await statuses(service, 2), ...await statuses(service, 2, { role: 'nurse' })]).toEqual([200, 200, 200, 200]);
    expect((await service.get('/v1/patients', { role: 'biller' })).body).toMatchObject({ code: 'too-many-requests', details: { of: 'practice' } });
    expect(await statuses(service, 4, { practice: 'hillside' })).toEqual([200, 200, 200, 200]);
  });

  it('counts a person by the account, whatever the cookie', async () => {
    const service = await start(await under.freshDatabase(), { clientPerMinute: 12 });
    const { browser } = await newPerson(service, 'nurse');
    let last = await browser.call('GET', '/v1/patients');
    for (let i = 0; i < 14 && last.status === 200; i++) last = await browser.call('GET', '/v1/patients');
    expect([last.status, last.body.details.of]).toEqual([429, 'client']);
    expect(await statuses(service, 2, { role: 'nurse' })).toEqual([200, 200]);
  });

  it('stops looking at keys from an address that shows wrong ones, and keeps nobody out who was let in before', async () => {
    const service = await start(await under.freshDatabase(), { wrongKeysPerMinute: 3 });
    expect((await service.get('/v1/patients', { role: 'nurse' })).status).toBe(200);
    await service.store.keys.revoke('riverbend', 'riverbend-biller');
    const wrong = [`Bearer ${newKey().key}`, 'Bearer nonsense', `Bearer ${service.keyOf('biller')}`];
    for (const header of wrong) expect((await withHeader(service, header)).status).toBe(401);
    const lines = service.logged().split('key-refused').length;
    const refused = await withHeader(service, `Bearer ${service.keyOf('biller')}`);
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([429, '20', expect.objectContaining({ code: 'too-many-wrong-keys' })]);
    // Neither the audit nor the log can be filled any further.
    expect([await audited(service, 'list-patients:revoked-key'), service.logged().split('key-refused').length]).toEqual([1, lines]);
    expect((await service.get('/v1/patients', { role: 'nurse' })).status).toBe(200);
    expect((await service.get('/v1/patients', { role: 'scheduler' })).status).toBe(429);
    service.setNow('2026-10-01T17:00:20.000Z');
    expect((await service.get('/v1/patients', { role: 'scheduler' })).status).toBe(200);
    expect((await withHeader(service, 'Bearer nonsense')).status).toBe(401);
    expect((await withHeader(service, 'Bearer nonsense')).status).toBe(429);
  });

  if (under.engine !== 'postgres') return;
  it('is one count over the nodes of one database', async () => {
    const location = await under.freshDatabase();
    const first = await start(location, { clientPerMinute: 10, practicePerMinute: 10 });
    const second = await start(location, { clientPerMinute: 10, practicePerMinute: 10 });
    const header = `Bearer ${first.keyOf('nurse')}`;
    for (let i = 0; i < 7; i++) expect((await withHeader(first, header)).status).toBe(200);
    expect((await withHeader(second, header)).status).toBe(200);
    const told = async (): Promise<number> => (await first.store.sql.everyPractice.query('SELECT subject FROM spent_budget')).length;
    for (const end = Date.now() + 10_000; (await told()) < 2 && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 50));
    // Each has told what it has spent, and heard of the other's: seven, one, and two more are ten.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const seen: number[] = [];
    for (let i = 0; i < 4; i++) seen.push((await withHeader(second, header)).status);
    expect(seen).toEqual([200, 200, 429, 429]);
    // No key, account or address is in the table.
    expect(JSON.stringify(await first.store.sql.everyPractice.query('SELECT * FROM spent_budget'))).not.toMatch(/riverbend|nurse|127\.0/);
  });
});
