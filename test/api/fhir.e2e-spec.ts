/** The FHIR read API over real HTTP: every resource of every demo patient is sound R4, every reference leads somewhere, and what is not supported is refused. */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { readClaimResponse } from '../../src/authorizations/pas/read-claim-response';
import { baseProblems, shellOf } from '../packets/fhir/base-schemas';
import type { Json } from '../packets/fhir/definitions';
import { describeSqlite } from '../support/engines';
import { demoIn, type DemoService } from './support/demo';
import { startService, TODAY, type Reply, type Service } from './support/service';
import { EPISODE, expectStatus, register } from './support/story';

const OF_PATIENTS = ['EpisodeOfCare', 'CarePlan', 'Task', 'Observation', 'Procedure', 'Claim', 'ClaimResponse'];
const FHIR = 'application/fhir+json';

/** What is looked at here is JSON. */
/* eslint-disable @typescript-eslint/no-explicit-any */
type Any = any;

describeSqlite('the FHIR read API', (under) => {
  let service: Service;
  let demo: DemoService;
  const everything = new Map<string, Json>();

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    demo = await demoIn(service);
    for (const { patientId } of demo.demo.patients) {
      for (const search of [`Patient?_id=${patientId}`, ...OF_PATIENTS.map((type) => `${type}?patient=${patientId}&_count=200`)]) {
        for (const resource of await pages(`/fhir/r4/${search}`)) everything.set(`${String(resource['resourceType'])}/${String(resource['id'])}`, resource);
      }
    }
    for (const plan of await pages('/fhir/r4/PlanDefinition?_count=200')) everything.set(`PlanDefinition/${String(plan['id'])}`, plan);
  }, 120_000);
  afterAll(() => service.close());

  async function pages(path: string): Promise<readonly Json[]> {
    const resources: Json[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const { status, body, headers } = await demo.get(next);
      expect([next, status, headers.get('content-type')]).toEqual([next, 200, `${FHIR}; charset=utf-8`]);
      expect(baseProblems(shellOf(body as Json), 'Bundle')).toEqual([]);
      for (const { fullUrl, resource } of (body.entry ?? []) as { fullUrl: string; resource: Json }[]) {
        expect(fullUrl).toBe(`${service.address}/fhir/r4/${String(resource['resourceType'])}/${String(resource['id'])}`);
        resources.push(resource);
      }
      next = (body.link as { relation: string; url: string }[]).find(({ relation }) => relation === 'next')?.url.slice(service.address.length);
    }
    return resources;
  }

  const ofType = (type: string): readonly Any[] => [...everything.values()].filter(({ resourceType }) => resourceType === type);
  const outcome = ({ status, body, headers }: Reply): readonly unknown[] => [status, headers.get('content-type'), (body as Any).resourceType, (body as Any).issue?.[0]?.details?.coding?.[0]?.code];
  const refused = (status: number, code: string): readonly unknown[] => [status, `${FHIR}; charset=utf-8`, 'OperationOutcome', code];

  it('answers resources that are sound R4, each of them for some demo patient', () => {
    for (const [name, resource] of everything) {
      const contained = (resource['contained'] ?? []) as readonly Json[];
      expect([name, baseProblems(resource, name), contained.flatMap((one) => baseProblems(one, name))]).toEqual([name, [], []]);
    }
    for (const type of ['Patient', 'PlanDefinition', ...OF_PATIENTS]) expect([type, ofType(type).length > 0]).toEqual([type, true]);
  });

  it('would see a resource that is none', () => {
    const broken: readonly [string, (one: Any) => unknown][] = [
      ['Observation', (one) => ({ ...one, status: 'done' })], ['Procedure', (one) => ({ ...one, site: 'left' })], ['Task', (one) => ({ ...one, intent: undefined })],
      ['EpisodeOfCare', (one) => ({ ...one, period: { start: '2026-13-01' } })], ['Claim', (one) => ({ ...one, use: 'later' })], ['Patient', (one) => ({ ...one, birthDate: 'May 1968' })],
    ];
    for (const [type, change] of broken) expect([type, baseProblems(change(ofType(type)[0]) as Json, type).length > 0]).toEqual([type, true]);
  });

  it('has no reference that leads nowhere, and no plan that is not defined', () => {
    const dangling: string[] = [];
    const canonicals = new Set(ofType('PlanDefinition').map(({ url, version }) => `${url}|${version}`));
    for (const [name, resource] of everything) {
      const local = new Set(((resource['contained'] ?? []) as readonly Json[]).map(({ id }) => `#${String(id)}`));
      for (const [, to = ''] of JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g)) if (!(to.startsWith('#') ? local.has(to) : everything.has(to))) dangling.push(`${name} -> ${to}`);
      for (const canonical of (resource['instantiatesCanonical'] ?? []) as readonly string[]) if (!canonicals.has(canonical)) dangling.push(`${name} -> ${canonical}`);
    }
    expect(dangling).toEqual([]);
    expect(ofType('CarePlan').some(({ instantiatesCanonical }) => instantiatesCanonical?.length === 1)).toBe(true);
  });

  it('reads every resource by its id as the search answered it', async () => {
    const sample = [...everything].filter((_, index) => index % 17 === 0);
    expect(sample.length).toBeGreaterThan(20);
    for (const [name, resource] of sample) expect((await demo.get(`/fhir/r4/${name}`)).body).toEqual(resource);
  });

  it('tells the gaps that status tells', async () => {
    for (const { patientId } of demo.demo.patients) {
      const { episodes } = (await demo.get(`/v1/patients/${patientId}/status`)).body as { episodes: { steps: { findings?: { outcome: string; text: string }[] }[] }[] };
      const gaps = episodes.flatMap(({ steps }) => (steps[0]?.findings ?? []).filter(({ outcome: said }) => said === 'unmet' || said === 'unknown').map(({ text }) => text));
      expect([patientId, ofType('Task').filter((task) => task.for.reference === `Patient/${patientId}`).map(({ description }) => description).sort()]).toEqual([patientId, gaps.sort()]);
    }
  });

  it('codes a procedure where service lines do, and nowhere else', async () => {
    let coded = 0;
    let bare = 0;
    for (const { patientId } of demo.demo.patients) {
      for (const procedure of ofType('Procedure').filter(({ subject }) => subject.reference === `Patient/${patientId}`)) {
        const dateOfService = procedure.performedDateTime ?? procedure.performedPeriod.start.slice(0, 10);
        const { body, status } = await service.post(`/v1/patients/${patientId}/service-lines`, { dateOfService, claimType: 'professional' }, { headers: { authorization: `Bearer ${demo.demo.keys.clinician}` } });
        const fact = procedure.identifier[0].value as string;
        const lines = status === 200 ? (body.lines as { code: string; facts: string[] }[]).filter(({ facts }) => facts.includes(fact)).map(({ code }) => code) : [];
        expect((procedure.code.coding ?? []).map(({ code }: { code: string }) => code)).toEqual([...new Set(lines)]);
        if (lines.length > 0) coded++; else bare++;
        expect(JSON.stringify(procedure.code)).not.toContain('"display"');
      }
    }
    expect([coded > 0, bare > 0]).toEqual([true, true]);
  });

  it('derives relief from scores on the record, and calls what was only stated so', () => {
    const relief = ofType('Observation').filter(({ code }) => JSON.stringify(code).includes('"relief-percent"'));
    expect(relief.length).toBeGreaterThan(5);
    for (const one of relief) {
      const [baseline, score] = one.derivedFrom.map(({ reference }: { reference: string }) => (everything.get(reference) as Any).valueQuantity.value) as [number, number];
      expect(one.valueQuantity.value).toBeCloseTo(((baseline - score) / baseline) * 100, 6);
      expect(one.code.coding.every(({ system }: { system: string }) => system === 'urn:pathgate:observation')).toBe(true);
    }
    expect(ofType('Observation').some(({ code }) => code.coding.some((each: Json) => each['system'] === 'http://loinc.org' && each['code'] === '72514-3'))).toBe(true);
  });

  it('tells decisions so that our own reader reads them back', async () => {
    let read = 0;
    for (const { patientId } of demo.demo.patients) {
      const { state: { patient } } = await service.store.streams.load('demo', patientId, PATIENT_FOLD);
      const determinations = patient.authorizations.flatMap((authorization) => authorization.determinations);
      const responses = ofType('ClaimResponse').filter((one) => one.patient.reference === `Patient/${patientId}`);
      expect(responses.length).toBe(determinations.length);
      for (const [index, { decision, decidedOn, payerReference, validFrom, validTo }] of determinations.entries()) {
        const answer = readClaimResponse(responses[index], { receivedOn: TODAY, dayOf: (instant) => instant.slice(0, 10) });
        if (isRejection(answer)) throw new Error(answer.code);
        expect(answer.determination).toMatchObject({ decision, decidedOn, ...(payerReference !== undefined && decision !== 'denied' && { payerReference }), ...(validFrom !== undefined && { validFrom }), ...(validTo !== undefined && { validTo }) });
        read++;
      }
    }
    expect(read).toBeGreaterThan(0);
  });

  it('states exactly what it serves', async () => {
    const statement = (await service.get('/fhir/r4/metadata', { headers: { authorization: '' } })).body as Any;
    expect(baseProblems(statement as Json, 'CapabilityStatement')).toEqual([]);
    const stated = new Map((statement.rest[0].resource as Any[]).map(({ type, searchParam }) => [type as string, (searchParam as { name: string }[]).map(({ name }) => name)]));
    expect([...stated.keys()].sort()).toEqual(['Patient', 'PlanDefinition', ...OF_PATIENTS].sort());
    const patientId = demo.demo.patients[0]?.patientId ?? '';
    const values: Readonly<Record<string, string>> = { _id: 'x.y', patient: patientId, status: 'active', _lastUpdated: 'ge2020-01-01', identifier: 'x', url: 'urn:x', version: '1' };
    for (const [type, names] of stated) {
      const anchor = type === 'Patient' || type === 'PlanDefinition' ? '' : `patient=${patientId}&`;
      for (const [name, value] of Object.entries(values)) {
        const reply = await demo.get(`/fhir/r4/${type}?${name === 'patient' ? '' : anchor}${name}=${value}`);
        if (names.includes(name)) expect([type, name, reply.status]).toEqual([type, name, 200]);
        else expect([type, name, ...outcome(reply)]).toEqual([type, name, ...refused(400, 'parameter-not-supported')]);
      }
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect([method, (await service.call(method, '/fhir/r4/Patient', {})).status]).toEqual([method, 405]);
  });

  it('searches as asked: by id, identifier, state and time, a page at a time', async () => {
    const [first, second] = ofType('Patient');
    const ids = (reply: Reply): readonly string[] => (((reply.body as Any).entry ?? []) as { resource: { id: string } }[]).map(({ resource }) => resource.id);
    expect(ids(await demo.get(`/fhir/r4/Patient?_id=${first.id},${second.id},nobody`))).toEqual([first.id, second.id]);
    const { system, value } = first.identifier.find(({ system: of }: Json) => String(of).endsWith(':mrn'));
    for (const said of [value, `${system}|${value}`, `urn:pathgate:patient|${first.id}`]) expect(ids(await demo.get(`/fhir/r4/Patient?identifier=${encodeURIComponent(said as string)}`))).toEqual([first.id]);
    expect(ids(await demo.get(`/fhir/r4/Patient?identifier=other|${value}`))).toEqual([]);
    const all = await pages('/fhir/r4/Patient?_count=3');
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(demo.demo.patients.map(({ patientId }) => patientId)));
    const observed = ofType('Observation').find(({ meta }) => meta.lastUpdated !== undefined);
    const of = observed.subject.reference as string;
    const scores = ofType('Observation').filter(({ subject }) => subject.reference === of);
    expect((await pages(`/fhir/r4/Observation?patient=${of}&_count=2`)).map(({ id }) => id)).toEqual(scores.map(({ id }) => id));
    const at = observed.meta.lastUpdated as string;
    for (const [prefix, keeps] of [['ge', (each: string) => each >= at], ['gt', (each: string) => each > at], ['le', (each: string) => each <= at], ['lt', (each: string) => each < at], ['', (each: string) => each === at]] as const) {
      expect(ids(await demo.get(`/fhir/r4/Observation?patient=${of}&_count=200&_lastUpdated=${prefix}${at}`))).toEqual(scores.filter(({ meta }) => keeps(meta.lastUpdated as string)).map(({ id }) => id));
    }
    expect(ids(await demo.get(`/fhir/r4/Observation?_id=${observed.id}&patient=nobody`))).toEqual([]);
    expect((await demo.get(`/fhir/r4/PlanDefinition?status=retired`)).body.entry.every(({ resource }: Any) => resource.status === 'retired')).toBe(true);
  });

  it('refuses in OperationOutcomes', async () => {
    const patientId = demo.demo.patients[0]?.patientId ?? '';
    for (const [path, status, code] of [
      ['/fhir/r4/Observation', 400, 'patient-or-id-missing'], ['/fhir/r4/Observation?patient=a,b', 400, 'invalid-request'], [`/fhir/r4/Observation?patient=${patientId}&_lastUpdated=lately`, 400, 'invalid-request'],
      [`/fhir/r4/Observation?patient=${patientId}&code=72514-3`, 400, 'parameter-not-supported'], [`/fhir/r4/Observation?patient=${patientId}&status:not=final`, 400, 'parameter-not-supported'],
      [`/fhir/r4/Observation?patient=${patientId}&_include=Observation:subject`, 400, 'parameter-not-supported'], ['/fhir/r4/Patient?_count=0', 400, 'invalid-request'], ['/fhir/r4/Patient?_count=9999', 400, 'invalid-request'],
      ['/fhir/r4/Patient?page=x', 400, 'cursor-unknown'], ['/fhir/r4/Patient?_id=', 400, 'invalid-request'], [`/fhir/r4/Patient/${patientId}?status=x`, 400, 'parameter-not-supported'], ['/fhir/r4/metadata?x=1', 400, 'parameter-not-supported'],
      ['/fhir/r4/Medication', 404, 'not-found'], ['/fhir/r4/Medication/x', 404, 'not-found'], ['/fhir/r4/Patient/nobody', 404, 'not-found'], [`/fhir/r4/Procedure/${patientId}.none`, 404, 'not-found'], ['/fhir/r4/a/b/c', 404, 'not-found'],
      ['/fhir/r4/Patient?_format=xml', 406, 'not-acceptable'], ['/fhir/r4/constructor', 404, 'not-found'], ['/fhir/r4/Patient?__proto__=1', 400, 'parameter-not-supported'],
    ] as const) expect([path, ...outcome(await demo.get(path))]).toEqual([path, ...refused(status, code)]);
    expect(outcome(await service.get('/fhir/r4/Patient', { headers: { authorization: '' } }))).toEqual(refused(401, 'key-unknown'));
    expect(outcome(await demo.get('/fhir/r4/Patient', { role: 'scheduler' }))).toEqual(refused(403, 'not-allowed'));
    expect(outcome(await demo.get('/fhir/r4/Patient', { headers: { accept: 'application/fhir+xml' } }))).toEqual(refused(406, 'not-acceptable'));
    expect(outcome(await service.call('POST', '/fhir/r4/Patient/_search', {}))[2]).toBe('OperationOutcome');
  });

  it('answers in the type that is asked for; the address decides before Accept', async () => {
    const type = async (path: string, accept?: string): Promise<string | null> => (await demo.get(path, accept === undefined ? {} : { headers: { accept } })).headers.get('content-type');
    expect(await type('/fhir/r4/metadata')).toBe(`${FHIR}; charset=utf-8`);
    expect(await type('/fhir/r4/metadata', 'application/json')).toBe('application/json; charset=utf-8');
    expect(await type('/fhir/r4/metadata?_format=json', 'application/fhir+xml')).toBe(`${FHIR}; charset=utf-8`);
    expect(await type('/fhir/r4/metadata?_format=application/json')).toBe('application/json; charset=utf-8');
    expect(await type('/fhir/r4/Patient?_format=application/fhir+json', 'text/html')).toBe(`${FHIR}; charset=utf-8`);
  });

  it('tells another practice nothing, and audits who read what', async () => {
    const patientId = await register(service);
    expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201);
    const own = (await service.get(`/fhir/r4/Task?patient=${patientId}`)).body as Any;
    expect(own.total).toBeGreaterThan(0);
    const task = own.entry[0].resource.id as string;
    for (const path of [`Patient/${patientId}`, `Task/${task}`]) {
      const [theirs, absent] = await Promise.all([path, path.replace(patientId, 'pAbsentAbsentAbsentAbs')].map((one) => service.get(`/fhir/r4/${one}`, { practice: 'hillside' })));
      expect([theirs?.status, theirs?.text]).toEqual([404, absent?.text]);
    }
    expect(((await service.get(`/fhir/r4/Task?patient=${patientId}`, { practice: 'hillside' })).body as Any).total).toBe(0);
    const { items } = (await service.get(`/v1/audit?patient=${patientId}&action=read-fhir`, { role: 'auditor' })).body as { items: { action: string; resource: string; outcome: string }[] };
    expect(items).toContainEqual(expect.objectContaining({ action: 'read-fhir:Task', resource: expect.stringMatching(`^patient/${patientId}@`), outcome: 'allowed' }));
    const { items: others } = (await service.get('/v1/audit?outcome=refused', { role: 'auditor', practice: 'hillside' })).body as { items: { action: string }[] };
    expect(others.map(({ action }) => action)).toEqual(expect.arrayContaining(['read-fhir:Task', 'read-fhir:Patient']));
  });

  it('answers any query with a bundle or an OperationOutcome, and never fails', async () => {
    const names = fc.constantFrom('_id', 'patient', 'status', '_lastUpdated', 'identifier', '_count', 'page', '_format', 'url', '', 'x', '__proto__', '_id:exact');
    const values = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('json', 'active', 'ge2026-01-01', '2026-02-30', '5', 'Patient/', ',,,', '%00', '\u0000'));
    await fc.assert(fc.asyncProperty(fc.constantFrom('Patient', ...OF_PATIENTS, 'PlanDefinition'), fc.array(fc.tuple(names, values), { maxLength: 4 }), async (type, query) => {
      const { status, body } = await demo.get(`/fhir/r4/${type}?${query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`);
      expect([status < 500, ['Bundle', 'OperationOutcome']]).toEqual([true, expect.arrayContaining([(body as Any).resourceType])]);
    }), { numRuns: 150 });
  });
});
