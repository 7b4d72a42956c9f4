/** Packets as FHIR requests, over HTTP: of every step a practice of synthetic patients comes to, read by the validator, the same bytes each time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { openDemoPractice, type DemoPractice } from '../../src/demo';
import { describeWithGuides } from '../packets/fhir/guides';
import { problemsOf } from '../packets/fhir/validate-bundle';
import { describeSqlite, type EngineUnderTest } from '../support/engines';
import { plusDays, READY_ON } from '../support/patient-story';
import { recordDirectory } from './support/directory';
import { NOON, startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, readyForBlock1, register } from './support/story';

const FHIR: Call = { role: 'auth-staff', headers: { accept: 'application/fhir+json' } };
const STEPS = ['mbb1', 'mbb2', 'rfa', 'repeat-rfa', 'trial', 'implant', 'esi'];
/** 1 x 1. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describeWithGuides('every packet of the demo practice', (guides) => {
  // Rendering does not depend on the engine.
  describeSqlite('as a FHIR request', (under: EngineUnderTest) => {
    let service: Service;
    let demo: DemoPractice;
    const folder = mkdtempSync(join(tmpdir(), 'pathgate-fhir-'));
    const as = (role: 'admin' | 'clinician' | 'auth-staff', headers: Readonly<Record<string, string>> = {}): Call => ({ headers: { authorization: `Bearer ${demo.keys[role]}`, ...headers } });

    beforeAll(async () => {
      service = await startService(await under.freshDatabase());
      demo = await openDemoPractice({ store: service.store, clock: { now: () => NOON }, keyFile: join(folder, 'demo-keys.json'), policies: SHIPPED_POLICIES, projector: { project: () => [] }, announce: () => [] });
    });
    afterAll(async () => {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('is sound and the same bytes on repetition, for every kind of step', async () => {
      const sound = new Set<string>();
      for (const patient of demo.patients) {
        const at = `/v1/patients/${patient.patientId}`;
        for (const { episodeId, nextStep, position } of (expectStatus(await service.get(`${at}/status`, as('clinician')), 200).body as Standing).episodes) {
          if (position === 'closed') continue;
          const drafted = await service.post(`${at}/episodes/${episodeId}/authorizations`, { step: nextStep }, as('auth-staff'));
          expect([201, 409]).toContain(drafted.status);
        }
        for (const { packetId, step, position } of (await service.get(`${at}/authorizations`, as('auth-staff'))).body.items as readonly { packetId: string; step: string; position: string }[]) {
          if (position !== 'draft') continue;
          const path = `${at}/packets/${packetId}`;
          const answer = expectStatus(await service.get(path, as('auth-staff', { accept: 'application/fhir+json' })), 200);
          expect([patient.key, step, problemsOf(answer.body, guides())]).toEqual([patient.key, step, []]);
          expect((await service.get(`${path}.fhir.json`, as('auth-staff'))).text).toBe(answer.text);
          sound.add(step);
        }
      }
      expect([...sound].sort()).toEqual([...STEPS].sort());
    });
  });

  describeSqlite('a hospital\'s request with a document', (under: EngineUnderTest) => {
    it('is sound, too', async () => {
      const service = await startService(await under.freshDatabase());
      const { practitionerId, facilityIds } = await recordDirectory(service);
      const { patientId, episodeId } = await readyForBlock1(service);
      const at = `/v1/patients/${patientId}`;
      const { setting: _, pathway: __, region: ___, ...plan } = EPISODE;
      expectStatus(await service.post(`${at}/episodes/${episodeId}/targets`, { ...plan, facilityId: facilityIds[1], practitionerId }, { ifMatch: etagOf(await service.get(at)) }), 200);
      expectStatus(await service.post(`${at}/documents`, undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Referral' } }), 201);
      const { items: [{ packetId }] } = (await service.get(`${at}/authorizations`)).body;
      const { body, text } = expectStatus(await service.get(`${at}/packets/${packetId}`, FHIR), 200);
      expect(problemsOf(body, guides())).toEqual([]);
      expect(text).toContain(PNG.toString('base64'));
      expect(text).toContain('"institutional"');
      await service.close();
    });
  });
});

interface Standing {
  readonly episodes: readonly { readonly episodeId: string; readonly nextStep: string; readonly position: string; readonly plan: Readonly<Record<string, unknown>> }[];
}

describeSqlite('a packet as a FHIR request', (under) => {
  let service: Service;
  let directory: Awaited<ReturnType<typeof recordDirectory>>;
  let patientId: string;
  let episodeId: string;
  let packetPath: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const authorization = async () => (await service.get(at('/authorizations'))).body.items[0] as { authorizationId: string; packetId: string };
  const asked = (options: Call = FHIR): Promise<Reply> => service.get(packetPath, options);
  const plan = async (more: object): Promise<Reply> => {
    const { setting: _, pathway: __, region: ___, ...rest } = EPISODE;
    return expectStatus(await service.post(at(`/episodes/${episodeId}/targets`), { ...rest, ...more }, { ifMatch: etagOf(await service.get(at(''))) }), 200);
  };

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
    packetPath = at(`/packets/${(await authorization()).packetId}`);
  });
  afterAll(() => service.close());

  it('is refused by record and field while nobody is recorded', async () => {
    const missing = [{ record: 'practice', fields: [] }, { record: 'plan', fields: ['practitionerId'] }, { record: 'plan', fields: ['facilityId'] }, { record: 'payer', fields: [] }];
    expect(await asked()).toMatchObject({ status: 409, body: { code: 'request-data-missing', details: { missing } } });
    expectStatus(await asked({ role: 'auth-staff' }), 200);
  });

  it('is answered once they are, and says what it is', async () => {
    directory = await recordDirectory(service);
    await plan({ facilityId: directory.facilityIds[0], practitionerId: directory.practitionerId });
    const answer = expectStatus(await asked(), 200);
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(answer.headers.get('pathgate-packet')).toBe('draft');
    expect(answer.body).toMatchObject({ resourceType: 'Bundle', type: 'collection', timestamp: NOON, entry: expect.arrayContaining([expect.objectContaining({ resource: expect.objectContaining({ resourceType: 'Claim' }) })]) });
    expect((await service.get(`${packetPath}.fhir.json`, { role: 'auth-staff' })).text).toBe(answer.text);
    expect((await asked({ role: 'auth-staff' })).body).toHaveProperty('packet');
    expect((await asked({ headers: { accept: 'application/xml' } })).status).toBe(406);
    expect((await service.get(`${packetPath.replace(/[^/]+$/, 'nothing')}.fhir.json`)).body.code).toBe('packet-not-found');
  });

  it('carries the very PDF that a reviewer reads', async () => {
    const { entry } = (await asked()).body as { entry: { resource: { resourceType: string; content: { attachment: { data: string } }[] } }[] };
    const inside = entry.find(({ resource }) => resource.resourceType === 'DocumentReference')?.resource.content[0]?.attachment.data ?? '';
    const pdf = await fetch(`${service.address}${packetPath}.pdf`, { headers: { authorization: `Bearer ${service.keyOf('auth-staff')}` } });
    expect(Buffer.from(inside, 'base64').equals(Buffer.from(await pdf.arrayBuffer()))).toBe(true);
  });

  it('is frozen once issued: neither the record nor the directory changes a byte of it', async () => {
    const { authorizationId } = await authorization();
    expectStatus(await service.post(at(`/authorizations/${authorizationId}/request`), { dateOfService: plusDays(TODAY, 14) }, { role: 'auth-staff', ifMatch: etagOf(await service.get(at(''))) }), 200);
    const issued = expectStatus(await asked(), 200);
    expect(issued.body.timestamp).toBe(NOON);
    service.setNow(`${READY_ON}T16:00:00.000Z`);
    const admin: Call = { role: 'admin', ifMatch: etagOf(await service.get('/v1/practice', { role: 'admin' })) };
    expectStatus(await service.call('PUT', '/v1/practice', { name: 'Renamed Pain Center', npi: '2000000101', phone: '937-555-0999' }, admin), 200);
    expectStatus(await service.post(at('/facts'), { fact: { type: 'score', occurredOn: READY_ON, instrument: 'NRS', value: 6, role: 'follow-up' } }), 201);
    expect((await asked()).text).toBe(issued.text);
  });

  it('is nobody else\'s', async () => {
    const other = await register(service, { practice: 'hillside' });
    expect((await service.get(packetPath.replace(patientId, other), { ...FHIR, practice: 'hillside' })).body.code).toBe('packet-not-found');
    expect((await service.get(packetPath, { ...FHIR, role: 'scheduler' })).status).toBe(403);
  });
});
