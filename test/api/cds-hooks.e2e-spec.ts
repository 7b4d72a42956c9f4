/** CDS Hooks over real HTTP on both engines: what an EHR asks in the middle of work, and who may not ask. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { BASE, fhirPatient, ISSUER, newEhr, orderHook, patientView, serviceRequest, type Ehr } from '../support/cds-client';
import { describeEachEngine, describeSqlite } from '../support/engines';
import { NOON, startService, TODAY, type Reply, type Service } from './support/service';
import { blockFact, EPISODE, expectStatus, readyForBlock1, register } from './support/story';

const STATUS = '/cds-services/pathway-status';
const GATE = '/cds-services/pathway-gate';
const NO_CARDS = { cards: [] };

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any;

async function ask(service: Service, path: string, body: unknown, token: string, raw?: string | Uint8Array, type = 'application/json'): Promise<Reply> {
  const response = await fetch(service.address + path, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body: raw ?? JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === '' ? undefined : JSON.parse(text) };
}

async function mrnOf(service: Service, patientId: string): Promise<string> {
  const { identifiers } = expectStatus(await service.get(`/v1/patients/${patientId}`), 200).body as { identifiers: { kind: string; value: string }[] };
  return identifiers.find(({ kind }) => kind === 'mrn')?.value ?? '';
}

describeEachEngine('CDS Hooks', (under) => {
  let ehr: Ehr;
  let service: Service;
  let patientId: string;
  let episodeId: string;
  let patient: ReturnType<typeof fhirPatient>;

  beforeAll(async () => {
    ehr = await newEhr();
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { cdsClients: ehr.clients });
    ({ patientId, episodeId } = await readyForBlock1(service));
    patient = fhirPatient('1288992', await mrnOf(service, patientId));
  });
  afterAll(() => service.close());

  const hook = async (path: string, body: unknown): Promise<Reply> => ask(service, path, body, await ehr.token(path));
  const cards = async (path: string, body: unknown): Promise<Any[]> => expectStatus(await hook(path, body), 200).body.cards as Any[];

  it('discovery needs nobody, and names exactly what is served', async () => {
    const reply = await fetch(`${service.address}/cds-services`);
    const { services } = (await reply.json()) as { services: Any[] };
    expect([reply.status, services.map(({ id, hook: name }) => [id, name])]).toEqual([200, [['pathway-status', 'patient-view'], ['pathway-gate', 'order-select'], ['pathway-gate', 'order-sign']]]);
    for (const one of services) expect(one).toEqual({ hook: expect.any(String), id: expect.any(String), title: expect.any(String), description: expect.any(String), prefetch: { patient: 'Patient/{{context.patientId}}' } });
    expect(services[1].description).toContain('62320, 62321, 62322, 62323, 63650, 63655, 63685, 64479, 64480, 64483, 64484, 64490');
    expect((await hook('/cds-services/pathway-other', patientView(patient))).status).toBe(404);
  });

  it('patient-view: the next step, the verdict in our words, and a link to the patient\'s page', async () => {
    const [card, ...others] = await cards(STATUS, patientView(patient));
    expect(others).toEqual([]);
    expect(card).toEqual({
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/), summary: 'Radiofrequency ablation, lumbosacral: Diagnostic medial branch block, first: documentation meets the policy', indicator: 'info',
      detail: expect.stringMatching(/Documentation meets the policy, for policy medicare-facet-cgs \(.*\) version \d{4}-\d\d-\d\d as of 2026-10-01\./),
      source: { label: 'Pathgate', url: BASE }, links: [{ label: 'Open the patient in Pathgate', url: `${BASE}/app/patients/${patientId}`, type: 'absolute' }],
    });
  });

  it('what is on the audit names the EHR, the patient and the card; feedback names the card', async () => {
    const [card] = await cards(STATUS, patientView(patient));
    const path = `${STATUS}/feedback`;
    const feedback = { feedback: [{ card: card.uuid, outcome: 'overridden', overrideReason: { userComment: 'Mrs Zanzibarova knows' }, outcomeTimestamp: NOON }] };
    expect(expectStatus(await hook(path, feedback), 200).body).toEqual({});
    const audit = expectStatus(await service.get('/v1/audit?actor=county-ehr&limit=200', { role: 'auditor' }), 200).text;
    const rows = (JSON.parse(audit) as { items: Any[] }).items.map(({ action, resource, outcome }) => ({ action, resource, outcome }));
    expect(rows).toContainEqual({ action: 'cds:pathway-status', resource: expect.stringMatching(new RegExp(`^patient/${patientId}@\\d+ card/${card.uuid as string}$`)), outcome: 'allowed' });
    expect(rows).toContainEqual({ action: 'cds-feedback:overridden', resource: `card/${card.uuid as string}`, outcome: 'allowed' });
    expect(audit + service.logged()).not.toContain('knows');
    for (const body of [{}, { feedback: [] }, { feedback: [{ card: 'x', outcome: 'accepted' }] }, { feedback: [{ card: card.uuid, outcome: 'liked' }] }, { feedback: [7] }]) expect((await hook(path, body)).status).toBe(400);
  });

  it.each(['order-select', 'order-sign'] as const)('%s: the step of the ordered code, for the ordered day and side', async (name) => {
    const order = serviceRequest('one', '64493', { occurrenceDateTime: '2026-10-20', bodySite: [{ coding: [{ system: 'http://snomed.info/sct', code: '24028007' }] }] });
    const [card, ...others] = await cards(GATE, orderHook(name, patient, [order, serviceRequest('two', '99213')]));
    expect(others).toEqual([]);
    expect(card.summary).toBe('Diagnostic medial branch block, first, lumbosacral right, 2026-10-20: documentation meets the policy');
    expect(card.detail).toContain('as of 2026-10-01');
    expect(card.summary.length).toBeLessThanOrEqual(140);
  });

  it('an ablation before its blocks: the documentation does not meet the policy, and what is missing', async () => {
    const [card] = await cards(GATE, orderHook('order-sign', patient, [serviceRequest('one', '64635', { occurrencePeriod: { start: '2026-10-21T02:00:00Z' } }), serviceRequest('two', '64636', { occurrenceDateTime: '2026-10-20' })]));
    expect([card.indicator, card.summary]).toEqual(['warning', expect.stringMatching(/^Radiofrequency ablation, first, lumbosacral right, 2026-10-20: documentation (does not meet|cannot tell)/)]);
    expect(card.detail).toMatch(/\n- Number of diagnostic blocks|\n- Relief after/);
    expect(JSON.stringify(card)).not.toMatch(/necess/i);
  });

  it('orders that were not selected, other codes, and codes of other systems bring no card', async () => {
    const order = serviceRequest('one', '64493');
    expect(await cards(GATE, orderHook('order-select', patient, [order], ['ServiceRequest/two']))).toEqual([]);
    expect(await cards(GATE, orderHook('order-sign', patient, [serviceRequest('one', '63688')]))).toEqual([]);
    expect(await cards(GATE, orderHook('order-sign', patient, [{ ...order, code: { coding: [{ system: 'urn:ours', code: '64493' }] } } as never]))).toEqual([]);
    expect((await cards(GATE, orderHook('order-sign', patient, [serviceRequest('one', '63650')]))).map(({ summary }) => summary as string)).toEqual(['Spinal cord stimulation: no pathway is open for 63650, so the documentation was not assessed']);
    expect(await cards(GATE, orderHook('order-sign', patient, []))).toEqual([]);
  });

  it('a block that is recorded changes the card, and a day too early says from when', async () => {
    const other = await readyForBlock1(service);
    expectStatus(await service.post(`/v1/patients/${other.patientId}/facts`, blockFact(TODAY, 90)), 201);
    const [card] = await cards(STATUS, patientView(fhirPatient('b', await mrnOf(service, other.patientId))));
    expect(card).toMatchObject({ indicator: 'warning', summary: expect.stringContaining('Diagnostic medial branch block, second'), detail: expect.stringContaining('Not before 2026-10-') });
  });

  it.each([
    ['nobody of that chart number', () => ({ ...fhirPatient('1288992', 'MRN-nobody'), name: [{ family: 'Nobody', given: ['Ann'] }] }), 'unknown-patient'],
    ['a namesake of another chart number', () => fhirPatient('1288992', 'MRN-nobody'), 'possibly-known'],
    ['names that are none', () => ({ ...fhirPatient('1288992', 'MRN-nobody'), name: [{ family: ['x'], given: 'y' }, 7] }), 'identity-incomplete'],
    ['another date of birth', () => ({ ...patient, birthDate: '1968-05-02' }), 'birth-date-differs'],
    ['a date of birth in part', () => ({ ...patient, birthDate: '1968-05' }), 'identity-incomplete'],
    ['no date of birth', () => ({ ...patient, birthDate: undefined }), 'identity-incomplete'],
    ['no chart number', () => ({ ...patient, identifier: [] }), ''],
    ['an old chart number', () => ({ ...patient, identifier: [{ ...patient.identifier[0], use: 'old' }] }), ''],
    ['something that is no patient', () => ({ ...patient, resourceType: 'Person' }), 'patient-differs'],
    ['hostile types', () => ({ ...patient, identifier: [7, null, { type: 'MR', value: patient.identifier[0]?.value }, { type: { coding: { code: 'MR' } }, value: {} }], birthDate: ['1968-05-01'] }), ''],
  ])('no cards for %s', async (_, changed, reason) => {
    const reply = await hook(STATUS, { ...patientView(patient), prefetch: { patient: changed() } });
    expect([reply.status, reply.body]).toEqual([200, NO_CARDS]);
    expect(service.logged()).toContain(`"reason":"${reason}`);
  });

  it('no cards without a prefetched patient, or with another\'s', async () => {
    for (const changed of [{ prefetch: undefined }, { prefetch: { patient: null } }, { context: { userId: 'Practitioner/a', patientId: 'another' } }]) {
      const reply = await hook(STATUS, { ...patientView(patient), ...changed });
      expect([reply.status, reply.body]).toEqual([200, NO_CARDS]);
    }
  });

  it('no cards for a patient of another practice', async () => {
    const elsewhere = await readyForBlock1(service, { practice: 'hillside' });
    const { identifiers } = expectStatus(await service.get(`/v1/patients/${elsewhere.patientId}`, { practice: 'hillside' }), 200).body as { identifiers: { value: string }[] };
    expect(await cards(STATUS, patientView(fhirPatient('c', identifiers[0]?.value ?? '')))).toEqual([]);
  });

  it('no card where no episode is open', async () => {
    const without = await register(service);
    expect(await cards(STATUS, patientView(fhirPatient('d', await mrnOf(service, without))))).toEqual([]);
    expect(episodeId).not.toBe('');
  });

  describe('a token is refused', () => {
    const now = Math.floor(Date.parse(NOON) / 1000);
    it.each([
      ['that has expired', { iat: now - 200, exp: now - 60 }, 'ERR_JWT_EXPIRED'],
      ['that is older than five minutes, whatever its end', { iat: now - 400, exp: now + 10_000 }, 'ERR_JWT_EXPIRED'],
      ['from the future', { iat: now + 400, exp: now + 600 }, 'claim-iat'],
      ['for the other service', { aud: BASE + GATE }, 'claim-aud'],
      ['for the address by which it was called', { aud: `http://127.0.0.1${STATUS}` }, 'claim-aud'],
      ['for several', { aud: [BASE + STATUS, 'https://other.example/cds-services/x'] }, 'several-audiences'],
      ['of another issuer', { iss: 'https://other.example' }, 'issuer-unknown'],
      ['without an end', { exp: undefined }, 'claim-exp'],
      ['without a name', { jti: undefined }, 'claim-jti'],
      ['with a name that is empty', { jti: '' }, 'id-invalid'],
      ['without a beginning', { iat: undefined }, 'claim-iat'],
      ['without an audience', { aud: undefined }, 'claim-aud'],
      ['without an issuer', { iss: undefined }, 'issuer-unknown'],
      ['that is not valid yet', { nbf: now + 200 }, 'claim-nbf'],
    ])('%s', async (_, claims, reason) => {
      const reply = await ask(service, STATUS, patientView(patient), await ehr.token(STATUS, claims as Record<string, unknown>));
      expect([reply.status, reply.body.code]).toEqual([401, 'token-refused']);
      expect(service.logged()).toContain(`"reason":"${reason}"`);
    });

    it('that was shown before; a new one is taken', async () => {
      const token = await ehr.token(STATUS);
      expect((await ask(service, STATUS, patientView(patient), token)).status).toBe(200);
      expect((await ask(service, STATUS, patientView(patient), token)).body.code).toBe('token-refused');
      expect(service.logged()).toContain('"reason":"used-before"');
      expect((await hook(STATUS, patientView(patient))).status).toBe(200);
    });

    it('of somebody else\'s key, of an algorithm that is not listed, unsigned, cut, changed, and a practice key', async () => {
      const [other, rsa] = await Promise.all([generateKeyPair('ES384'), generateKeyPair('RS256')]);
      const good = await ehr.token(STATUS);
      const [head, payload, signature] = good.split('.') as [string, string, string];
      const forged = Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), jti: randomUUID() })).toString('base64url');
      const tokens = [
        await ehr.token(STATUS, {}, { key: other.privateKey }), await ehr.token(STATUS, {}, { key: rsa.privateKey, alg: 'RS256' }), await ehr.token(STATUS, {}, { kid: 'two' }), await ehr.token(STATUS, {}, { kid: null }),
        await ehr.token(STATUS, {}, { key: Buffer.from(JSON.stringify(ehr.publicJwk)), alg: 'HS256' }), new UnsecuredJWT({ iss: ISSUER, aud: BASE + STATUS, exp: now + 60, iat: now, jti: 'x' }).encode(),
        `${head}.${forged}.${signature}`, `${head}.${payload}.`, `${head}.${payload}`, 'a.b.c', '', 'x'.repeat(9_000), service.keyOf('admin'),
      ];
      for (const token of tokens) expect([token.slice(0, 20), (await ask(service, STATUS, patientView(patient), token)).status]).toEqual([token.slice(0, 20), 401]);
      expect((await ask(service, STATUS, patientView(patient), good)).status).toBe(200);
      expect((await ask(service, `${STATUS}/feedback`, { feedback: [{ card: randomUUID(), outcome: 'accepted' }] }, await ehr.token(STATUS))).status).toBe(401);
    });
  });

  describe('a body that is not a request', () => {
    it.each([
      ['no object', () => [], ''], ['a text', () => 'patient-view', ''], ['nothing', () => null, ''],
      ['another hook', () => ({ ...patientView(patient), hook: 'order-sign' }), '/hook'],
      ['no instance', () => ({ ...patientView(patient), hookInstance: 'x' }), '/hookInstance'],
      ['no context', () => ({ ...patientView(patient), context: undefined }), '/context'],
      ['a patient that is a list', () => ({ ...patientView(patient), context: { userId: 'a', patientId: ['b'] } }), '/context/patientId'],
      ['a prefetch that is a list', () => ({ ...patientView(patient), prefetch: [] }), '/prefetch'],
    ])('is refused: %s', async (_, body, pointer) => {
      const reply = await hook(STATUS, body());
      expect([reply.status, reply.body.code, reply.body.errors?.[0]?.pointer]).toEqual([400, expect.any(String), pointer]);
    });

    it('is refused without orders or selections', async () => {
      const select = orderHook('order-select', patient, [serviceRequest('a', '64493')]);
      expect((await hook(GATE, { ...select, context: { ...select.context, draftOrders: [] } })).body.errors[0].pointer).toBe('/context/draftOrders');
      expect((await hook(GATE, { ...select, context: { ...select.context, selections: [7] } })).body.errors[0].pointer).toBe('/context/selections');
    });

    it('is refused cut off, not UTF-8, with a key twice, too deep, too large, and of another kind', async () => {
      const raw = JSON.stringify(patientView(patient));
      const send = async (bytes: string | Uint8Array, type?: string): Promise<number> => (await ask(service, STATUS, undefined, await ehr.token(STATUS), bytes, type)).status;
      expect([await send(raw.slice(0, -20)), await send(Buffer.from([0xff, 0xfe])), await send(raw.replace('{', '{"hook":"patient-view",')), await send(`${'['.repeat(5000)}${']'.repeat(5000)}`)]).toEqual([400, 400, 400, 400]);
      expect(await send(`{"a":"${'x'.repeat(300_000)}"}`)).toBe(413);
      expect(await send(raw, 'text/plain')).toBe(415);
      expect(await send(raw, 'text/csv')).toBe(400);
      expect((await send('{"__proto__":{"hook":"patient-view"}}'))).toBe(400);
    });

    it('is answered without cards where orders are nonsense', async () => {
      const orders = [7, null, [], { resourceType: 'ServiceRequest' }, { ...serviceRequest('a', '64493'), code: [] }, { ...serviceRequest('b', '64493'), code: { coding: [null, { system: 'http://www.ama-assn.org/go/cpt', code: '__proto__' }] } }];
      expect(await cards(GATE, orderHook('order-sign', patient, orders as never, []))).toEqual([]);
      const odd = serviceRequest('c', '64493', { occurrenceDateTime: '2026-13-45', bodySite: 'left', orderDetail: [7] });
      expect(await cards(GATE, orderHook('order-sign', patient, [odd]))).toHaveLength(1);
      expect(await cards(GATE, orderHook('order-sign', patient, [serviceRequest('d', '64493', { occurrenceDateTime: '1999-01-01' })]))).toMatchObject([{ indicator: 'warning', detail: expect.stringContaining('That day has passed') }]);
    });
  });

  it('nothing of the patient is in the log, and nothing went wrong', () => {
    expect(service.logged()).not.toMatch(/Zanzibarova|MRN-|1968-05|1288992/);
    expect(service.logged()).not.toContain('"failure"');
    expect(service.logged()).not.toContain('"status":500');
  });
});

describeSqlite('an EHR whose keys are at an address', (under) => {
  let service: Service | undefined;
  let server: Server | undefined;
  afterEach(async () => {
    await service?.close();
    server?.closeAllConnections();
    server?.close();
  });

  const serveKeys = async (listener: (end: (status: number, body: string) => void) => void): Promise<URL> => {
    server = createServer((_, response) => listener((status, body) => void response.writeHead(status, { 'content-type': 'application/json' }).end(body)));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return new URL(`http://127.0.0.1:${(server?.address() as AddressInfo).port}/jwks.json`);
  };
  const start = async (ehr: Ehr, address: URL, answerMsMax: number): Promise<Service> => (service = await startService(await under.freshDatabase(), [], {}, 'T', [], { cdsClients: { ...ehr.clients, answerMsMax, clients: ehr.clients.clients.map((client) => ({ ...client, keys: createRemoteJWKSet(address) })) } }));

  it('is admitted by them', async () => {
    const ehr = await newEhr();
    const running = await start(ehr, await serveKeys((end) => end(200, JSON.stringify({ keys: [ehr.publicJwk] }))), 10_000);
    const { patientId } = await readyForBlock1(running);
    expect((await ask(running, STATUS, patientView(fhirPatient('a', await mrnOf(running, patientId))), await ehr.token(STATUS))).body.cards).toHaveLength(1);
  });

  it.each([
    ['do not come in time', () => undefined, 'slow', 200],
    ['are an error', (end: (status: number, body: string) => void) => end(500, ''), 'failure', 10_000],
    ['are no keys', (end: (status: number, body: string) => void) => end(200, '[]'), 'failure', 10_000],
  ])('gets no cards while they %s, and the log says so', async (_, listener, reason, answerMsMax) => {
    const ehr = await newEhr();
    const running = await start(ehr, await serveKeys(listener), answerMsMax);
    const reply = await ask(running, STATUS, patientView(fhirPatient('a', 'x')), await ehr.token(STATUS));
    expect([reply.status, reply.body]).toEqual([200, NO_CARDS]);
    expect(running.logged()).toContain(`"${reason}"`);
  });

  it('of a practice that is not there gets no cards, and by the link of a source finds whom it stands for', async () => {
    const ehr = await newEhr({ practice: 'nowhere' });
    service = await startService(await under.freshDatabase(), [], {}, 'T', [], { cdsClients: ehr.clients });
    expect((await ask(service, STATUS, patientView(fhirPatient('a', 'x')), await ehr.token(STATUS))).body).toEqual(NO_CARDS);
    expect(service.logged()).toContain('"practice-unknown"');
  });

  it('finds a patient whom an import linked without a chart number', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS384', { modulusLength: 2048 });
    const jwk = { ...await exportJWK(publicKey), kid: 'rsa' };
    const ehr = await newEhr({ source: 'fhir-r4', algorithms: ['RS384'], keys: createLocalJWKSet({ keys: [jwk] }) });
    const running = (service = await startService(await under.freshDatabase(), [], {}, 'T', [], { cdsClients: ehr.clients }));
    const imported = { resourceType: 'Patient', id: 'far-1', birthDate: '1950-02-03', name: [{ family: 'Import', given: ['Ada'] }] };
    const { importId } = expectStatus(await running.post('/v1/imports?source=fhir-r4', undefined, { role: 'admin', raw: JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: imported }] }), headers: { 'content-type': 'application/fhir+json' } }), 202).body as { importId: string };
    const reach = async (state: string): Promise<void> => { while (expectStatus(await running.get(`/v1/imports/${importId}`, { role: 'admin' }), 200).body.state !== state) await new Promise((resolve) => setTimeout(resolve, 50)); };
    await reach('checked');
    expectStatus(await running.post(`/v1/imports/${importId}/record`, { what: 'all' }, { role: 'admin' }), 202);
    await reach('recorded');
    const { items } = expectStatus(await running.get('/v1/patients'), 200).body as { items: { patientId: string }[] };
    const patientId = items[0]?.patientId ?? '';
    expectStatus(await running.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201);
    const now = Math.floor(Date.parse(NOON) / 1000);
    const token = await new SignJWT({ iss: ISSUER, aud: BASE + STATUS, iat: now, exp: now + 60, jti: 'one' }).setProtectedHeader({ alg: 'RS384', kid: 'rsa' }).sign(privateKey);
    const { body } = await ask(running, STATUS, { ...patientView(imported), prefetch: {} }, token);
    expect(body.cards).toMatchObject([{ summary: expect.stringContaining('not assessed'), links: [{ url: `${BASE}/app/patients/${patientId}` }] }]);
  });
});
