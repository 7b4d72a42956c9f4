/** Every class of bad request gets its documented answer, changes nothing and is never a server error. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES_BY_STATUS, isTabled, statusOf } from '../../src/platform/http/problem';
import { describeSqlite } from '../support/engines';
import { DAY_0, RIGHT } from '../support/patient-story';
import { startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { blockFact, EPISODE, etagOf, expectStatus, readyForBlock1, register, REGISTRATION } from './support/story';

describeSqlite('refusals', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];
  const versionNow = async (): Promise<string> => etagOf(await service.get(at('')));

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
  });
  afterAll(() => service.close());

  const FACT = { type: 'score', occurredOn: DAY_0, instrument: 'NRS', value: 7 };

  describe('problems', () => {
    it('are RFC 9457, with a code of their own', async () => {
      const reply = await service.get('/v1/patients/nobody');
      expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(reply.body).toEqual({ type: 'urn:pathgate:problem:not-found', title: 'Not found', status: 404, code: 'not-found', detail: expect.stringContaining('Check the id') });
    });

    it('have a line in the table for every code the program can say', () => {
      const root = join(__dirname, '../..');
      const sources = ['machines', 'src'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts')).map((file) => join(folder, file)));
      // Files on disk, packs, cases and the command line never meet HTTP.
      const served = sources.filter((file) => !/policies\/(reader|shipped)|src\/policies\/(read-policy-files|packs)|src\/cli\/|src\/demo\/|kernel\/rejection/.test(file));
      const codes = new Set(served.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\breject\('([a-z-]+)'/g)].map(([, code = '']) => code)));
      expect(codes.size).toBeGreaterThan(50);
      expect([...codes].filter((code) => !isTabled(code))).toEqual([]);
      const said = served.filter((file) => !file.endsWith('http/problem.ts')).map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
      const inHere = ['internal-error', 'not-found'];
      expect(Object.values(CODES_BY_STATUS).flat().filter((code) => !said.includes(`'${code}'`) && !inHere.includes(code))).toEqual([]);
      expect(statusOf({ code: 'not-eligible' })).toBe(409);
    });
  });

  describe('addresses', () => {
    const cases: readonly (readonly [method: string, path: string, status: number, code: string, options: Call])[] = [
      ['GET', '/nowhere', 404, 'not-found', {}],
      ['GET', '/v1/patients/%2e%2e/status', 404, 'not-found', {}],
      ['GET', `/v1/patients/${'x'.repeat(150)}`, 404, 'not-found', {}],
      ['DELETE', '/v1/patients', 405, 'method-not-allowed', {}],
      ['PUT', '/v1/worklist', 405, 'method-not-allowed', {}],
      ['GET', '/v1/worklist', 406, 'not-acceptable', { headers: { accept: 'text/html' } }],
      ['GET', '/v1/worklist', 406, 'not-acceptable', { headers: { accept: 'application/json;q=0' } }],
      ['GET', '/v1/worklist?limit=0', 400, 'invalid-request', {}],
      ['GET', '/v1/worklist?limit=201', 400, 'invalid-request', {}],
      ['GET', '/v1/worklist?limit=1e2', 400, 'invalid-request', {}],
      ['GET', '/v1/worklist?limit=1&limit=2', 400, 'invalid-request', {}],
      ['GET', '/v1/worklist?sort=position', 400, 'invalid-request', {}],
      ['GET', '/v1/patients/nobody?fields=name', 400, 'invalid-request', {}],
      ['GET', '/v1/pathways/rfa/map?x', 400, 'invalid-request', {}],
      ['GET', '/health/live?x=1', 400, 'invalid-request', {}],
      ['GET', '/openapi.json?v=1', 400, 'invalid-request', {}],
      ['POST', '/v1/patients?dryRun=true', 400, 'invalid-request', {}],
      ['GET', '/v1/worklist?cursor=AAAA', 400, 'invalid-request', {}],
      ['GET', `/v1/worklist?cursor=${Buffer.from('1.gone.gone').toString('base64url')}`, 400, 'cursor-unknown', {}],
      ['GET', `/v1/worklist?cursor=${Buffer.from('1.gone').toString('base64url')}`, 400, 'cursor-unknown', {}],
      ['GET', `/v1/patients?cursor=${Buffer.from('1.gone').toString('base64url')}`, 400, 'cursor-unknown', {}],
      ['GET', '/v1/worklist?pathway=knee', 400, 'invalid-request', {}],
      ['GET', '/v1/pathways/knee/map', 404, 'unknown-pathway', {}],
      ['GET', '/v1/pathways/__proto__/map', 404, 'unknown-pathway', {}],
    ];
    it.each(cases)('%s %s is %i %s', async (method, path, status, code, options) => {
      expect(said(await service.call(method, path, undefined, options))).toEqual([status, code]);
    });

    it('say which methods there are', async () => {
      expect((await service.call('DELETE', '/v1/patients')).headers.get('allow')).toBe('GET, HEAD, POST');
    });

    it.each([
      ['/status?asOf=2026-02-30', '/asOf'], ['/status?asOf=tomorrow', '/asOf'], ['/status?knownAt=2026-10-01', '/knownAt'], ['/status?findings=some', '/findings'], ['/status?as_of=2026-10-01', '/as_of'],
      ['/episodes/E/assessment', '/step'], ['/episodes/E/assessment?step=jump', '/step'], ['/episodes/E/assessment?step=rfa&policy=x', '/policy'],
    ])('%s points at %s', async (path, pointer) => {
      const reply = await service.get(at(path.replace('/E/', `/${episodeId}/`)));
      expect(said(reply)).toEqual([400, 'invalid-request']);
      expect(reply.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([pointer]);
    });

    it('of an unknown policy, and of a step the policy does not have', async () => {
      expect(said(await service.get(at(`/episodes/${episodeId}/assessment?step=rfa&policy=nobody@2026-01-01`)))).toEqual([404, 'policy-not-found']);
      expect(said(await service.get(at(`/episodes/${episodeId}/assessment?step=trial`)))).toEqual([409, 'step-not-in-policy']);
      expect(said(await service.get(at(`/episodes/${episodeId}/assessment?step=rfa&policy=medicare-facet-cgs@1999-01-01`)))).toEqual([404, 'policy-not-found']);
      expect(said(await service.get(at('/episodes/nothing/assessment?step=rfa')))).toEqual([404, 'unknown-episode']);
    });
  });

  describe('keys', () => {
    it.each([
      ['no key', {}, 'key-missing'], ['another scheme', { authorization: 'Basic cm9vdDpyb290' }, 'key-unknown'], ['an unknown key', { authorization: `Bearer pgk_${'A'.repeat(43)}` }, 'key-unknown'],
      ['an empty key', { authorization: 'Bearer ' }, 'key-unknown'],
    ])('%s is 401', async (_, headers, code) => {
      const response = await fetch(`${service.address}/v1/worklist`, { headers });
      expect([response.status, (await response.json() as { code: string }).code, response.headers.get('www-authenticate')]).toEqual([401, code, 'Bearer']);
    });

    it('are refused before the body is read', async () => {
      const response = await fetch(`${service.address}/v1/patients`, { method: 'POST', headers: { authorization: 'Bearer nothing', 'content-type': 'application/json' }, body: '{' });
      expect(response.status).toBe(401);
    });

    it('that are revoked before they were used open nothing', async () => {
      const practice = service.store.keys;
      expect((await service.get('/v1/worklist', { role: 'auditor', practice: 'hillside' })).status).toBe(200);
      await practice.revoke('hillside', 'hillside-biller');
      expect((await service.get('/v1/worklist', { role: 'biller', practice: 'hillside' })).status).toBe(401);
    });
  });

  describe('preconditions', () => {
    const withoutKey: Call = { headers: { 'idempotency-key': '' } };
    it('a write without, or with an unusable, Idempotency-Key', async () => {
      const headers = { authorization: `Bearer ${service.keyOf('clinician')}`, 'content-type': 'application/json' };
      const bare = await fetch(`${service.address}${at('/facts')}`, { method: 'POST', headers, body: JSON.stringify({ fact: FACT }) });
      expect([bare.status, (await bare.json() as { code: string }).code]).toEqual([400, 'idempotency-key-missing']);
      for (const key of ['short', 'has a space', 'x'.repeat(129)]) expect(said(await service.post(at('/facts'), { fact: FACT }, { key }))).toEqual([400, 'idempotency-key-invalid']);
      expect(said(await service.post(at('/facts'), { fact: FACT }, withoutKey))).toEqual([400, 'idempotency-key-invalid']);
    });

    it('a conditional write without If-Match is 428, with one that moved 412, with one that is none 400', async () => {
      const close = { reason: 'x' };
      expect(said(await service.post(at(`/episodes/${episodeId}/close`), close))).toEqual([428, 'if-match-missing']);
      expect(said(await service.post(at(`/episodes/${episodeId}/close`), close, { ifMatch: '"1"' }))).toEqual([412, 'version-moved']);
      for (const ifMatch of ['*', '1', 'W/"1"', '"1", "2"', '"-1"', '"01"']) expect(said(await service.post(at(`/episodes/${episodeId}/close`), close, { ifMatch }))).toEqual([400, 'if-match-invalid']);
    });

    it('takes the ETag of the status as well: it names the same version', async () => {
      const status = await service.get(at('/status'));
      const plan = { targets: [RIGHT], technique: 'thermal-rf', guidance: 'CT', setting: '24' };
      expect(expectStatus(await service.post(at(`/episodes/${episodeId}/targets`), plan, { ifMatch: etagOf(status) }), 200).body.episodes[0].plan.guidance).toBe('CT');
    });

    it('on another practice\'s patient is 404, not 412 or 428\'s hint', async () => {
      expect(said(await service.post(at(`/episodes/${episodeId}/close`), { reason: 'x' }, { practice: 'hillside', ifMatch: '"1"' }))).toEqual([404, 'not-found']);
    });
  });

  describe('bodies', () => {
    it.each<readonly [string, string | Uint8Array, number, string]>([
      ['nothing', '', 400, 'invalid-json'], ['half an object', '{"fact":', 400, 'invalid-json'], ['a trailing comma', '{"fact":{},}', 400, 'invalid-json'],
      ['a duplicate key', '{"fact":{"type":"score"},"fact":{"type":"block"}}', 400, 'invalid-json'],
      ['a duplicate key deep inside', '{"fact":{"type":"score","value":7,"value":1}}', 400, 'invalid-json'],
      ['a number beyond a double', '{"fact":{"type":"score","value":1e400}}', 400, 'invalid-json'],
      ['a lone surrogate', '{"fact":{"type":"score","author":"\\ud800"}}', 400, 'invalid-json'],
      ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'invalid-json'],
      ['depth', `{"fact":${'['.repeat(40)}${']'.repeat(40)}}`, 400, 'invalid-json'],
      ['an array', '[]', 400, 'invalid-request'], ['null', 'null', 400, 'invalid-request'], ['a string', '"fact"', 400, 'invalid-request'],
      ['no fact', '{}', 400, 'invalid-request'], ['an unknown field', `{"fact":${JSON.stringify(FACT)},"note":1}`, 400, 'invalid-request'],
      ['__proto__ beside the fact', `{"fact":${JSON.stringify(FACT)},"__proto__":{"x":1}}`, 400, 'invalid-request'],
      ['constructor beside the fact', `{"fact":${JSON.stringify(FACT)},"constructor":{"x":1}}`, 400, 'invalid-request'],
      ['a null fact', '{"fact":null}', 400, 'invalid-request'], ['an array for a fact', '{"fact":[]}', 422, 'invalid-fact'], ['a fact of no type', '{"fact":{}}', 422, 'invalid-fact'],
      ['an unknown type', '{"fact":{"type":"constructor","occurredOn":"2026-10-01"}}', 422, 'invalid-fact'],
      ['a number as a string', '{"fact":{"type":"score","occurredOn":"2026-10-01","instrument":"NRS","value":"7"}}', 422, 'invalid-fact'],
      ['an impossible date', '{"fact":{"type":"score","occurredOn":"2026-02-30","instrument":"NRS","value":7}}', 422, 'invalid-fact'],
      ['a date to come', '{"fact":{"type":"score","occurredOn":"2026-10-02","instrument":"NRS","value":7}}', 422, 'invalid-fact'],
      ['a date before birth', '{"fact":{"type":"score","occurredOn":"1960-01-01","instrument":"NRS","value":7}}', 422, 'invalid-fact'],
      ['__proto__ inside the fact', '{"fact":{"type":"score","occurredOn":"2026-10-01","instrument":"NRS","value":7,"__proto__":{"value":1}}}', 422, 'invalid-fact'],
      ['more than it takes', `{"fact":{"type":"score","author":"${'x'.repeat(300_000)}"}}`, 413, 'too-large'],
    ])('%s', async (_, raw, status, code) => {
      const before = await versionNow();
      const reply = await service.post(at('/facts'), undefined, { raw });
      expect([status, code]).toEqual(said(reply));
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(await versionNow()).toBe(before);
    });

    it('points below /fact', async () => {
      const { body } = await service.post(at('/facts'), { fact: { ...FACT, value: 11, extra: 1 } });
      expect(body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual(['/fact/extra', '/fact/value']);
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/pdf', 'application/jsonx', 'multipart/form-data'])('of type %s is 415', async (type) => {
      expect(said(await service.post(at('/facts'), { fact: FACT }, { headers: { 'content-type': type } }))).toEqual([415, 'unsupported-media-type']);
    });

    it.each<readonly [string, object, string]>([
      ['no name', { name: undefined }, '/name'], ['a name that is a list', { name: [] }, '/name'], ['an empty name', { name: { family: ' ', given: 'A' } }, '/name/family'],
      ['a control character', { name: { family: 'A\u0000', given: 'A' } }, '/name/family'], ['a name of two lines', { name: { family: 'A\nB', given: 'A' } }, '/name/family'], ['a tab in an identifier', { identifiers: [{ kind: 'mrn', value: '1\t2' }] }, '/identifiers/0/value'], ['a reversed text', { name: { family: 'A\u202eB', given: 'A' } }, '/name/family'],
      ['an impossible birth date', { birthDate: '1990-02-30' }, '/birthDate'], ['a birth date as a number', { birthDate: 19900101 }, '/birthDate'],
      ['coverages as an object', { coverages: {} }, '/coverages'], ['coverages of coverages', { coverages: [[REGISTRATION.coverages[0]]] }, '/coverages'], ['a null coverage', { coverages: [null] }, '/coverages'],
      ['null instead of left out', { identifiers: null }, '/identifiers'], ['an unknown state', { coverages: [{ payer: 'medicare', order: 1, state: 'ZZ' }] }, '/coverages/0/state'],
      ['an order as a string', { coverages: [{ payer: 'medicare', order: '1' }] }, '/coverages/0/order'], ['an unknown field', { coverages: [{ payer: 'medicare', order: 1, paid: true }] }, '/coverages/0/paid'],
      ['an id of one\'s own', { patientId: 'p1' }, '/patientId'],
    ])('registration with %s', async (_, change, pointer) => {
      const reply = await service.post('/v1/patients', { ...REGISTRATION, ...change });
      expect(said(reply)).toEqual([400, 'invalid-request']);
      expect(reply.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
    });

    it('registration with a birth date to come, with coverages that overlap', async () => {
      expect(said(await service.post('/v1/patients', { ...REGISTRATION, birthDate: '2027-01-01' }))).toEqual([422, 'date-in-future']);
      expect(said(await service.post('/v1/patients', { ...REGISTRATION, coverages: [REGISTRATION.coverages[0], REGISTRATION.coverages[0]] }))).toEqual([422, 'coverages-overlap']);
    });
  });

  describe('what the state does not allow', () => {
    it('a second episode on the same target, a level outside the region', async () => {
      expect(said(await service.post(at('/episodes'), EPISODE))).toEqual([409, 'targets-taken']);
      expect(said(await service.post(at('/episodes'), { ...EPISODE, region: 'cervical-thoracic' }))).toEqual([422, 'targets-outside-region']);
      expect(said(await service.post(at('/episodes'), { ...EPISODE, region: 'thoracolumbar' }))).toEqual([422, 'region-not-of-pathway']);
    });

    it('points at what was sent', async () => {
      const pointer = async (path: string, sent: object): Promise<unknown> => (await service.post(at(path), sent, { ifMatch: await versionNow() })).body.pointer;
      expect(await pointer('/episodes', { ...EPISODE, targets: [RIGHT, RIGHT] })).toBe('/targets/1');
      expect(await pointer('/episodes', { ...EPISODE, targets: [{ level: 'L3-L4', side: 'left' }, { level: 'C4-C5', side: 'left' }] })).toBe('/targets/1/level');
      expect(await pointer(`/episodes/${episodeId}/targets`, { targets: [RIGHT, { level: 'C4-C5', side: 'left' }] })).toBe('/targets/1/level');
      expect(await pointer('/episodes', EPISODE)).toBe('/targets');
      const facts = `/v1/patients/${await register(service)}/facts`;
      const { factId } = expectStatus(await service.post(facts, blockFact(TODAY, 80)), 201).body;
      const observed = async (observation: object): Promise<unknown> => (await service.post(`${facts}/${factId}/observations`, { observation })).body.pointer;
      expect(await observed({ minutes: 0.5, score: 1 })).toBe('/observation/minutes');
      expect(await observed({ minutes: 7, score: 99 })).toBe('/observation/score');
      await observed({ minutes: 700, score: 1 });
      expect(await observed({ minutes: 700, score: 1 })).toBe('/observation/minutes');
    });

    it('a place of service that is no two digits, a technique that is no word', async () => {
      for (const setting of ['240', '2', 'ASC', '24 ']) expect((await service.post(at('/episodes'), { ...EPISODE, setting })).body).toMatchObject({ code: 'invalid-request', pointer: '/setting' });
      for (const technique of ['thermal\nrf', '-rf', 'x'.repeat(61), 'rf:hot']) expect((await service.post(at('/episodes'), { ...EPISODE, technique })).body).toMatchObject({ code: 'invalid-request', pointer: '/technique' });
    });

    it('a look back to before the patient was registered, and ahead of the clock', async () => {
      expect(said(await service.get(at('/status?knownAt=2026-09-01T00:00:00Z')))).toEqual([404, 'not-found']);
      const ahead = await service.get(at('/status?knownAt=2026-10-01T17:00:00.001Z'));
      expect([...said(ahead), ahead.body.pointer]).toEqual([422, 'known-at-in-future', '/knownAt']);
      // The same instant, written in another zone, and later than now by its letters.
      const abroad = expectStatus(await service.get(at('/status?knownAt=2026-10-02T02:00:00%2B09:00')), 200);
      expect([abroad.body.knownAt, abroad.body.version]).toEqual(['2026-10-01T17:00:00.000Z', (await service.get(at('/status'))).body.version]);
    });

    it('the same fact twice under two keys', async () => {
      expectStatus(await service.post(at('/facts'), { fact: FACT }), 201);
      expect(said(await service.post(at('/facts'), { fact: FACT }))).toEqual([409, 'possible-duplicate']);
    });

    it('facts, episodes, authorizations and packets that are not there', async () => {
      const ifMatch = await versionNow();
      expect(said(await service.post(at('/facts/nothing/corrections'), { fact: FACT, reason: 'x' }, { ifMatch }))).toEqual([404, 'unknown-fact']);
      expect(said(await service.post(at('/facts/nothing/retractions'), { reason: 'x' }, { ifMatch }))).toEqual([404, 'unknown-fact']);
      expect(said(await service.post(at('/facts/nothing/observations'), { observation: { minutes: 5, score: 1 } }))).toEqual([404, 'unknown-fact']);
      expect(said(await service.post(at('/episodes/nothing/close'), { reason: 'x' }, { ifMatch }))).toEqual([404, 'unknown-episode']);
      expect(said(await service.post(at('/authorizations/nothing/request'), { dateOfService: DAY_0 }, { ifMatch }))).toEqual([404, 'unknown-authorization']);
      expect(said(await service.get(at('/packets/nothing')))).toEqual([404, 'packet-not-found']);
      expect(said(await service.get(at('/documents/nothing')))).toEqual([404, 'document-not-found']);
    });

    it('a request for what is not eligible names the findings; an override answers for exactly those', async () => {
      const bare = await register(service);
      const opened = expectStatus(await service.post(`/v1/patients/${bare}/episodes`, EPISODE), 201);
      const draft = expectStatus(await service.post(`/v1/patients/${bare}/episodes/${opened.body.episodeId}/authorizations`, { step: 'mbb1' }, { role: 'auth-staff' }), 201);
      const { authorizationId } = draft.body.authorization;
      const request = (body: object, tag: string) => service.post(`/v1/patients/${bare}/authorizations/${authorizationId}/request`, { dateOfService: '2026-10-12', ...body }, { role: 'auth-staff', ifMatch: tag });
      const refused = await request({}, etagOf(draft));
      expect(said(refused)).toEqual([409, 'not-eligible']);
      const { unmet, unknown, review, findings } = refused.body.details;
      expect(findings.length).toBeGreaterThan(3);
      const overridden = { by: 'Dr. Example', rationale: 'Individual circumstances', findings: [...unmet, ...unknown, ...review] };
      expect(said(await request({ override: { ...overridden, findings: ['block-relief'] } }, etagOf(draft)))).toEqual([422, 'override-mismatch']);
      const accepted = expectStatus(await request({ override: overridden }, etagOf(draft)), 200);
      expect(accepted.body.authorization).toMatchObject({ position: 'requested', override: { by: 'Dr. Example' } });
      const early = { decision: 'affirmed', decidedOn: DAY_0 };
      expect(said(await service.post(`/v1/patients/${bare}/authorizations/${authorizationId}/determinations`, early, { role: 'auth-staff', ifMatch: etagOf(accepted) }))).toEqual([409, 'invalid-transition']);
    });

    it('a fact moves to the patient it belongs to, and nowhere else', async () => {
      const other = await register(service);
      const { body: { factId } } = expectStatus(await service.post(at('/facts'), { fact: { ...FACT, value: 6 } }), 201);
      const move = async (toPatientId: string) => service.post(at(`/facts/${factId}/moves`), { toPatientId, reason: 'wrong record' }, { ifMatch: await versionNow() });
      expect(said(await move('nobody'))).toEqual([404, 'patient-not-found']);
      expect(said(await move(patientId))).toEqual([409, 'same-patient']);
      const stranger = await register(service, { practice: 'hillside' });
      expect(said(await move(stranger))).toEqual([404, 'patient-not-found']);
      expectStatus(await move(other), 201);
      expect((await service.get(`/v1/patients/${other}/timeline`)).body.items.at(-1)).toMatchObject({ type: 'FactDocumented', factId, text: expect.stringContaining('moved here') });
      expect(said(await move(other))).toEqual([409, 'fact-gone']);
    });
  });

  it('every refusal is audited, and none of it, nor anything else, puts health data into the log', async () => {
    const rows = await service.store.sql.of('riverbend').query("SELECT count(*) AS refused FROM audit WHERE practice_id = 'riverbend' AND outcome = 'refused'");
    expect(Number(rows[0]?.refused)).toBeGreaterThan(20);
    const audited = JSON.stringify(await service.store.sql.of('riverbend').query('SELECT * FROM audit'));
    for (const canary of ['Zanzibarova', 'Quillon', 'MRN-774411', '1EG4TE5MK73', '1968-05-01', 'wrong record']) {
      expect(service.logged()).not.toContain(canary);
      expect(audited).not.toContain(canary);
    }
    expect(service.logged()).not.toContain(patientId);
    expect(service.logged()).not.toContain('"status":5');
  });
});
