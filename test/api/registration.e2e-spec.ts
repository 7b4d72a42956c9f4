/** One chart number, one patient, unless someone has looked. */
import { describeEachEngine } from '../support/engines';
import { startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { expectStatus, readyForBlock1, REGISTRATION } from './support/story';

const CLIENTS = 16;

describeEachEngine('registration', (under) => {
  let service: Service;
  beforeAll(async () => (service = await startService(await under.freshDatabase())));
  afterAll(() => service.close());

  const register = (values: readonly string[], more: object = {}, options: Call = {}): Promise<Reply> =>
    service.post('/v1/patients', { ...REGISTRATION, identifiers: values.map((value) => ({ kind: 'mrn', value })), ...more }, options);

  it('under a chart number in use names the patient who has it, and is possible when someone has looked', async () => {
    const first = expectStatus(await register(['M-1']), 201);
    const second = await register(['M-0', 'M-1']);
    expect([second.status, second.body]).toEqual([409, expect.objectContaining({ code: 'identifier-in-use', pointer: '/identifiers/1/value', details: { patientId: first.body.patientId } })]);
    const confirmed = expectStatus(await register(['M-1'], { confirmedDistinct: true }), 201);
    expect(confirmed.body.patientId).not.toBe(first.body.patientId);
    const [event] = await service.store.read('riverbend', confirmed.body.patientId as string);
    expect(event?.data).toMatchObject({ type: 'PatientRegistered', confirmedDistinct: true });
  });

  it('holds what payers ask of a person, and a correction flags a packet that is out under another name', async () => {
    const address = { line: '1 Example Way', city: 'Springfield', state: 'OH', postalCode: '45501' };
    const coverages = [{ payer: 'medicare', line: 'original-medicare', state: 'OH', order: 1, relationship: 'child' }];
    expect(await register(['M-9'], { coverages })).toMatchObject({ status: 422, body: { code: 'subscriber-missing', pointer: '/coverages/0/subscriber' } });
    const { patientId } = await readyForBlock1(service);
    const at = (path: string): string => `/v1/patients/${patientId}${path}`;
    const seen = async (): Promise<Call> => ({ role: 'auth-staff', ifMatch: (await service.get(at(''))).headers.get('etag') ?? '' });
    const { items: [{ authorizationId, packetId }] } = (await service.get(at('/authorizations'))).body;
    expectStatus(await service.post(at(`/authorizations/${authorizationId}/request`), { dateOfService: TODAY }, await seen()), 200);
    const correct = async (more: object) => service.call('PUT', at('/person'), { name: REGISTRATION.name, birthDate: REGISTRATION.birthDate, reason: 'read from the card', ...more }, await seen());
    expect(expectStatus(await correct({ sex: 'female', address, phone: '937-555-0109' }), 200).body).toMatchObject({ sex: 'female', address, phone: '937-555-0109' });
    expect((await service.get(at(`/packets/${packetId}`))).body.stale).toBeNull();
    expect((await correct({ sex: 'female', address, phone: '937-555-0109' })).body.code).toBe('person-unchanged');
    expectStatus(await correct({ name: { ...REGISTRATION.name, given: 'Quillan' } }), 200);
    const { stale, packet } = (await service.get(at(`/packets/${packetId}`))).body;
    expect([stale, packet.patient.given]).toEqual([expect.stringContaining('name or birth date'), REGISTRATION.name.given]);
    expect((await correct({ address: { ...address, postalCode: '455' } })).status).toBe(400);
  });

  it('is another practice\'s own affair, and other identifiers may be shared', async () => {
    expectStatus(await register(['M-1'], {}, { practice: 'hillside' }), 201);
    for (let i = 0; i < 2; i++) expectStatus(await service.post('/v1/patients', { ...REGISTRATION, identifiers: [{ kind: 'household', value: 'H-1' }] }), 201);
  });

  it('repeated under its key is the same answer, in use or not', async () => {
    const first = await register(['M-2'], {}, { key: 'registered-once' });
    const again = await register(['M-2'], {}, { key: 'registered-once' });
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
  });

  it('by many at once under one chart number registers one', async () => {
    const statuses = (await Promise.all(Array.from({ length: CLIENTS }, () => register(['M-3'])))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(CLIENTS - 1);
  });

  it('takes an identifier once, and a confirmation that says yes', async () => {
    const repeated = await register(['M-4', 'M-5', 'M-4']);
    expect([repeated.status, repeated.body.code, repeated.body.pointer]).toEqual([422, 'identifier-repeated', '/identifiers/2']);
    for (const confirmedDistinct of [false, 'true', null, 1]) expect((await register(['M-6'], { confirmedDistinct })).body).toMatchObject({ code: 'invalid-request', pointer: '/confirmedDistinct' });
  });
});
