/** What the audit says of each read and refusal: which document, which packet, and no word of an address that is no id. */
import { randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { announcePackets } from '../../src/packets';
import { patientProjector } from '../../src/patients';
import { Audited } from '../../src/platform/audit/audited';
import { PatientLog } from '../../src/platform/patient-log/patient-log';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import { describeSqlite } from '../support/engines';
import { NOON, startService, type Service } from './support/service';
import { expectStatus, readyForBlock1 } from './support/story';

describeSqlite('the audit says', (under) => {
  let service: Service;
  let patientId: string;
  let documentId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  /** What was written since the last time it was asked. */
  let seen = 0;
  async function news(): Promise<readonly string[]> {
    const rows = await service.store.sql.of('riverbend').query("SELECT feed, action, resource, outcome FROM audit WHERE practice_id = 'riverbend' AND feed > ? ORDER BY feed", [seen]);
    seen = Number(rows.at(-1)?.['feed'] ?? seen);
    return rows.map(({ action, resource, outcome }) => [action, resource, outcome].join(' '));
  }
  const upload = (raw: Uint8Array, path = at('/documents')) => service.call('POST', path, undefined, { raw, headers: { 'content-type': 'application/pdf', 'pathgate-title': 'Report' } });

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId } = await readyForBlock1(service));
    const pdf = await PDFDocument.create();
    pdf.addPage();
    ({ documentId } = expectStatus(await upload(await pdf.save()), 201).body);
  });
  afterAll(() => service.close());
  beforeEach(news);

  it('which document and which packet was read, also as a file', async () => {
    expectStatus(await service.get(at(`/documents/${documentId}`)), 200);
    const { items: [{ packetId }] } = expectStatus(await service.get(at('/authorizations')), 200).body;
    expectStatus(await service.get(at(`/packets/${packetId}`)), 200);
    expectStatus(await service.get(at(`/packets/${packetId}.pdf`)), 200);
    const said = (await news()).filter((line) => !line.startsWith('read-authorizations'));
    expect(said).toEqual([`read-documents patient/${patientId}/document/${documentId} allowed`, ...Array.from({ length: 2 }, () => `read-packet patient/${patientId}/packet/${packetId} allowed`)]);
  });

  it('whom a list showed, and finds it by patient', async () => {
    const auditor = { role: 'auditor' } as const;
    for (const path of ['/v1/patients', '/v1/worklist', '/v1/worklist?pathway=scs']) expectStatus(await service.get(path), 200);
    const shown = [`list-patients patients/${patientId} allowed`, `read-worklist worklist/${patientId} allowed`];
    expect(await news()).toEqual([...shown, 'read-worklist worklist allowed']);
    const { items } = expectStatus(await service.get(`/v1/audit?resource=patient/${patientId}&limit=2`, auditor), 200).body as { items: { action: string; resource: string; outcome: string }[] };
    expect(items.reverse().map(({ action, resource, outcome }) => [action, resource, outcome].join(' '))).toEqual(shown);
  });

  it('that what is not there was refused', async () => {
    for (const path of ['/documents/pNothing', '/packets/pNothing', '/facts/pNothing']) expectStatus(await service.get(at(path)), 404);
    expect(await news()).toEqual(['read-documents', 'read-packet', 'read-status'].map((action, index) => `${action} patient/${patientId}/${['document', 'packet', 'fact'][index]}/pNothing refused`));
  });

  it('that an upload and a move to the same patient were refused', async () => {
    expect((await upload(Buffer.from('%PDF-1.7 broken'))).body.code).toBe('document-broken');
    const { items: [{ factId }] } = (await service.get(at('/facts'))).body;
    expect((await service.post(at(`/facts/${factId}/moves`), { toPatientId: patientId, reason: 'mixed up' }, { ifMatch: '"1"' })).body.code).toBe('same-patient');
    expect((await upload(Buffer.from('%PDF-1.7 broken'), '/v1/patients/pNobody/documents')).body.code).toBe('not-found');
    expect((await news()).filter((line) => line.endsWith('refused'))).toEqual([
      `attach-document patient/${patientId} refused`, `change-fact patient/${patientId} refused`, 'attach-document patient/pNobody refused']);
  });

  it('nothing of a segment that is no id', async () => {
    const name = encodeURIComponent('Zanzibarova, Quillon');
    for (const path of [`/v1/patients/${name}`, `/v1/patients/${name}/status`, at(`/documents/${name}`), at(`/packets/${name}.pdf`)]) expectStatus(await service.get(path), 404);
    expectStatus(await service.get(at(`/documents/${name}`), { role: 'scheduler' }), 403);
    expectStatus(await upload(Buffer.from('x'), `/v1/patients/${name}/documents`), 404);
    expect((await news()).map((line) => line.split(' ')[1])).toEqual(['patient', 'patient', `patient/${patientId}/document`, `patient/${patientId}/packet`, `patient/${patientId}/document`, 'patient']);
  });

  it('that a write was overtaken too often', async () => {
    const { store } = service;
    const overtaken = { ...store, commit: () => Promise.resolve({ kind: 'conflict' as const, stream: patientId }) };
    const log = new PatientLog({ store: overtaken, streams: store.streams, audited: new Audited(store), clock: { now: () => NOON }, practiceLog: new PracticeLog(store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets });
    const caller = { practice: 'riverbend', actor: 'riverbend-clinician', role: 'clinician', timeZone: 'America/New_York', demo: false, requestId: 'r-1' } as const;
    const answered = await log.write({ caller, idempotencyKey: randomUUID(), requestHash: 'h', ifMatch: undefined, contentType: '' }, patientId, {
      action: 'change-coverage', status: 200, command: () => ({ type: 'ChangeCoverage', coverages: [] }), answer: () => { throw new Error('nothing was recorded'); },
    });
    expect([answered, await news()]).toEqual([expect.objectContaining({ code: 'not-available' }), [`change-coverage patient/${patientId} refused`]]);
  });
});
