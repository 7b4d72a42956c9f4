/**
 * Another practice's object is an absent one: the same bytes and headers, found out by the same statements, so that no time tells them apart.
 * The cells are made from the route table: a route that names an object and has no cell here, and none under a patient, fails.
 */
import type { KnownRoute } from '../../src/platform/http/methods';
import { mayDo, ROLES, type Role } from '../../src/platform/auth/permissions';
import type { Statements } from '../../src/platform/database/sql';
import { describeEachEngine } from '../support/engines';
import { startService, type Call, type Reply, type Service } from './support/service';
import { expectStatus, readyForBlock1, register } from './support/story';

/** Below a patient, whose cells are in access.e2e-spec.ts. */
const PATIENT_PARTS = ['patientId', 'episodeId', 'authorizationId', 'packetId', 'factId', 'documentId', 'diaryId', 'recordsRequestId', 'holdId', 'purgeId'];
/** Words of the program or of the library, the same for every practice; what a practice has under them is its own. */
const WORDS = ['step', 'kind', 'number', 'pathway', 'policyId', 'version', 'resourceType'];
/** What is sent so that the object is looked for: method and address, and a body that is as described. */
const CELLS: Readonly<Record<string, object>> = {
  'PUT /v1/practitioners/:practitionerId': { name: { family: 'Feld', given: 'Ada' } }, 'POST /v1/practitioners/:practitionerId/removal': { reason: 'x' },
  'PUT /v1/facilities/:facilityId': { name: 'North', placeOfService: '22' }, 'POST /v1/facilities/:facilityId/removal': { reason: 'x' },
  'PUT /v1/payers/:payerId': { name: 'Medicare', plans: [] }, 'POST /v1/payers/:payerId/removal': { reason: 'x' },
  'DELETE /v1/queue/views/:viewId': {}, 'GET /v1/webhooks/:webhookId': {}, 'GET /v1/webhooks/:webhookId/deliveries': {}, 'PATCH /v1/webhooks/:webhookId': { label: 'Other' },
  'POST /v1/webhooks/:webhookId/secret': {}, 'POST /v1/webhooks/:webhookId/replay': { after: '0' }, 'POST /v1/webhooks/:webhookId/resend': { eventId: 'evt_riverbend_1' }, 'DELETE /v1/webhooks/:webhookId': {},
  'DELETE /v1/deadlines/feeds/:feedId': {}, 'POST /v1/submissions/:submissionId/resend': { reason: 'x' }, 'POST /v1/keys/:keyId/rotation': {}, 'DELETE /v1/keys/:keyId': {},
  'GET /v1/import-sources/:source': {}, 'PUT /v1/import-sources/:source': {}, 'GET /v1/imports/:importId': {}, 'GET /v1/imports/:importId/refusals': {}, 'POST /v1/imports/:importId/record': { what: 'not-refused' }, 'DELETE /v1/imports/:importId': {},
  'POST /v1/imports/held/:heldId/link': { patientId: 'someone' }, 'POST /v1/imports/held/:heldId/registration': { confirmedNew: true }, 'POST /v1/imports/held/:heldId/dismissal': { reason: 'x' },
  'PUT /v1/accounts/:accountId': { displayName: 'Other' }, 'POST /v1/accounts/:accountId/password': {}, 'GET /fhir/r4/:resourceType/:id': {},
};
/** The caller names it, so an absent one is made, in the practice of the caller; the other practice's is neither seen nor touched. */
const NAMED_BY_CALLER = ['PUT /v1/payers/:payerId', 'PUT /v1/import-sources/:source'];
/** Made by sending to a payer and by an import with a doubt: their own suites have the own cell (submission, imports). */
const MADE_ELSEWHERE = ['submissionId', 'heldId'];

describeEachEngine('objects of another practice', (under) => {
  let service: Service;
  const ids: Record<string, string> = {};
  const admin: Call = { role: 'admin' };
  const MAPPING = {
    source: 'old-system', format: 'csv', patient: { key: { column: 'MRN' }, family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date' } },
    entries: [{ name: 'score', fact: { type: 'score', occurredOn: { column: 'Day', as: 'date' }, instrument: 'NRS', value: { column: 'Score', as: 'number' } } }],
  };

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    const made = async (path: string, body: object, call: Call = admin) => expectStatus(await service.post(path, body, call), 201).body;
    const changing = async (): Promise<Call> => ({ ...admin, ifMatch: (await service.get('/v1/practice', admin)).headers.get('etag') ?? '' });
    Object.assign(ids, await readyForBlock1(service), { submissionId: 'unknown', heldId: 'unknown', source: MAPPING.source, payerId: 'medicare', resourceType: 'Patient' });
    ids['id'] = ids['patientId'] ?? '';
    ids['practitionerId'] = (await made('/v1/practitioners', { name: { family: 'Feld', given: 'Ada' } })).practitioner.id;
    ids['facilityId'] = (await made('/v1/facilities', { name: 'North', placeOfService: '22' })).facility.id;
    expectStatus(await service.call('PUT', '/v1/payers/medicare', { name: 'Medicare', plans: [] }, await changing()), 200);
    ids['viewId'] = (await made('/v1/queue/views', { name: 'Ours', filter: { payer: 'medicare' } }, { role: 'clinician' })).viewId;
    ids['webhookId'] = (await made('/v1/webhooks', { url: 'https://ehr.example/hook', label: 'x' })).webhookId;
    ids['feedId'] = (await made('/v1/deadlines/feeds', { label: 'Front desk' })).feedId;
    ids['keyId'] = (await made('/v1/keys', { role: 'nurse', label: 'x' })).keyId;
    ids['accountId'] = (await made('/v1/accounts', { name: 'a.person', displayName: 'A Person', role: 'nurse' })).accountId ?? '';
    expectStatus(await service.call('PUT', '/v1/import-sources/old-system', { mapping: MAPPING }, admin), 200);
    ids['importId'] = expectStatus(await service.post('/v1/imports?source=old-system', undefined, { ...admin, raw: 'MRN,Last,First,Born,Day,Score\na,Import,A,1950-01-01,2026-09-01,eleven', headers: { 'content-type': 'text/csv' } }), 202).body.importId;
  });
  afterAll(() => service.close());

  const objectsIn = ({ url }: KnownRoute): readonly string[] => [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name).filter((name) => !WORDS.includes(name));
  const guarded = (): readonly KnownRoute[] => service.routes.filter(({ endpoint, url }) => endpoint.action !== 'public' && endpoint.action !== 'own-session' && objectsIn({ url } as KnownRoute).length > 0);
  /** Reading first, deleting last: what a cell does, the next must not miss. */
  const ORDER = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE'];
  const outsidePatients = (): readonly KnownRoute[] => guarded().filter(({ url }) => !url.includes(':patientId')).sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
  const nameOf = ({ method, url }: KnownRoute): string => `${method} ${url}`;
  const whoMay = ({ endpoint }: KnownRoute): Role => ROLES.find((role) => mayDo(role, endpoint.action as never)) as Role;
  const bodyOf = (route: KnownRoute): object => (nameOf(route) === 'PUT /v1/import-sources/:source' ? { mapping: { ...MAPPING } } : CELLS[nameOf(route)] ?? {});
  const fill = (url: string, absent = false): string => url.replace(/:(\w+)/g, (_, name: string) => (absent && !WORDS.includes(name) ? (ids[name] ?? '').replace(/[A-Za-z0-9]/g, 'z') : ids[name]) ?? `unfilled-${name}`);
  const ask = async (route: KnownRoute, call: Call, absent = false): Promise<Reply> => {
    const ifMatch = (await service.get('/v1/practice', { role: 'admin', ...(call.practice !== undefined && { practice: call.practice }) })).headers.get('etag') ?? '"0"';
    return service.call(route.method, fill(route.url, absent), bodyOf(route), { ifMatch, ...call });
  };
  const headersOf = ({ headers }: Reply): object => Object.fromEntries([...headers].filter(([name]) => !['date', 'keep-alive', 'connection', 'x-request-id'].includes(name)));

  it('are named by routes that all have a cell', () => {
    const unknown = guarded().flatMap((route) => objectsIn(route).filter((name) => !PATIENT_PARTS.includes(name) && ids[name] === undefined).map((name) => `${nameOf(route)}: ${name}`));
    expect(unknown).toEqual([]);
    expect(outsidePatients().map(nameOf).sort()).toEqual(Object.keys(CELLS).sort());
    expect(guarded().length - outsidePatients().length).toBeGreaterThan(50);
  });

  it('answer as absent ones do: byte for byte, header for header, and by the same statements', async () => {
    const spoken: string[] = [];
    const { sql, streams } = service.store;
    const [of, load] = [sql.of.bind(sql), streams.load.bind(streams)] as const;
    const hear = (said: string): void => void spoken.push(said);
    const listening = [
      jest.spyOn(sql, 'of').mockImplementation((practice) => (practice === 'hillside' ? listened(of(practice), hear) : of(practice))),
      jest.spyOn(streams, 'load').mockImplementation(((practice: string, ...given: [string, never]) => {
        if (practice === 'hillside') hear('load');
        return load(practice, ...given);
      }) as never),
    ];
    const heard = async (work: () => Promise<Reply>): Promise<{ readonly reply: Reply; readonly said: readonly string[] }> => {
      spoken.length = 0;
      const reply = await work();
      return { reply, said: [...spoken] };
    };
    try {
      for (const route of outsidePatients().filter((each) => !NAMED_BY_CALLER.includes(nameOf(each)))) {
        const call: Call = { role: whoMay(route), practice: 'hillside' };
        await ask(route, call, true);
        const absent = await heard(() => ask(route, call, true));
        const theirs = await heard(() => ask(route, call));
        expect([nameOf(route), theirs.reply.status, theirs.reply.text, headersOf(theirs.reply), theirs.said]).toEqual([nameOf(route), 404, absent.reply.text, headersOf(absent.reply), absent.said]);
      }
      for (const path of ['status', 'timeline', 'facts', 'authorizations', 'export', 'deadlines']) {
        const call: Call = { practice: 'hillside' };
        await service.get(`/v1/patients/pAbsentAbsentAbsentAb0/${path}`, call);
        const absent = await heard(() => service.get(`/v1/patients/pAbsentAbsentAbsentAbs/${path}`, call));
        const theirs = await heard(() => service.get(`/v1/patients/${ids['patientId']}/${path}`, call));
        expect([path, theirs.reply.status, theirs.reply.text, headersOf(theirs.reply), theirs.said]).toEqual([path, 404, absent.reply.text, headersOf(absent.reply), absent.said]);
        expect(absent.said.length).toBeGreaterThan(0);
      }
    } finally {
      for (const one of listening) one.mockRestore();
    }
  });

  it('say nothing to a role that may not ask, whether they are there or not', async () => {
    for (const route of outsidePatients()) {
      const role = ROLES.find((each) => !mayDo(each, route.endpoint.action as never)) as Role;
      const [own, absent] = [await ask(route, { role }), await ask(route, { role }, true)];
      expect([nameOf(route), own.status, own.text, headersOf(own)]).toEqual([nameOf(route), 403, absent.text, headersOf(absent)]);
    }
  });

  it('stay as they are when the other practice uses their names', async () => {
    const before = (await service.get('/v1/payers', admin)).text;
    const source = (await service.get('/v1/import-sources/old-system', admin)).text;
    for (const route of outsidePatients().filter((each) => NAMED_BY_CALLER.includes(nameOf(each)))) expect([nameOf(route), (await ask(route, { ...admin, practice: 'hillside' })).status]).toEqual([nameOf(route), 200]);
    expect([(await service.get('/v1/payers', admin)).text, (await service.get('/v1/import-sources/old-system', admin)).text]).toEqual([before, source]);
  });

  it('are there for their own practice: the control of what stands above', async () => {
    await register(service, { practice: 'hillside' });
    for (const route of outsidePatients().filter((each) => !objectsIn(each).some((name) => MADE_ELSEWHERE.includes(name)))) {
      const reply = await ask(route, { role: whoMay(route) });
      // Of a webhook that is there, no delivery was given up.
      const isThere = reply.status !== 404 || reply.body.code === 'delivery-not-found' || reply.body.issue?.[0]?.details.coding[0]?.code === 'delivery-not-found';
      expect([nameOf(route), isThere, reply.status < 500, reply.status !== 403]).toEqual([nameOf(route), true, true, true]);
    }
  });
});

/** Lets the statements through and says which they were. */
function listened({ query, execute, executeAll }: Statements, hear: (said: string) => void): Statements {
  return {
    query: (sql, parameters) => (hear(`query ${sql}`), query(sql, parameters)),
    execute: (sql, parameters) => (hear(`execute ${sql}`), execute(sql, parameters)),
    executeAll: (statements) => (hear(`executeAll ${statements.map(({ sql }) => sql).join('; ')}`), executeAll(statements)),
  };
}
