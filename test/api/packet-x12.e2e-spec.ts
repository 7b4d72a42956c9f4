/** A packet as X12 278 over real HTTP: refused until the directory says what it needs, then the same bytes for the same packet, read back by another's parser. */
import { controlNumberOf } from '../../src/packets/control-number';
import { read278 } from '../packets/read-278';
import { describeEachEngine } from '../support/engines';
import { OHIO_MEDICARE, plusDays } from '../support/patient-story';
import { startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, readyForBlock1 } from './support/story';

const ADMIN: Call = { role: 'admin' };
const X12: Call = { role: 'auth-staff', headers: { accept: 'application/edi-x12' } };
const { pathway: _, region: __, setting: ___, ...PLAN } = EPISODE;

describeEachEngine('a packet as X12', (under) => {
  let service: Service;
  let patientId: string;
  let packetId: string;
  let authorizationId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const put = async (path: string, body: object): Promise<Reply> =>
    expectStatus(await service.call('PUT', path, body, { ...ADMIN, ifMatch: etagOf(await service.get('/v1/practice', ADMIN)) }), 200);

  beforeAll(async () => {
    service = await startService(await under.freshDatabase(), [], {}, 'P');
    const { facility: { id: facilityId } } = expectStatus(await service.post('/v1/facilities', { name: 'Example Hospital', npi: '2000000036', placeOfService: '22', typeOfBill: '13' }, ADMIN), 201).body as { facility: { id: string } };
    const { practitioner: { id: practitionerId } } = expectStatus(await service.post('/v1/practitioners', { name: { family: 'Feld', given: 'Ada' }, npi: '2000000002' }, ADMIN), 201).body as { practitioner: { id: string } };
    const { patientId: id, episodeId } = await readyForBlock1(service);
    patientId = id;
    expectStatus(await service.call('POST', at(`/episodes/${episodeId}/targets`), { ...PLAN, facilityId, practitionerId, setting: '22' }, { ifMatch: etagOf(await service.get(at(''))) }), 200);
    [{ packetId, authorizationId }] = (await service.get(at('/authorizations'))).body.items;
  });
  afterAll(() => service.close());

  it('names what is not recorded, and nothing of the record', async () => {
    const refused = await service.get(at(`/packets/${packetId}`), X12);
    expect(refused).toMatchObject({ status: 409, body: { code: 'request-data-missing', details: { missing: [{ record: 'practice', fields: [] }, { record: 'payer', fields: [] }] } } });
    expect(refused.text).not.toMatch(/Zanzibarova|1EG4/);
    expectStatus(await service.get(at(`/packets/${packetId}`)), 200);
  });

  it('is a test while nobody has signed it', async () => {
    await put('/v1/practice', { name: 'Example Pain Center', npi: '2000000101', phone: '937-555-0100' });
    await put(`/v1/payers/${OHIO_MEDICARE.payer}`, { name: 'Medicare', payerNumber: '00000', plans: [] });
    const draft = expectStatus(await service.get(at(`/packets/${packetId}`), X12), 200);
    expect([draft.headers.get('content-type'), draft.headers.get('pathgate-packet')]).toEqual(['application/edi-x12', 'draft']);
    expect(read278(draft.text).request).toMatchObject({ usage: 'T', packetId });
  });

  it('is in earnest once it is requested and signed, and the same bytes ever after', async () => {
    const dateOfService = plusDays(TODAY, 14);
    expectStatus(await service.post(at(`/authorizations/${authorizationId}/request`), { dateOfService }, { role: 'auth-staff', ifMatch: etagOf(await service.get(at(''))) }), 200);
    expect(read278((await service.get(at(`/packets/${packetId}`), X12)).text).request).toMatchObject({ usage: 'T', event: { on: dateOfService } });
    for (const [what, body, role] of [['review', { by: 'Nora Example' }, 'nurse'], ['signature', { by: 'Ada Feld', rationale: 'The numbers follow by letter.' }, 'clinician']] as const) {
      expectStatus(await service.post(at(`/packets/${packetId}/${what}`), body, { role, ifMatch: etagOf(await service.get(at(''))) }), 200);
    }
    const issued = expectStatus(await service.get(at(`/packets/${packetId}`), X12), 200);
    const { faults, request } = read278(issued.text);
    expect(faults).toEqual([]);
    expect(request).toMatchObject({
      usage: 'P', control: controlNumberOf(packetId), sender: '2000000101', receiver: '00000', issuedAt: `${TODAY} 1700`, packetId,
      reviewer: { name: 'Medicare' }, requester: { name: 'Example Pain Center' }, contact: { ways: { TE: '9375550100' } }, subscriber: { name: 'Zanzibarova', given: 'Quillon', number: '1EG4TE5MK73', birthDate: '1968-05-01' },
      event: { trace: authorizationId, place: '13:A', on: dateOfService, isExpedited: false }, performing: { name: 'Feld', given: 'Ada', number: '2000000002' }, facility: { number: '2000000036' },
      lines: [{ claimType: 'facility', code: '64493', modifiers: ['RT'], units: 1, on: dateOfService }],
    });
    service.setNow(`${plusDays(TODAY, 1)}T17:00:00.000Z`);
    await put('/v1/practice', { name: 'Another Name', npi: '2000000101' });
    const again = expectStatus(await service.get(at(`/packets/${packetId}.278`), { role: 'auth-staff' }), 200);
    expect([again.text, again.headers.get('content-type')]).toEqual([issued.text, 'application/edi-x12']);
  });

  it('is for those who read packets, and each reading is audited under the packet\'s own id', async () => {
    expect((await service.get(at(`/packets/${packetId}.278`), { role: 'scheduler' })).status).toBe(403);
    expect((await service.get(at('/packets/nothing.278'))).body.code).toBe('packet-not-found');
    const { items } = (await service.get('/v1/audit', { role: 'auditor' })).body as { items: { resource: string; action: string }[] };
    const resources = items.filter(({ action }) => action === 'read-packet').map(({ resource }) => resource);
    expect(new Set(resources)).toEqual(new Set([`patient/${patientId}/packet/${packetId}`, `patient/${patientId}/packet/nothing`]));
  });
});
