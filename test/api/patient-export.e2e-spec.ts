/** Everything of a patient: as data, as FHIR, to read. For every demo patient, and for one whose record was corrected, retracted and documented. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { isNote } from '../../machines/patient';
import { baseProblems, shellOf } from '../packets/fhir/base-schemas';
import type { Json } from '../packets/fhir/definitions';
import { textOfPages } from '../packets/pdf-text';
import { describeSqlite } from '../support/engines';
import { demoIn, type DemoService } from './support/demo';
import { startService, TODAY, type Service } from './support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1 } from './support/story';

/** What is looked at here is JSON. */
/* eslint-disable @typescript-eslint/no-explicit-any */
type Any = any;

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** Where the files are kept to look at; nowhere when left out. */
const KEPT = process.env.PATHGATE_TEST_EXPORTS;

describeSqlite('everything of a patient', (under) => {
  let service: Service;
  let demo: DemoService;
  let patientId: string;
  let factId: string;
  let documentId: string;

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    demo = await demoIn(service);
    ({ patientId } = await readyForBlock1(service));
    const at = (path: string): string => `/v1/patients/${patientId}${path}`;
    ({ factId } = expectStatus(await service.post(at('/facts'), blockFact(TODAY, 20)), 201).body as { factId: string });
    expectStatus(await service.post(at(`/facts/${factId}/corrections`), { ...blockFact(TODAY, 85), reason: 'Misread: the score was for the other side.' }, { ifMatch: etagOf(await service.get(at(''))) }), 201);
    const score = expectStatus(await service.post(at('/facts'), { fact: { type: 'score', occurredOn: TODAY, instrument: 'ODI', value: 88 } }), 201).body as { factId: string };
    expectStatus(await service.post(at(`/facts/${score.factId}/retractions`), { reason: 'Of another patient.' }, { ifMatch: etagOf(await service.get(at(''))) }), 201);
    ({ documentId } = expectStatus(await service.call('POST', at('/documents'), undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Photograph of the site' } }), 201).body as { documentId: string });
    await service.get('/v1/worklist');
  }, 60_000);
  afterAll(() => service.close());

  const ask = (format: string, accept = '*/*') => service.get(`/v1/patients/${patientId}/export${format}`, { headers: { accept } });
  const bytesOf = async (path: string, key: string): Promise<Buffer> => Buffer.from(await (await fetch(service.address + path, { headers: { authorization: `Bearer ${key}` } })).arrayBuffer());

  it('who looked at it, counted, for who may give a copy away; a table too', async () => {
    const at = `/v1/patients/${patientId}/accesses`;
    await service.get(`/v1/patients/${patientId}`, { role: 'scheduler' });
    const { body } = expectStatus(await service.get(at), 200);
    expect(body).toMatchObject({ patientId, asOf: TODAY });
    expect(body.items).toContainEqual({ who: 'clinician', role: 'clinician', what: 'document fact', times: expect.any(Number), firstOn: TODAY, lastOn: TODAY });
    expect(body.items).toContainEqual(expect.objectContaining({ who: 'scheduler', what: 'read patient (refused)', times: 1 }));
    expect(body.items).toContainEqual(expect.objectContaining({ what: 'export patient', times: 1 }));
    const table = expectStatus(await service.get(`${at}?format=csv`, { headers: { accept: 'application/json' } }), 200);
    expect([table.headers.get('content-type'), table.text.split('\r\n')[0]]).toEqual(['text/csv; charset=utf-8; header=present', 'who,role,what,times,firstOn,lastOn']);
    for (const role of ['nurse', 'biller', 'auditor'] as const) expect((await service.get(at, { role })).status).toBe(403);
    expectStatus(await service.get('/v1/patients/pNobody/accesses'), 404);
    expectStatus(await service.get(at, { practice: 'hillside' }), 404);
  });

  it('as data: every fact with what became of it, the log, the documents as they came, and who looked', async () => {
    const { status, headers, body } = await ask('?format=json');
    expect([status, headers.get('content-disposition')]).toEqual([200, `attachment; filename="record-${patientId}-${TODAY}.json"`]);
    const block = body.facts.find((one: Any) => one.factId === factId);
    expect(block.changes.map(({ change }: Any) => change)).toEqual(['documented', 'corrected']);
    expect([block.changes[0].data.fact.relief.statedPercent ?? block.changes[0].data.fact.relief.observations, block.changes[1].data.reason]).toEqual([expect.anything(), 'Misread: the score was for the other side.']);
    expect(body.facts.filter(({ fact }: Any) => fact === null).map(({ changes }: Any) => changes.at(-1).change)).toEqual(['retracted']);
    const events = await service.store.read('riverbend', patientId);
    expect(body.log.map(({ version }: Any) => version)).toEqual(events.filter(({ data }) => !isNote(data as Any)).map(({ version }) => version));
    expect(body.log.map(({ data }: Any) => data)).toEqual(JSON.parse(JSON.stringify(events.filter(({ data }) => !isNote(data as Any)).map(({ data }) => data))));
    const [document] = body.documents.filter((one: Any) => one.documentId === documentId);
    expect(Buffer.from(document.content as string, 'base64')).toEqual(PNG);
    expect(body.accesses[0]).toMatchObject({ action: 'export-patient:json', actorName: 'clinician', what: expect.stringContaining(patientId) });
    expect(body.accesses).toContainEqual(expect.objectContaining({ action: 'read-worklist', what: 'worklist' }));
    expect((await service.get(`/v1/patients/${patientId}/status?findings=all`)).body.episodes).toEqual(body.standing);
  });

  it('names no other patient, whoever was on a list with this one', async () => {
    const { patientId: other } = await readyForBlock1(service);
    await service.get('/v1/worklist');
    for (const format of ['json', 'fhir']) {
      const { text } = await ask(`?format=${format}`);
      expect(text).not.toContain(other);
      for (const { patientId: theirs } of demo.demo.patients) expect(text).not.toContain(theirs);
    }
  });

  it('as FHIR: sound resources, no reference that leads out of the bundle, documents whole', async () => {
    const { body, headers } = await ask('', 'application/fhir+json');
    expect(headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(soundBundle(body as Json)).toEqual([]);
    const [document] = body.entry.filter(({ resource }: Any) => resource.resourceType === 'DocumentReference').map(({ resource }: Any) => resource);
    const binary = body.entry.find(({ fullUrl }: Any) => fullUrl === document.content[0].attachment.url);
    expect([createHash('sha256').update(Buffer.from(binary.resource.data as string, 'base64')).digest('hex'), binary.resource.contentType]).toEqual([document.identifier[0].value, 'image/png']);
  });

  it('as PDF: in plain words, with the documents behind', async () => {
    const pdf = await bytesOf(`/v1/patients/${patientId}/export?format=pdf`, service.keyOf('clinician'));
    if (KEPT !== undefined) keep('patient.pdf', pdf);
    const pages = (await textOfPages(pdf)).map((text) => text.replace(/\s+/g, ' '));
    pages.forEach((text, index) => expect(text).toContain(`Page ${index + 1} of ${pages.length}`));
    const all = pages.join(' ');
    for (const said of ['Your record', 'It belongs to you', 'Misread: the score was for the other side.', '(no longer part of the record)', 'Of another patient.', 'Who has looked at your record', 'Document 1 of 1: Photograph of the site']) expect(all).toContain(said);
    expect(all).not.toMatch(/undefined|NaN|\[object|\uFFFD/);
    expect(await bytesOf(`/v1/patients/${patientId}/export?format=pdf`, service.keyOf('clinician'))).not.toHaveLength(0);
  });

  it('of every demo patient, in every format', async () => {
    for (const { patientId: id, key } of demo.demo.patients) {
      const path = `/v1/patients/${id}/export`;
      const json = await demo.get(`${path}?format=json`);
      expect([id, json.status, json.body.patientId]).toEqual([id, 200, id]);
      expect(soundBundle((await demo.get(`${path}?format=fhir`)).body as Json)).toEqual([]);
      const pdf = await bytesOf(`${path}?format=pdf`, demo.demo.keys.clinician);
      if (KEPT !== undefined) keep(`${key}.pdf`, pdf);
      expect([id, (await PDFDocument.load(pdf)).getPageCount() > 1, (await textOfPages(pdf)).join(' ')]).toEqual([id, true, expect.not.stringMatching(/undefined|NaN|\[object/)]);
    }
  }, 120_000);

  it('is open to whom the table says, and on the audit as an export', async () => {
    for (const [role, status] of [['admin', 403], ['auth-staff', 200], ['clinician', 200], ['nurse', 403], ['biller', 403], ['auditor', 403], ['api-consumer', 403], ['scheduler', 403]] as const) {
      expect([role, (await service.get(`/v1/patients/${patientId}/export?format=fhir`, { role })).status]).toEqual([role, status]);
    }
    const { items } = (await service.get(`/v1/audit?patient=${patientId}&action=export-patient`, { role: 'auditor' })).body as { items: { action: string; role: string; outcome: string }[] };
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ action: 'export-patient:fhir', role: 'auth-staff', outcome: 'allowed' }), expect.objectContaining({ action: 'export-patient', role: 'nurse', outcome: 'refused' })]));
    for (const [query, accept, status] of [['?format=xml', '*/*', 400], ['?format=pdf&x=1', '*/*', 400], ['', 'text/html', 406], ['?format=json', 'application/pdf', 200], ['', 'application/pdf', 200]] as const) expect([query, accept, (await ask(query, accept)).status]).toEqual([query, accept, status]);
  });
});

/** Each resource by itself, and every reference followed within the bundle. */
function soundBundle(bundle: Json): readonly unknown[] {
  const entries = bundle.entry as readonly { readonly fullUrl: string; readonly resource: Json }[];
  const names = new Set(entries.map(({ resource }) => `${String(resource['resourceType'])}/${String(resource['id'])}`));
  const problems = entries.flatMap(({ resource }) => [resource, ...(resource['contained'] ?? []) as readonly Json[]].flatMap((one) => baseProblems(one, String(one['resourceType']))));
  const dangling = entries.flatMap(({ resource }) => {
    const local = new Set(((resource['contained'] ?? []) as readonly Json[]).map(({ id }) => `#${String(id)}`));
    return [...JSON.stringify({ ...resource, data: '' }).matchAll(/"reference":"([^"]+)"/g)].map(([, to = '']) => to).filter((to) => !(to.startsWith('#') ? local.has(to) : names.has(to)));
  });
  return [...baseProblems(shellOf(bundle), 'Bundle'), ...problems, ...dangling];
}

function keep(name: string, bytes: Buffer): void {
  mkdirSync(KEPT ?? '', { recursive: true });
  writeFileSync(join(KEPT ?? '', name), bytes);
}
