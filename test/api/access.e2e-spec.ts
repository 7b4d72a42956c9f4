/** Every route for every role, for the own practice and for another: the cells are made from the route table itself. */
import type { KnownRoute } from '../../src/platform/http/methods';
import { FEWER_FIELDS } from '../../src/platform/auth/fewer-fields';
import { ACTIONS, mayDo, PRACTICE_ROLES, ROLES, type Role } from '../../src/platform/auth/permissions';
import { describeSqlite } from '../support/engines';
import { newPerson } from './support/browser';
import { startService, TODAY, type Call, type Service } from './support/service';
import { expectStatus, readyForBlock1, register } from './support/story';

/** Of a problem, or of an OperationOutcome. */
function codeIn(body?: { readonly code?: string; readonly issue?: readonly { readonly details: { readonly coding: readonly { readonly code: string }[] } }[] }): string | undefined {
  return body?.code ?? body?.issue?.[0]?.details.coding[0]?.code;
}

describeSqlite('access', (under) => {
  let service: Service;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    const { patientId, episodeId } = await readyForBlock1(service);
    const { documentId } = expectStatus(await service.call('POST', `/v1/patients/${patientId}/documents`, undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Scan' } }), 201).body;
    const { items: [authorization] } = (await service.get(`/v1/patients/${patientId}/authorizations`)).body;
    const { items: [fact] } = { items: (await service.get(`/v1/patients/${patientId}/timeline`)).body.items.filter(({ type }: { type: string }) => type === 'FactDocumented') };
    // Something that is due.
    const seen = (await service.get(`/v1/patients/${patientId}`)).headers.get('etag') ?? '';
    expectStatus(await service.post(`/v1/patients/${patientId}/records-requests`, { from: 'North Clinic', what: 'Notes', askedOn: TODAY, chaseOn: '2026-10-08' }, { role: 'auth-staff', ifMatch: seen }), 201);
    Object.assign(ids, { patientId, episodeId, authorizationId: authorization.authorizationId, packetId: authorization.packetId, factId: fact.factId, documentId, pathway: 'rfa', step: 'mbb1' });
  });
  afterAll(() => service.close());

  const fill = (url: string): string => url.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? `unknown-${name}`);
  /** Where no JSON is taken: a file of a type that is. */
  const fileOf = ({ takes = [] }: KnownRoute['endpoint']): Pick<Call, 'raw' | 'headers'> =>
    takes.includes('image/png') ? { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'x' } } : takes.includes('text/csv') ? { raw: 'x', headers: { 'content-type': 'text/csv' } } : { headers: {} };
  const guarded = () => service.routes.filter(({ endpoint }) => endpoint.action !== 'public' && endpoint.action !== 'own-session');
  /** Wrong on purpose: a role that may, gets past the guard and is refused for its content, so nothing changes. */
  const send = (method: string, { url, endpoint }: KnownRoute, role: Role) =>
    service.call(method, fill(url), {}, { ifMatch: '"0"', role, ...fileOf(endpoint) });

  it('has a route for every action, and an action for every route', () => {
    const used = new Set(guarded().map(({ endpoint }) => endpoint.action));
    expect([...used].sort()).toEqual([...ACTIONS].sort());
    expect(service.routes.filter(({ endpoint }) => endpoint.action === 'public').map(({ method, url }) => `${method} ${url}`).sort()).toEqual(['GET /', 'GET /app', 'GET /app/*', 'GET /cds-services', 'GET /diary/:token', 'GET /diary/:token/:page', 'GET /diary/:token/view/:choice', 'GET /diary/style.css', 'GET /fhir/r4/metadata', 'GET /health/live', 'GET /health/ready', 'GET /openapi.json', 'GET /v1/deadlines/feeds/:link', 'GET /v1/session/openid', 'GET /v1/session/openid/callback', 'GET /v1/session/ways', 'POST /cds-services/:service', 'POST /cds-services/:service/feedback', 'POST /diary/:token', 'POST /diary/:token/:page', 'POST /v1/session', 'POST /v1/session/passkey', 'POST /v1/session/passkey-options']);
  });

  it('opens what is of the own session to whoever is signed in, and to no key', async () => {
    const own = service.routes.filter(({ endpoint }) => endpoint.action === 'own-session');
    expect(own.length).toBeGreaterThan(2);
    for (const role of ROLES) {
      for (const { method, url } of own) {
        const { status, body } = await service.call(method, fill(url), {}, { role });
        expect([method, url, role, status, body.code]).toEqual([method, url, role, 401, 'not-signed-in']);
      }
    }
  });

  it.each(PRACTICE_ROLES)('%s, signed in, reaches the same routes as by key', async (role) => {
    const { browser } = await newPerson(service, role);
    for (const { method, url, endpoint } of guarded()) {
      const { status, body } = await browser.call(method, fill(url), method === 'GET' ? undefined : {}, { 'if-match': '"0"', ...fileOf(endpoint).headers });
      const isForbidden = status === 403 && codeIn(body) === 'not-allowed';
      expect([method, url, role, isForbidden, status < 500, status === 401]).toEqual([method, url, role, !mayDo(role, endpoint.action as never), true, false]);
    }
  });

  it.each(ROLES)('%s reaches the routes of its actions and no other', async (role) => {
    for (const route of guarded()) {
      const { method, url, endpoint } = route;
      const { status, body } = await send(method, route, role);
      const isForbidden = status === 403 && codeIn(body) === 'not-allowed';
      expect([method, url, role, isForbidden]).toEqual([method, url, role, !mayDo(role, endpoint.action as never)]);
      expect(status).toBeLessThan(500);
    }
  });

  it('answers another practice\'s objects as if there were none, byte for byte, and audits it', async () => {
    const routes = guarded().filter(({ url }) => url.includes(':patientId'));
    expect(routes.length).toBeGreaterThan(15);
    for (const { method, url, endpoint } of routes) {
      const role = ROLES.find((each) => mayDo(each, endpoint.action as never));
      const body = method === 'DELETE' ? {} : BODIES[url] ?? {};
      const options = { role, practice: 'hillside', ifMatch: '"1"', ...fileOf(endpoint) } as const;
      const query = url.endsWith('/assessment') ? '?step=rfa' : url.endsWith('/may-i-book') ? '?step=rfa&date=2026-10-05' : '';
      const theirs = await service.call(method, fill(url) + query, body, options);
      const absent = await service.call(method, fill(url).replace(ids.patientId ?? '', 'pAbsentAbsentAbsentAbs') + query, body, options);
      expect([method, url, theirs.status, theirs.text]).toEqual([method, url, 404, absent.text]);
      expect(theirs.body.code).toBe('not-found');
    }
    const refused = await service.store.sql.of('hillside').query("SELECT DISTINCT action FROM audit WHERE practice_id = 'hillside' AND outcome = 'refused'");
    expect(refused.length).toBeGreaterThan(10);
  });

  it('gives no part of another practice\'s record through a patient of the own', async () => {
    const own = await register(service, { practice: 'hillside' });
    for (const [path, code] of [[`documents/${ids.documentId}`, 'document-not-found'], [`packets/${ids.packetId}`, 'packet-not-found'], [`facts/${ids.factId}`, 'unknown-fact']] as const) {
      expectStatus(await service.get(`/v1/patients/${ids.patientId}/${path}`), 200);
      const asked = await service.get(`/v1/patients/${own}/${path}`, { practice: 'hillside' });
      expect([path, asked.status, asked.body.code]).toEqual([path, 404, code]);
    }
  });

  it('lists nothing of another practice', async () => {
    for (const url of ['/v1/patients', '/v1/worklist', '/v1/queue']) {
      expect((await service.get(url, { practice: 'hillside' })).body.items.filter(({ patientId }: { patientId: string }) => patientId === ids.patientId)).toEqual([]);
      expect((await service.get(url)).body.items).toHaveLength(1);
    }
  });

  it.each(Object.entries(FEWER_FIELDS))('answers %s with the fields of the table to whom it names, and with more to others', async (list, { roles, only, without }) => {
    const path = list === 'authorizations' ? `/v1/patients/${ids.patientId}/authorizations` : list === 'may-i-book' ? `/v1/patients/${ids.patientId}/episodes/${ids.episodeId}/may-i-book?step=rfa&date=2026-10-05` : `/v1/${list}`;
    const fieldsFor = async (role: Role): Promise<readonly string[]> => {
      const { body } = expectStatus(await service.get(path, { role }), 200);
      return Object.keys(body.items === undefined ? body : body.items[0]).sort();
    };
    const all = await fieldsFor('clinician');
    for (const role of roles) {
      const fields = await fieldsFor(role);
      expect([role, fields.filter((field) => !all.includes(field) || without?.includes(field) === true || only?.includes(field) === false)]).toEqual([role, []]);
      expect(fields.length).toBeLessThan(all.length);
    }
    for (const role of PRACTICE_ROLES.filter((each) => !roles.includes(each))) {
      const route = service.routes.find(({ method, pattern }) => method === 'GET' && pattern.test(path.split('?')[0] ?? ''));
      if (mayDo(role, route?.endpoint.action as never)) expect([role, await fieldsFor(role)]).toEqual([role, all]);
    }
  });

  it('is not walked around by encoded, doubled or differently written addresses', async () => {
    for (const url of ['/v1/%70atients', '//v1/patients', '/v1//patients', '/V1/patients', '/v1/patients%2f', '/v1/patients/', '/v1/worklist;x', '/v1/./patients']) {
      const response = await fetch(service.address + url, { headers: { authorization: `Bearer ${service.keyOf('patient-link')}` } });
      expect([url, [403, 404].includes(response.status)]).toEqual([url, true]);
    }
  });

  const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const FACT = { type: 'score', occurredOn: '2026-10-01', instrument: 'NRS', value: 3 };
  const PATIENT = '/v1/patients/:patientId';
  const BODIES: Readonly<Record<string, object>> = {
    [`${PATIENT}/coverages`]: { coverages: [] }, [`${PATIENT}/facts`]: { fact: FACT }, [`${PATIENT}/facts/:factId/observations`]: { observation: { minutes: 5, score: 1 } },
    [`${PATIENT}/facts/:factId/corrections`]: { fact: FACT, reason: 'x' }, [`${PATIENT}/facts/:factId/retractions`]: { reason: 'x' }, [`${PATIENT}/facts/:factId/moves`]: { toPatientId: 'other', reason: 'x' },
    [`${PATIENT}/episodes`]: { pathway: 'rfa', region: 'lumbosacral', targets: [] }, [`${PATIENT}/episodes/:episodeId/targets`]: { targets: [] }, [`${PATIENT}/episodes/:episodeId/close`]: { reason: 'x' },
    [`${PATIENT}/episodes/:episodeId/authorizations`]: { step: 'mbb1' }, [`${PATIENT}/authorizations/:authorizationId/request`]: { dateOfService: '2026-10-09' },
    [`${PATIENT}/authorizations/:authorizationId/submission`]: { channel: 'fax', proof: {} }, [`${PATIENT}/authorizations/:authorizationId/determinations`]: { decision: 'denied', decidedOn: '2026-10-01' },
    [`${PATIENT}/authorizations/:authorizationId/determinations/:number/corrections`]: { decision: 'denied', decidedOn: '2026-10-01', correction: 'x' },
    [`${PATIENT}/authorizations/:authorizationId/peer-to-peer`]: { on: '2026-10-01' }, [`${PATIENT}/authorizations/:authorizationId/appeals`]: { filedOn: '2026-10-01', level: 'first' },
    [`${PATIENT}/authorizations/:authorizationId/withdrawal`]: { reason: 'x' }, [`${PATIENT}/authorizations/:authorizationId/modification`]: { answer: 'accepted' },
    [`${PATIENT}/person`]: { name: { family: 'A', given: 'B' }, birthDate: '1968-05-01', reason: 'x' }, [`${PATIENT}/packets/:packetId/review`]: { by: 'A' }, [`${PATIENT}/packets/:packetId/signature`]: { by: 'A' },
    [`${PATIENT}/authorizations/:authorizationId/calls`]: { channel: 'phone', spokeWith: 'Sam', text: 'x' },
    [`${PATIENT}/authorizations/:authorizationId/schedule`]: { date: '2026-10-09' }, [`${PATIENT}/authorizations/:authorizationId/reschedule`]: { date: '2026-10-09' }, [`${PATIENT}/authorizations/:authorizationId/cancellation`]: { reason: 'x' },
    [`${PATIENT}/episodes/:episodeId/schedule`]: { step: 'mbb1', date: '2026-10-09' }, [`${PATIENT}/episodes/:episodeId/reschedule`]: { step: 'mbb1', date: '2026-10-09' }, [`${PATIENT}/episodes/:episodeId/cancellation`]: { step: 'mbb1', reason: 'x' },
    [`${PATIENT}/authorizations/:authorizationId/expiry-acknowledgement`]: { reason: 'x' },
    [`${PATIENT}/authorizations/:authorizationId/deadlines/:kind`]: { on: '2026-10-09', documentId: 'x', reason: 'x' }, [`${PATIENT}/records-requests`]: { from: 'x', what: 'x', askedOn: '2026-10-01', chaseOn: '2026-10-08' },
    [`${PATIENT}/records-requests/:recordsRequestId/chases`]: { chasedOn: '2026-10-01', chaseOn: '2026-10-08' }, [`${PATIENT}/records-requests/:recordsRequestId/receipt`]: { receivedOn: '2026-10-01' },
    [`${PATIENT}/episodes/:episodeId/needs/:step/assignment`]: { owner: 'me' }, [`${PATIENT}/episodes/:episodeId/needs/:step/snooze`]: { until: '2026-10-09' }, [`${PATIENT}/episodes/:episodeId/needs/:step/comments`]: { text: 'x' },
    [`${PATIENT}/break-glass`]: { reason: 'x' }, [`${PATIENT}/purges`]: { reason: 'x' }, [`${PATIENT}/purges/:purgeId/approval`]: { reason: 'x' }, [`${PATIENT}/purges/:purgeId/refusal`]: { reason: 'x' }, [`${PATIENT}/legal-holds`]: { reason: 'x' }, [`${PATIENT}/legal-holds/:holdId/lifting`]: { reason: 'x' }, [`${PATIENT}/diaries`]: { factId: 'x' }, [`${PATIENT}/attestations`]: { factIds: ['x'] }, [`${PATIENT}/links/undo`]: { source: 'x', key: 'x', reason: 'x' },
    [`${PATIENT}/service-lines`]: { dateOfService: '2026-10-05', claimType: 'professional' },
  };
});
