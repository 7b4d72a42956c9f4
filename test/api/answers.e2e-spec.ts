/** Real answers against the schemas the API document promises, with the statuses it promises. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { Secret, TOTP } from 'otpauth';
import { INCOMPLETE_DIRECTORY } from '../packets/example-directory';
import { describeSqlite } from '../support/engines';
import { newKey } from '../../src/platform/auth/keys';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { fhirPatient, newEhr, patientView, type Ehr } from '../support/cds-client';
import { addedItem, claimResponse } from '../support/claim-response';
import { FACET, plusDays, supportingFacts } from '../support/patient-story';
import { ownPolicies } from './support/own-policies';
import { recordDirectory, requested } from './support/requested';
import { newAuthenticator } from './support/authenticator';
import { newBrowser, PASSWORD } from './support/browser';
import { startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { blockFact, EPISODE, etagOf, REGISTRATION } from './support/story';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>>;
}

const PERSON = { name: { family: 'Feld', given: 'Ada' }, credentials: 'MD', npi: '2000000002' };
const HOSPITAL = { name: 'Example Hospital', npi: '2000000036', placeOfService: '22', typeOfBill: '13', exemptions: [{ program: 'wiser', from: '2026-01-01', notice: 'Letter' }] };
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** A payer's server that is not there. */
const NOWHERE = 'http://127.0.0.1:9';
const ENDPOINT = {
  payer: 'medicare', baseAddress: `${NOWHERE}/fhir`, tokenEndpoint: `${NOWHERE}/token`, clientId: 'c', scope: 's', algorithm: 'ES384', keyId: 'k', key: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, timeoutMs: 1_000, attemptsMax: 1,
} as const;
/** Described by their main fields only. */
const OPEN = ['Authorization'];

/** Operations that leave no row, each with why. */
const NOT_AUDITED: Readonly<Record<string, string>> = {
  'CdsHooks.getServices': 'which questions the service answers: the same for everybody',
  'Fhir.getMetadata': 'what the FHIR interface can do: the same for everybody',
  'Health.getLive': 'whether the process runs',
  'Health.getReady': 'whether the store writes',
  'OpenId.getWays': 'by which ways one may sign in here: nobody has yet',
  'Passkeys.postPasskeyOptions': 'the question of a sign-in; its answer is on the audit',
  'Passkeys.getOwnPasskeys': 'the labels of one\'s own passkeys, to their owner; making and removing one is on the audit',
  'Passkeys.postOwnPasskeyOptions': 'the question before a passkey is made; making it is on the audit',
  'Pathways.getMap': 'the program\'s own map of a pathway: nothing of a practice',
  'Session.getSession': 'who one is oneself, asked by every page; signing in is on the audit',
};
/** Routes that the API document leaves out: pages, and what has suites of its own. */
const UNDESCRIBED: readonly string[] = [
  // The program's own files and words.
  'GET /', 'GET /app', 'GET /app/*', 'GET /openapi.json', 'GET /diary/style.css',
  // A patient's pages: each look and each entry is on the audit as the diary's own (test/api/diary.e2e-spec.ts).
  'GET /diary/:token', 'GET /diary/:token/:page', 'GET /diary/:token/view/:choice', 'POST /diary/:token', 'POST /diary/:token/:page',
];

describeSqlite('answers', (under) => {
  let service: Service;
  let ehr: Ehr;
  let ajv: Ajv;
  let operations: readonly { readonly method: string; readonly pattern: RegExp; readonly operation: Operation }[];
  const answered = new Map<string, Set<number>>();
  /** Request ids of what was done, by operation. */
  const done = new Map<string, string[]>();
  const validators = new Map<string, ValidateFunction>();

  beforeAll(async () => {
    ehr = await newEhr();
    // Sealed, so that a record can be purged; what is answered is the same.
    const sealingKeyFile = join(mkdtempSync(join(tmpdir(), 'pathgate-answers-')), 'key');
    writeFileSync(sealingKeyFile, randomBytes(32).toString('hex'), { mode: 0o600 });
    service = await startService({ ...await under.freshDatabase(), sealingKeyFile }, ownPolicies(), {}, 'T', [ENDPOINT], { cdsClients: ehr.clients });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    const document = (await (await fetch(`${service.address}/openapi.json`)).json()) as any;
    // Here nothing may be answered that is not described; clients are told to expect more.
    for (const [name, schema] of Object.entries(document.components.schemas as Record<string, object>)) if (!OPEN.includes(name)) close(schema);
    ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    ajv.addSchema({ $id: 'api', components: document.components });
    operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), operation })));
  });
  afterAll(() => service.close());

  function close(schema: unknown): void {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties, additionalProperties } = schema as { properties?: object; additionalProperties?: boolean };
    if (properties !== undefined && additionalProperties === undefined) Object.assign(schema, { additionalProperties: false });
    Object.values(schema).forEach(close);
  }

  function check(method: string, path: string, reply: Reply): Reply {
    const { operation } = operations.find((each) => each.method === method && each.pattern.test(path.split('?')[0] ?? '')) ?? {};
    if (operation === undefined) throw new Error(`${method} ${path} is not described`);
    if (reply.status < 300) done.set(operation.operationId, [...(done.get(operation.operationId) ?? []), reply.headers.get('x-request-id') ?? '']);
    const promised = operation.responses[String(reply.status)] ?? operation.responses['default'];
    const [type = ''] = (reply.headers.get('content-type') ?? '').split(';');
    const schema = promised?.content?.[type]?.schema;
    const isBare = promised !== undefined && promised.content === undefined && reply.text === '';
    if (isBare) {
      answered.set(operation.operationId, (answered.get(operation.operationId) ?? new Set()).add(reply.status));
      return reply;
    }
    if (schema === undefined) throw new Error(`${operation.operationId} does not promise ${reply.status} ${type}: ${reply.text.slice(0, 300)}`);
    const said = type === 'text/event-stream' ? [...reply.text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => JSON.parse(data) as unknown) : type === 'application/x-ndjson' ? reply.text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown) : reply.body === undefined ? [] : [reply.body as unknown];
    for (const body of said) {
      const key = JSON.stringify(schema);
      const validate = validators.get(key) ?? ajv.compile(JSON.parse(key.replaceAll('#/components', 'api#/components')) as object);
      validators.set(key, validate);
      if (!validate(body)) throw new Error(`${operation.operationId}: ${ajv.errorsText(validate.errors)}\n${reply.text.slice(0, 600)}`);
    }
    answered.set(operation.operationId, (answered.get(operation.operationId) ?? new Set()).add(reply.status));
    return reply;
  }

  const get = async (path: string, options?: Call): Promise<Reply> => check('GET', path, await service.get(path, options));
  const send = async (path: string, body: object, options?: Call, method = 'POST'): Promise<Reply> => check(method, path, await service.call(method, path, body, options));
  const expectDone = ({ status, text, body }: Reply) => {
    if (status >= 300) throw new Error(text);
    return body;
  };

  it('are as described, from the first registration to the approval', async () => {
    const { patientId } = expectDone(await send('/v1/patients', REGISTRATION)) as { patientId: string };
    const other = (expectDone(await send('/v1/patients', { ...REGISTRATION, identifiers: [], coverages: [] })) as { patientId: string }).patientId;
    const at = (path: string): string => `/v1/patients/${patientId}${path}`;
    const tag = async (role: Call['role'] = 'clinician'): Promise<Call> => ({ role, ifMatch: etagOf(await get(at(''))) });
    const coverage = expectDone(await send(at('/coverages'), { coverages: REGISTRATION.coverages }, await tag('auth-staff'), 'PUT'));
    expect(coverage.version).toBe(2);
    const { episodeId } = expectDone(await send(at('/episodes'), EPISODE));
    for (const [, fact] of supportingFacts(TODAY)) expectDone(await send(at('/facts?findings=all'), { fact }));
    expectDone(await send(at(`/episodes/${episodeId}/targets`), { targets: EPISODE.targets, technique: 'thermal-rf', guidance: 'CT', setting: '24', plannedOn: TODAY }, await tag()));
    expectDone(await send(at('/facts?dryRun=true'), blockFact(TODAY, 20)));
    const { factId } = expectDone(await send(at('/facts?findings=all'), blockFact(TODAY, 20)));
    expectDone(await send(at(`/facts/${factId}/corrections`), { ...blockFact(TODAY, 90), reason: 'misread' }, await tag()));
    for (const path of ['/facts', `/facts/${factId}`, '/timeline', '/status', '/status?findings=all', '/status?findings=none&knownAt=2026-10-01T17:00:00Z', `/episodes/${episodeId}/assessment?step=rfa`, `/episodes/${episodeId}/checklist`, `/episodes/${episodeId}/path`]) expectDone(await get(at(path)));
    expect((expectDone(await get(at(`/facts/${factId}`))) as { relief: object }).relief).toMatchObject({ policy: { document: FACET.document }, reads: FACET.parameters.reliefStatistic, sides: [{ side: 'right', peakRelief: expect.any(Number) }] });
    expectDone(await get(at(`/facts/${factId}/documentation-check`)));
    for (const claimType of ['professional', 'facility']) expectDone(await send(at('/service-lines'), { dateOfService: TODAY, claimType }));
    expect((expectDone(await send('/v1/claims/check', { patientId, dateOfService: TODAY, claimType: 'professional', lines: [{ code: '64493', units: 2, placeOfService: '24' }] })) as { findings: object[] }).findings.length).toBeGreaterThan(1);
    expectDone(await get(at(`/episodes/${episodeId}/authorization-need?setting=22&date=${TODAY}`)));
    expectDone(await get(at(`/episodes/${episodeId}/plan`)));
    for (const path of ['/export', '/accesses']) expectDone(await get(at(path)));
    for (const path of ['metadata', `Observation?patient=${patientId}`, `Patient/${patientId}`, 'Patient/nobody']) await get(`/fhir/r4/${path}`);
    expectDone(await get('/cds-services'));
    const askedBy = async (path: string, body: object): Promise<Reply['body']> => expectDone(await send(path, body, { headers: { authorization: `Bearer ${await ehr.token(path)}` } }));
    const { cards: [card] } = await askedBy('/cds-services/pathway-status', patientView(fhirPatient('a', 'MRN-774411'))) as { cards: { uuid: string }[] };
    await askedBy('/cds-services/pathway-status/feedback', { feedback: [{ card: card?.uuid, outcome: 'accepted' }] });
    for (const role of ['clinician', 'scheduler'] as const) expectDone(await get(at(`/episodes/${episodeId}/may-i-book?step=rfa&date=${TODAY}&setting=22`), { role }));
    expectDone(await get(`/v1/patients/${other}/status`));
    expectDone(await send(`/v1/patients/${other}/episodes`, EPISODE));
    expect(JSON.stringify(expectDone(await get(`/v1/patients/${other}/status`)))).toContain('no-coverage');

    const { documentId } = expectDone(await send(at('/documents'), {}, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Score sheet' } }));
    expectDone(await get(at('/documents')));
    expect((await get(at(`/documents/${documentId}`))).status).toBe(200);

    service.setNow(`${plusDays(TODAY, 20)}T17:00:00.000Z`);
    const second = expectDone(await send(at('/facts'), blockFact(plusDays(TODAY, 20), 90)));
    service.setNow(`${plusDays(TODAY, 21)}T17:00:00.000Z`);
    expectDone(await send(at(`/facts/${second.factId}/observations`), { observation: { minutes: 900, score: 1 } }));
    const extra = expectDone(await send(at('/facts'), { fact: { type: 'score', occurredOn: TODAY, instrument: 'PEG', value: 6 } }));
    expectDone(await send(at(`/facts/${extra.factId}/moves`), { toPatientId: other, reason: 'wrong record' }, await tag()));
    const wrong = expectDone(await send(at('/facts'), { fact: { type: 'score', occurredOn: TODAY, instrument: 'PEG', value: 5 } }));
    expectDone(await send(at(`/facts/${wrong.factId}/retractions`), { reason: 'wrong record' }, await tag()));

    const { items } = expectDone(await get(at('/authorizations'))) as { items: { authorizationId: string; step: string; packetId: string }[] };
    expectDone(await get(at('/authorizations'), { role: 'scheduler' }));
    const { authorizationId, packetId } = items.find(({ step }) => step === 'rfa') ?? items[0] ?? { authorizationId: '', packetId: '' };
    expectDone(await get(at(`/packets/${packetId}`)));
    const on = at(`/authorizations/${authorizationId}`);
    expectDone(await send(`${on}/request`, { dateOfService: plusDays(TODAY, 30) }, await tag('auth-staff')));
    expect((await get(at(`/packets/${packetId}`), { headers: { accept: 'application/pdf' } })).status).toBe(200);
    expectDone(await send(`${on}/submission`, { channel: 'portal', proof: { reference: 'CONF-1' } }, await tag('auth-staff')));
    expectDone(await send(`${on}/determinations`, { decision: 'denied', decidedOn: plusDays(TODAY, 21), reason: 'A baseline disability scale is not in the record. The plan has spoken.' }, await tag('auth-staff')));
    expectDone(await get(`${on}/denial`));
    expectDone(await get(`${on}/peer-to-peer-card`));
    for (const name of ['peer-to-peer-card.pdf', 'peer-to-peer-card']) expect((await get(`${on}/${name}`, { headers: { accept: 'application/pdf' } })).status).toBe(200);
    expectDone(await send('/v1/denial-reasons', { reason: 'The plan has spoken.', bucket: 'administrative', subject: 'wrong-entity' }, { role: 'auth-staff', practice: 'hillside' }));
    expectDone(await get('/v1/denial-reasons', { practice: 'hillside' }));
    expectDone(await get('/v1/denial-statistics'));
    expectDone(await get('/v1/numbers'));
    expectDone(await send(`${on}/deadlines/appeal-due`, { on: plusDays(TODAY, 90), documentId, reason: 'last page' }, await tag('auth-staff')));
    expectDone(await send(`${on}/peer-to-peer`, { on: plusDays(TODAY, 25) }, await tag('auth-staff')));
    const modified = claimResponse([{ line: 1, action: 'A6', reasons: ['0F'] }], { created: plusDays(TODAY, 21), request: undefined, addItem: [addedItem([1], '64635', 2, { action: 'A1', number: 'AUTH-1' })] });
    for (const path of ['/claim-response?dryRun=true', '/claim-response']) expectDone(await send(`${on}${path}`, modified, await tag('auth-staff')));
    expectDone(await send(`${on}/modification`, { answer: 'accepted' }, await tag()));
    for (const [path, days] of [['schedule', 30], ['reschedule', 31]] as const) expectDone(await send(`${on}/${path}`, { date: plusDays(TODAY, days) }, await tag('scheduler')));
    for (const role of ['clinician', 'scheduler'] as const) expectDone(await get(at('/authorizations'), { role }));
    expectDone(await get(at('/status')));
    expectDone(await send(`${on}/cancellation`, { reason: 'ill' }, await tag('scheduler')));
    expectDone(await send(`${on}/withdrawal`, { reason: 'moved away' }, await tag('auth-staff')));
    for (const [path, body] of [['schedule', { date: plusDays(TODAY, 30) }], ['reschedule', { date: plusDays(TODAY, 31) }], ['cancellation', { reason: 'ill' }]] as const) expectDone(await send(at(`/episodes/${episodeId}/${path}`), { step: 'rfa', ...body }, await tag('nurse')));
    const { authorization: again } = expectDone(await send(at(`/episodes/${episodeId}/authorizations`), { step: 'rfa' }, { role: 'auth-staff' })) as { authorization: { authorizationId: string } };
    const later = at(`/authorizations/${again.authorizationId}`);
    expectDone(await send(`${later}/request`, { dateOfService: plusDays(TODAY, 30) }, await tag('auth-staff')));
    expectDone(await send(`${later}/submission`, { channel: 'portal', proof: { reference: 'CONF-2' } }, await tag('auth-staff')));
    expectDone(await send(`${later}/determinations`, { decision: 'affirmed', decidedOn: plusDays(TODAY, 21), validTo: plusDays(TODAY, 22) }, await tag('auth-staff')));
    const { recordsRequestId } = expectDone(await send(at('/records-requests'), { from: 'Riverside', what: 'notes', askedOn: TODAY, chaseOn: plusDays(TODAY, 25), episodeId }, await tag('auth-staff'))) as { recordsRequestId: string };
    for (const role of ['clinician', 'scheduler'] as const) expectDone(await get('/v1/deadlines', { role }));
    for (const role of ['clinician', 'scheduler'] as const) expectDone(await get('/v1/queue', { role }));
    const need = at(`/episodes/${episodeId}/needs/rfa`);
    expectDone(await send(`${need}/assignment`, { owner: 'me' }));
    expectDone(await send(`${need}/snooze`, { until: plusDays(TODAY, 40) }));
    expectDone(await send(`${need}/comments`, { text: 'They call back.' }));
    for (const note of ['assignment', 'snooze']) expectDone(await send(`${need}/${note}`, {}, {}, 'DELETE'));
    expectDone(await get(`${need}/history`));
    expectDone(await get('/v1/queue/owners'));
    expectDone(await get('/v1/changes'));
    const { viewId } = expectDone(await send('/v1/queue/views', { name: 'Ours', filter: { payer: 'medicare', sort: 'name' } })) as { viewId: string };
    expectDone(await get('/v1/queue/views'));
    expectDone(await send(`/v1/queue/views/${viewId}`, {}, {}, 'DELETE'));
    expectDone(await send(at(`/records-requests/${recordsRequestId}/chases`), { chasedOn: TODAY, chaseOn: plusDays(TODAY, 26) }, await tag('auth-staff')));
    expectDone(await send(at(`/records-requests/${recordsRequestId}/receipt`), { receivedOn: plusDays(TODAY, 21), documentId }, await tag('auth-staff')));
    const { feedId, link } = expectDone(await send('/v1/deadlines/feeds', { label: 'Front desk' }, { role: 'admin' })) as { feedId: string; link: string };
    expect((await get(link)).text).toContain('BEGIN:VEVENT');
    expectDone(await get('/v1/deadlines/feeds', { role: 'admin' }));
    expectDone(await send(`/v1/deadlines/feeds/${feedId}`, {}, { role: 'admin' }, 'DELETE'));
    service.setNow(`${plusDays(TODAY, 23)}T17:00:00.000Z`);
    expectDone(await send(`${later}/expiry-acknowledgement`, { reason: 'seen' }, await tag('auth-staff')));
    expectDone(await get(at('/deadlines')));
    expectDone(await send(at(`/episodes/${episodeId}/close`), { reason: 'moved away' }, await tag()));
    for (const role of ['clinician', 'scheduler'] as const) expectDone(await send('/v1/patients/search', { text: 'ex' }, { role }));
    for (const [path, role] of [['/v1/worklist', 'clinician'], ['/v1/worklist', 'scheduler'], ['/v1/patients?limit=1', 'clinician'], ['/v1/patients', 'scheduler'], ['/v1/audit', 'auditor'], ['/v1/audit/export', 'auditor'], ['/v1/audit/verification', 'auditor'], ['/v1/pathways/rfa/map', 'nurse'], ['/v1/pathways/scs/map', 'nurse']] as const) expectDone(await get(path, { role }));
    expectDone(await send(at('/break-glass'), { reason: 'A complaint about a bill' }, { role: 'admin' }));
    expectDone(await get(at('/break-glass'), { role: 'admin' }));
    expectDone(await get('/v1/audit/break-glass', { role: 'auditor' }));
    const { holdId } = expectDone(await send(at('/legal-holds'), { reason: 'A matter of counsel' }, { role: 'admin' })) as { holdId: string };
    expectDone(await get(at('/legal-holds'), { role: 'auditor' }));
    expectDone(await send(at(`/legal-holds/${holdId}/lifting`), { reason: 'Settled' }, { role: 'admin' }));
    expectDone(await get('/v1/retention', { role: 'admin' }));
    expectDone(await send('/v1/retention', { years: 7, reason: 'State law' }, { role: 'admin' }));
    const { keyId } = expectDone(await send('/v1/keys', { role: 'nurse', label: 'A nurse' }, { role: 'admin' })) as { keyId: string };
    expectDone(await send(`/v1/keys/${keyId}/rotation`, {}, { role: 'admin' }));
    expectDone(await get('/v1/keys', { role: 'admin' }));
    expectDone(await send(`/v1/keys/${keyId}`, {}, { role: 'admin' }, 'DELETE'));
    expectDone(await get('/health/live'));
    expectDone(await get('/health/ready'));
  }, 60_000);

  it('are as described, of a patient\'s diary', async () => {
    const { patientId } = expectDone(await send('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true })) as { patientId: string };
    const trial = { type: 'scs-trial', occurredOn: plusDays(TODAY, 22), startedAt: `${plusDays(TODAY, 22)}T09:00:00-04:00`, region: 'thoracolumbar', relief: { scale: 'NRS', baseline: 8 } };
    const { factId } = expectDone(await send(`/v1/patients/${patientId}/facts`, { fact: trial })) as { factId: string };
    const { diaryId } = expectDone(await send(`/v1/patients/${patientId}/diaries`, { factId, language: 'es' }, { role: 'nurse' })) as { diaryId: string };
    expectDone(await get(`/v1/patients/${patientId}/diaries`));
    expectDone(await send(`/v1/patients/${patientId}/diaries/${diaryId}`, {}, { role: 'nurse' }, 'DELETE'));
    const protocol = await get('/v1/diary-protocol', { role: 'admin' });
    expectDone(protocol);
    expectDone(await send('/v1/diary-protocol', { ...protocol.body.protocol, linkDaysAfterClose: 3 }, { role: 'admin', ifMatch: etagOf(protocol) }, 'PUT'));
  });

  it('are as described, of a denial by a commercial plan', async () => {
    const { patientId } = expectDone(await send('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true, coverages: [{ payer: 'aetna', line: 'commercial', order: 1 }] })) as { patientId: string };
    const { episodeId } = expectDone(await send(`/v1/patients/${patientId}/episodes`, EPISODE)) as { episodeId: string };
    const { authorization: { authorizationId } } = expectDone(await send(`/v1/patients/${patientId}/episodes/${episodeId}/authorizations`, { step: 'mbb1' }, { role: 'auth-staff' })) as { authorization: { authorizationId: string } };
    const on = `/v1/patients/${patientId}/authorizations/${authorizationId}`;
    const tag = async (): Promise<Call> => ({ role: 'auth-staff', ifMatch: etagOf(await get(`/v1/patients/${patientId}`)) });
    const asked = { dateOfService: plusDays(TODAY, 30) };
    const { details } = (await send(`${on}/request`, asked, await tag())).body as { details: { unmet: string[]; unknown: string[]; review: string[] } };
    expectDone(await send(`${on}/request`, { ...asked, override: { by: 'Dr. A. Example', rationale: 'to be seen', findings: [...details.unmet, ...details.unknown, ...details.review] } }, await tag()));
    expectDone(await send(`${on}/submission`, { channel: 'portal', proof: { reference: 'CONF-2' } }, await tag()));
    expectDone(await send(`${on}/determinations`, { decision: 'denied', decidedOn: plusDays(TODAY, 23), reason: 'Conservative care was not documented.' }, await tag()));
    expectDone(await send(`${on}/determinations/1/corrections`, { decision: 'denied', decidedOn: plusDays(TODAY, 23), reason: 'Conservative care of six weeks was not documented.', correction: 'half of the sentence was left out' }, await tag()));
    for (const path of ['denial', 'peer-to-peer-card', 'appeal-letter']) expectDone(await get(`${on}/${path}`));
    for (const name of ['appeal-letter', 'appeal-letter.pdf']) expect((await get(`${on}/${name}`, { headers: { accept: 'application/pdf' } })).status).toBe(200);
    expectDone(await send(`${on}/appeals`, { filedOn: plusDays(TODAY, 23), level: 'first' }, await tag()));
  }, 60_000);

  it('are as described, from the directory to a signed packet', async () => {
    const admin = async (): Promise<Call> => ({ role: 'admin', ifMatch: etagOf(await get('/v1/practice')) });
    expectDone(await get('/v1/practice'));
    expectDone(await send('/v1/practice', INCOMPLETE_DIRECTORY.practice ?? {}, await admin(), 'PUT'));
    const added = async (kind: 'practitioner' | 'facility', path: string, entry: object): Promise<string> => {
      const { id } = (expectDone(await send(path, entry, { role: 'admin' })) as Record<string, { id: string }>)[kind] ?? { id: '' };
      expectDone(await send(`${path}/${id}`, { ...entry, phone: '937-555-0100' }, await admin(), 'PUT'));
      return id;
    };
    const [practitionerId, facilityId] = [await added('practitioner', '/v1/practitioners', PERSON), await added('facility', '/v1/facilities', HOSPITAL)];
    expectDone(await send('/v1/payers/medicare', { name: 'Medicare', plans: [{ channels: [{ kind: 'fax', to: '800-555-0100', pagesMax: 200 }], peerToPeer: { count: 14, unit: 'business-days' } }] }, await admin(), 'PUT'));
    for (const path of ['/v1/practice', '/v1/practitioners', '/v1/facilities', '/v1/payers']) expectDone(await get(path, { role: 'scheduler' }));

    const { patientId } = expectDone(await send('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true })) as { patientId: string };
    const at = (path: string): string => `/v1/patients/${patientId}${path}`;
    const tag = async (role: Call['role'] = 'auth-staff'): Promise<Call> => ({ role, ifMatch: etagOf(await get(at(''))) });
    expectDone(await send(at('/person'), { name: REGISTRATION.name, birthDate: REGISTRATION.birthDate, sex: 'female', phone: '937-555-0109', reason: 'read from the card' }, await tag(), 'PUT'));
    const { setting: _, ...planned } = EPISODE;
    expectDone(await send(at('/episodes'), { ...planned, facilityId, practitionerId }));
    const now = `${plusDays(TODAY, 30)}T17:00:00.000Z`;
    service.setNow(now);
    for (const [, fact] of supportingFacts(plusDays(TODAY, 30))) expectDone(await send(at('/facts'), { fact }));
    const { items: [draft] } = expectDone(await get(at('/authorizations'))) as { items: { authorizationId: string; packetId: string }[] };
    expectDone(await send(at(`/authorizations/${draft?.authorizationId ?? ''}/request`), { dateOfService: plusDays(TODAY, 40) }, await tag()));
    const packet = at(`/packets/${draft?.packetId ?? ''}`);
    expectDone(await send(`${packet}/review`, { by: 'Nora Example' }, await tag('nurse')));
    expectDone(await send(`${packet}/signature`, { by: 'Ada Feld', credentials: 'MD', rationale: 'The numbers follow by letter.' }, await tag('clinician')));
    expectDone(await get(packet));
    expectDone(await get(`${packet}/pages`));
    for (const [path, id] of [['practitioners', practitionerId], ['facilities', facilityId], ['payers', 'medicare']] as const) expectDone(await send(`/v1/${path}/${id}/removal`, { reason: 'no longer with us' }, await admin()));
  }, 60_000);

  it('are as described, from a policy file to its withdrawal', async () => {
    const at = '/v1/policies/example-facet/2026-01-01';
    const admin = async (): Promise<Call> => ({ role: 'admin', ifMatch: etagOf(await get('/v1/policies')) });
    expectDone(await get(at));
    expectDone(await get(`${at}/cases`));
    expect(expectDone(await get('/v1/policies/medicare-facet-cgs/2026-07-23/cases')).items.length).toBeGreaterThan(100);
    expectDone(await get('/v1/policies/diff?a=medicare-facet-noridian-jf@2021-04-25&b=medicare-facet-noridian-jf@2026-04-16'));
    expectDone(await send(`${at}/proposal`, { reason: 'read' }, { role: 'auth-staff' }));
    expectDone(await send(`${at}/activation`, { reason: 'compared' }, await admin()));
    expect(expectDone(await send(`${at}/withdrawal`, { reason: 'superseded' }, await admin())).policy).toMatchObject({ state: 'withdrawn' });
    expectDone(await get('/v1/policies'));
    await send('/v1/policies/what-if', { from: 'medicare-facet-cgs@2021-04-25', to: `${FACET.id}@${FACET.version}` });
    const { patientId } = expectDone(await send('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true })) as { patientId: string };
    expectDone(await send(`/v1/patients/${patientId}/episodes`, EPISODE));
    expectDone(await send(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: TODAY, instrument: 'NRS', value: 5, role: 'baseline' } }));
    // One that asks for more pain: the episode differs, and its line is as described too.
    const { content } = POLICY_FILES[SHIPPED_POLICIES.indexOf(FACET)] ?? {};
    expect((await send('/v1/policies/what-if', { draft: { ...(JSON.parse(JSON.stringify(content).replaceAll('"NRS":4', '"NRS":10')) as object), id: 'draft-facet', replaces: `${FACET.id}@${FACET.version}` } })).text).toContain('"episode"');
  });

  it('are as described, of a request that cannot be sent', async () => {
    const places = await recordDirectory(service, [{ kind: 'fhir', to: ENDPOINT.baseAddress, bytesMax: 50_000_000 }, { kind: 'fax', to: '937-555-0190', pagesMax: 1 }]);
    const { patientId, authorizationId } = await requested(service, places, plusDays(TODAY, 21));
    const on = `/v1/patients/${patientId}/authorizations/${authorizationId}`;
    const staff = { role: 'auth-staff' } as const;
    expectDone(await get(`${on}/channels`));
    expectDone(await send(`${on}/calls`, { channel: 'phone', spokeWith: 'Sam', reference: 'C-1', minutes: 3, text: 'They are down.' }, staff));
    expectDone(await send(`${on}/submission`, { channel: 'fhir' }, { ...staff, ifMatch: etagOf(await get(`/v1/patients/${patientId}`)) }));
    const parked = async () => expectDone(await get('/v1/submissions?state=parked', staff)) as { items: { submissionId: string }[] };
    while ((await parked()).items.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const [{ submissionId } = { submissionId: '' }] = (await parked()).items;
    expectDone(await get(`/v1/patients/${patientId}/authorizations`));
    expectDone(await send(`/v1/submissions/${submissionId}/resend`, { reason: 'They are up.' }, staff));
    expectDone(await get('/v1/submissions', staff));
    expectDone(await get(`/v1/patients/${patientId}/timeline`));
  });

  it('are as described, of a file that is imported', async () => {
    const admin = { role: 'admin' } as const;
    const mapping = {
      source: 'old-system', format: 'csv', patient: { key: { column: 'MRN' }, family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date' } },
      entries: [{ name: 'score', fact: { type: 'score', occurredOn: { column: 'Day', as: 'date' }, instrument: 'NRS', value: { column: 'Score', as: 'number' } } }],
    };
    expectDone(await send('/v1/import-sources/old-system', { mapping }, admin, 'PUT'));
    expectDone(await get('/v1/import-sources', admin));
    expectDone(await get('/v1/import-sources/old-system', admin));
    const rows = ['MRN,Last,First,Born,Day,Score', ...['a', 'b', 'c'].map((key) => `${key},Import,${key},1950-01-01,2026-09-01,5`), 'd,Import,d,1950-01-01,2026-09-01,eleven'];
    const { importId } = expectDone(await send('/v1/imports?source=old-system', {}, { ...admin, raw: rows.join('\n'), headers: { 'content-type': 'text/csv' } })) as { importId: string };
    const isIn = async (state: string) => (expectDone(await get(`/v1/imports/${importId}`, admin)) as { state: string }).state === state;
    while (!(await isIn('checked'))) await new Promise((resolve) => setTimeout(resolve, 50));
    expectDone(await get('/v1/imports', admin));
    expectDone(await get(`/v1/imports/${importId}/refusals`, admin));
    expectDone(await send(`/v1/imports/${importId}/record`, { what: 'not-refused' }, admin));
    while (!(await isIn('recorded'))) await new Promise((resolve) => setTimeout(resolve, 50));
    const { items: [one, two, three] } = expectDone(await get('/v1/imports/held')) as { items: { heldId: string }[] };
    const { patientId } = expectDone(await send(`/v1/imports/held/${one?.heldId}/registration`, { confirmedNew: true })) as { patientId: string };
    expectDone(await send(`/v1/imports/held/${two?.heldId}/link`, { patientId }));
    expectDone(await send(`/v1/imports/held/${three?.heldId}/dismissal`, { reason: 'Seen once.' }));
    const unread = await get(`/v1/patients/${patientId}/facts`);
    const [waits] = (expectDone(unread) as { items: { factId: string }[] }).items;
    expect((expectDone(await get(`/v1/patients/${patientId}/status`)) as { awaitingAttestation: object[] }).awaitingAttestation.length).toBeGreaterThan(0);
    expectDone(await send(`/v1/patients/${patientId}/attestations`, { factIds: [waits?.factId] }, { ifMatch: etagOf(unread) }));
    for (const path of ['/facts', `/facts/${waits?.factId}`, '/timeline', '/export']) expectDone(await get(`/v1/patients/${patientId}${path}`));
    const linked = await get(`/v1/patients/${patientId}/links`);
    const [link] = (expectDone(linked) as { links: { key: string }[] }).links;
    expectDone(await send(`/v1/patients/${patientId}/links/undo`, { source: 'old-system', key: link?.key, reason: 'Somebody else.' }, { ifMatch: etagOf(linked) }));
    expectDone(await send(`/v1/imports/${importId}`, {}, admin, 'DELETE'));
  });

  it('are as described, of events and webhooks', async () => {
    const admin = { role: 'admin' } as const;
    const { items: [first] } = expectDone(await get('/v1/events?limit=2')) as { items: { id: string }[] };
    const made = expectDone(await send('/v1/webhooks', { url: 'https://ehr.invalid/hook', label: 'EHR', after: '0' }, admin)) as { webhookId: string };
    const at = `/v1/webhooks/${made.webhookId}`;
    while ((expectDone(await get(`${at}/deliveries`, admin)) as { items: unknown[] }).items.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    while ((expectDone(await get(at, admin)) as { lastFailure: unknown }).lastFailure === null) await new Promise((resolve) => setTimeout(resolve, 50));
    expectDone(await get('/v1/webhooks', admin));
    expectDone(await send(`${at}/resend`, { eventId: first?.id ?? '' }, admin));
    expectDone(await send(`${at}/replay`, { after: '0' }, admin));
    expectDone(await send(`${at}/secret`, {}, admin));
    expectDone(await send(at, { state: 'paused', content: true }, admin, 'PATCH'));
    expectDone(await send(at, {}, admin, 'DELETE'));
  }, 60_000);

  it('are as described, from an account that is made to signing out', async () => {
    const admin = { role: 'admin' } as const;
    const origin = service.address.replace('127.0.0.1', 'localhost');
    const browser = newBrowser({ address: origin });
    const ask = async (method: string, path: string, body?: object): Promise<Reply> => check(method, path, await browser.call(method, path, body));
    const { accountId, createdAt } = expectDone(await send('/v1/accounts', { name: 'a.person', displayName: 'A Person', role: 'nurse' }, admin)) as { accountId: string; createdAt: string };
    const { oneTimePassword } = expectDone(await send(`/v1/accounts/${accountId}/password`, {}, admin)) as { oneTimePassword: string };
    expectDone(await get('/v1/session/ways'));
    expectDone(await ask('POST', '/v1/session', { name: 'a.person', password: oneTimePassword }));
    expectDone(await ask('PUT', '/v1/session/password', { currentPassword: oneTimePassword, newPassword: PASSWORD }));
    expectDone(await ask('GET', '/v1/session'));
    const { secret } = expectDone(await ask('POST', '/v1/session/one-time-code', { currentPassword: PASSWORD })) as { secret: string };
    expectDone(await ask('POST', '/v1/session/one-time-code/confirmation', { code: TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.parse(createdAt) }) }));
    expectDone(await ask('POST', '/v1/session/one-time-code/removal', { currentPassword: PASSWORD }));
    const authenticator = newAuthenticator();
    const begun = expectDone(await ask('POST', '/v1/session/passkeys/options', { currentPassword: PASSWORD })) as Parameters<typeof authenticator.create>[0];
    const { passkeyId } = expectDone(await ask('POST', '/v1/session/passkeys', { label: 'Tablet', response: authenticator.create(begun, origin) })) as { passkeyId: string };
    const asked = expectDone(await ask('POST', '/v1/session/passkey-options')) as Parameters<typeof authenticator.get>[0];
    expectDone(await ask('POST', '/v1/session/passkey', { response: authenticator.get(asked, origin) }));
    expect(expectDone(await ask('GET', '/v1/session/passkeys')).items).toHaveLength(1);
    expectDone(await ask('POST', `/v1/session/passkeys/${passkeyId}/removal`, { currentPassword: PASSWORD }));
    expectDone(await send(`/v1/accounts/${accountId}`, { displayName: 'Another' }, admin, 'PUT'));
    expectDone(await get('/v1/accounts', admin));
    expectDone(await ask('DELETE', '/v1/session'));
    expect((await ask('GET', '/v1/session')).body.code).toBe('not-signed-in');
  });

  it('are as described, of a purge', async () => {
    const [patientId = '', other = ''] = await Promise.all([1, 2].map(async () => (expectDone(await send('/v1/patients', { ...REGISTRATION, identifiers: [], confirmedDistinct: true })) as { patientId: string }).patientId));
    const admin = { role: 'admin' } as const;
    const { key, hash } = newKey();
    await service.store.keys.add('riverbend', { keyId: 'second-admin', hash, role: 'admin', label: 'Second' });
    const second: Call = { role: 'admin', headers: { authorization: `Bearer ${key}` } };
    service.setNow('2034-01-01T17:00:00.000Z');
    for (const [id, decision] of [[patientId, 'approval'], [other, 'refusal']] as const) {
      const { purgeId } = expectDone(await send(`/v1/patients/${id}/purges`, { reason: 'Kept long enough' }, admin)) as { purgeId: string };
      for (let i = 0; i < 2; i++) expectDone(await send(`/v1/patients/${id}/purges/${purgeId}/${decision}`, { reason: 'Looked at' }, second));
    }
    expectDone(await get('/v1/purges', admin));
    expect([(await get(`/v1/patients/${patientId}`)).status, (await get(`/v1/patients/${other}`)).status]).toEqual([404, 200]);
  });

  it('to refusals are problems', async () => {
    for (const reply of [await get('/v1/patients/nobody'), await get('/v1/worklist?limit=0'), await get('/v1/audit', { role: 'admin' }), await send('/v1/patients', { name: [] })]) {
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
    }
  });

  it('have been seen for every operation, with every status of success it promises', () => {
    for (const { operation } of operations) {
      const promised = Object.keys(operation.responses).filter((status) => status.startsWith('2')).map(Number);
      expect([operation.operationId, [...(answered.get(operation.operationId) ?? [])].filter((status) => status < 300).sort()]).toEqual([operation.operationId, promised]);
    }
  });

  it('are each on the audit under the id of its request, but for those that show nothing of a practice', async () => {
    const audited = new Set((await service.store.sql.of('riverbend').query('SELECT DISTINCT request_id FROM audit')).map(({ request_id }) => request_id));
    const silent = [...done].filter(([, ids]) => ids.some((id) => !audited.has(id))).map(([operationId]) => operationId).sort();
    expect(silent).toEqual(Object.keys(NOT_AUDITED).sort());
    expect([...done.values()].flat().length).toBeGreaterThan(200);
    const undescribed = service.routes.filter(({ method, url }) => !operations.some((operation) => operation.method === method && operation.pattern.test(url))).map(({ method, url }) => `${method} ${url}`);
    expect(undescribed.sort()).toEqual([...UNDESCRIBED].sort());
  });
});
