/** The directory over HTTP: recorded, replaced, removed; a plan names its entries, and the need follows the facility's exemption. */
import { describeEachEngine } from '../support/engines';
import { startService, TODAY, type Call, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, readyForBlock1, register } from './support/story';

const ADMIN: Call = { role: 'admin' };
const HOSPITAL = { name: 'Example Hospital', npi: '2000000036', placeOfService: '22', typeOfBill: '13' };
const EXEMPTION = { program: 'medicare-opd', from: TODAY, notice: 'Letter of last autumn' };
const PERSON = { name: { family: 'Feld', given: 'Ada' }, credentials: 'MD', npi: '2000000002' };
const { setting: _, pathway: __, region: ___, ...PLAN } = EPISODE;

describeEachEngine('the directory', (under) => {
  let service: Service;
  const seen = async (path: string): Promise<Call> => ({ role: 'admin', ifMatch: etagOf(await service.get(path, ADMIN)) });
  const put = async (path: string, body: object) => service.call('PUT', path, body, await seen('/v1/practice'));

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
  });
  afterAll(() => service.close());

  it('says who asks, and what payers ask for that it does not say', async () => {
    expect(expectStatus(await service.get('/v1/practice', ADMIN), 200).body).toEqual({ version: 0, practice: null });
    const recorded = expectStatus(await put('/v1/practice', { name: 'Example Pain Center', npi: '2000000101' }), 200);
    expect(recorded.body).toMatchObject({ version: 1, practice: { name: 'Example Pain Center', missing: expect.arrayContaining([{ fields: ['fax'] }, { fields: ['contact'], program: 'medicare-opd' }]) } });
    expect(expectStatus(await service.get('/v1/practice', { role: 'biller' }), 200).body.practice).toEqual(recorded.body.practice);
    expect(await put('/v1/practice', { name: 'Example Pain Center', npi: '2000000102' })).toMatchObject({ status: 422, body: { code: 'invalid-entry', errors: [{ pointer: '/npi', code: 'not-a-npi' }] } });
    expect((await service.call('PUT', '/v1/practice', { name: 'Other' }, { role: 'admin', ifMatch: '"0"' })).status).toBe(412);
    expect((await service.call('PUT', '/v1/practice', { name: 'Other' }, ADMIN)).status).toBe(428);
    expect((await service.call('PUT', '/v1/practice', { name: 'Other' }, { ...(await seen('/v1/practice')), role: 'scheduler' })).status).toBe(403);
  });

  it('has practitioners and facilities, each replaced whole, and removed for a reason', async () => {
    const added = expectStatus(await service.post('/v1/practitioners', PERSON, { role: 'auth-staff', key: 'ada-is-recorded' }), 201);
    expect(expectStatus(await service.post('/v1/practitioners', PERSON, { role: 'auth-staff', key: 'ada-is-recorded' }), 201).text).toBe(added.text);
    expect(await service.post('/v1/practitioners', PERSON, ADMIN)).toMatchObject({ status: 409, body: { code: 'number-in-use' } });
    const { id } = added.body.practitioner as { id: string };
    const replaced = expectStatus(await put(`/v1/practitioners/${id}`, { ...PERSON, ptan: 'OH1234' }), 200);
    expect(replaced.body.practitioner).toMatchObject({ id, ptan: 'OH1234' });
    expect((await put('/v1/practitioners/nobody', { ...PERSON, npi: '2000000010' })).body.code).toBe('unknown-entry');
    const removal = await service.call('POST', `/v1/practitioners/${id}/removal`, { reason: 'moved away' }, await seen('/v1/practitioners'));
    expect(expectStatus(removal, 200).body.practitioner).toBeNull();
    expect((await service.get('/v1/practitioners', ADMIN)).body.items).toEqual([]);
  });

  it('has payers under the word of coverages: plan, delegate, channels, window', async () => {
    expectStatus(await put('/v1/payers/evicore', { name: 'eviCore', plans: [] }), 200);
    const uhc = { name: 'UHC', payerNumber: '87726', plans: [{ line: 'commercial', from: '2026-01-01', delegate: 'evicore', channels: [{ kind: 'portal', to: 'https://portal.example', pagesMax: 200 }], peerToPeer: { count: 14, unit: 'business-days' } }] };
    expect(expectStatus(await put('/v1/payers/uhc', uhc), 200).body.payer).toEqual({ id: 'uhc', ...uhc, missing: [] });
    expect((await put('/v1/payers/uhc', { ...uhc, plans: [{ delegate: 'nobody', channels: [] }] })).body.errors).toEqual([expect.objectContaining({ pointer: '/plans/0/delegate', code: 'unknown-payer' })]);
    expect((await put('/v1/payers/uhc', { ...uhc, plans: [{ channels: [{ kind: 'pigeon', to: 'x' }] }] })).status).toBe(400);
  });

  it('is what a plan names: the place is the facility\'s, and its exemption answers whether to ask', async () => {
    const { facility: { id: facilityId } } = expectStatus(await service.post('/v1/facilities', HOSPITAL, ADMIN), 201).body as { facility: { id: string } };
    const { patientId, episodeId } = await readyForBlock1(service);
    const plan = async (more: object) => service.call('POST', `/v1/patients/${patientId}/episodes/${episodeId}/targets`, { ...PLAN, ...more }, { ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) });
    expect(await plan({ facilityId, setting: '24' })).toMatchObject({ status: 409, body: { code: 'place-differs', pointer: '/setting' } });
    expect(await plan({ facilityId: 'nobody' })).toMatchObject({ status: 404, body: { code: 'unknown-facility' } });
    expect(await plan({ practitionerId: 'nobody' })).toMatchObject({ status: 404, body: { code: 'unknown-practitioner' } });
    expect(expectStatus(await plan({ facilityId }), 200).body.episodes[0].plan).toMatchObject({ facilityId, setting: '22' });
    const need = async (query = '') => expectStatus(await service.get(`/v1/patients/${patientId}/episodes/${episodeId}/authorization-need${query}`), 200).body.result as string;
    expect(await need()).toBe('required');
    expectStatus(await put(`/v1/facilities/${facilityId}`, { ...HOSPITAL, exemptions: [EXEMPTION] }), 200);
    expect([await need(), await need('?exempt=false'), await need('?date=2026-01-01'), await need('?setting=19')]).toEqual(['exempt', 'required', 'required', 'required']);
    expectStatus(await put(`/v1/facilities/${facilityId}`, { ...HOSPITAL, criticalAccess: true }), 200);
    expect(await need()).toBe('not-required');
  });

  it('is one practice\'s own, and audited', async () => {
    const { items: [{ id: facilityId }] } = (await service.get('/v1/facilities', ADMIN)).body as { items: [{ id: string }] };
    expect((await service.get('/v1/facilities', { ...ADMIN, practice: 'hillside' })).body.items).toEqual([]);
    const patientId = await register(service, { practice: 'hillside' });
    const elsewhere = await service.post(`/v1/patients/${patientId}/episodes`, { ...PLAN, pathway: 'rfa', region: 'lumbosacral', facilityId }, { practice: 'hillside' });
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 'unknown-facility' } });
    const actions = (await service.get('/v1/audit', { role: 'auditor' })).body.items.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['change-directory', 'read-directory']));
  });
});
