/** A day for a procedure, over real HTTP: by a scheduler who sees nothing of the record, refused with the first day that is allowed, fulfilled by what is documented. */
import { randomUUID } from 'node:crypto';
import { describeEachEngine } from '../support/engines';
import { BLOCK_1_ON, BLOCK_2_ON, INTERVAL_DAYS_MIN, plusDays, READY_ON, RELIEF_PERCENT_MIN, RIGHT } from '../support/patient-story';
import { startService, type Call, type Reply, type Service } from './support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1 } from './support/story';

const SERVICE_ON = plusDays(READY_ON, 14);
const VALID_TO = plusDays(READY_ON, 60);
const noonOf = (date: string): string => `${date}T16:00:00.000Z`;
const said = ({ status, body }: Reply): readonly unknown[] => [status, body.code];

describeEachEngine('a procedure\'s day', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  let authorizationId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const version = async (): Promise<string> => etagOf(await service.get(at('')));
  const asStaff = async (path: string, body: object): Promise<Reply> => service.post(at(`/authorizations/${authorizationId}${path}`), body, { role: 'auth-staff', ifMatch: await version() });
  const schedule = async (path: string, body: object, options: Call = {}): Promise<Reply> => service.post(at(path), body, { role: 'scheduler', ifMatch: await version(), ...options });
  const ofApproval = (path: string, body: object, options: Call = {}): Promise<Reply> => schedule(`/authorizations/${authorizationId}/${path}`, body, options);
  const work = async () => (await service.get('/v1/worklist', { role: 'scheduler' })).body.items[0];

  const listedFor = async (day: string): Promise<readonly string[]> => (await service.get(`/v1/worklist?plannedOn=${day}`, { role: 'nurse' })).body.items.map((item: { episodeId: string }) => item.episodeId);

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
  });
  afterAll(() => service.close());

  it('is given to a step that needs no authorization, and its block fulfils it', async () => {
    const booked = expectStatus(await schedule(`/episodes/${episodeId}/schedule`, { step: 'mbb1', date: BLOCK_1_ON }), 200);
    expect(booked.body).toMatchObject({ patientId, episodeId, step: 'mbb1', scheduled: { step: 'mbb1', on: BLOCK_1_ON, targets: [RIGHT] } });
    expect(await work()).toMatchObject({ plannedOn: BLOCK_1_ON, tags: expect.arrayContaining(['scheduled']) });
    expect(await listedFor(BLOCK_1_ON)).toEqual([episodeId]);
    expect(await listedFor(plusDays(BLOCK_1_ON, 1))).toEqual([]);
    expect(said(await service.get('/v1/worklist?plannedOn=today', { role: 'scheduler' }))).toEqual([400, 'invalid-request']);
    expect(said(await schedule(`/episodes/${episodeId}/schedule`, { step: 'mbb1', date: BLOCK_1_ON }))).toEqual([409, 'procedure-scheduled']);
    service.setNow(noonOf(BLOCK_1_ON));
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN)), 201);
    expect((await work()).tags).not.toContain('scheduled');
    expect(await listedFor(BLOCK_1_ON)).toEqual([]);
    const soon = await schedule(`/episodes/${episodeId}/schedule`, { step: 'mbb2', date: plusDays(BLOCK_1_ON, 1) });
    expect([...said(soon), soon.body.details]).toEqual([409, 'not-bookable', { because: ['documentation-does-not-meet'], firstAllowedDate: plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN) }]);
    service.setNow(noonOf(BLOCK_2_ON));
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_2_ON, RELIEF_PERCENT_MIN)), 201);
    service.setNow(noonOf(READY_ON));
  });

  it('waits for the payer, and then for its days', async () => {
    authorizationId = (await service.get(at('/authorizations'))).body.items.find(({ step }: { step: string }) => step === 'rfa').authorizationId;
    expect(said(await ofApproval('schedule', { date: SERVICE_ON }))).toEqual([409, 'not-approved']);
    expectStatus(await asStaff('/request', { dateOfService: SERVICE_ON }), 200);
    expectStatus(await asStaff('/submission', { channel: 'portal', proof: { reference: 'R-1' } }), 200);
    const items = [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 1 }];
    const { authorization } = expectStatus(await asStaff('/determinations', { decision: 'affirmed', decidedOn: READY_ON, validTo: VALID_TO, payerReference: 'AUTH-1', items }), 200).body;
    expect(authorization.unitsLeft).toEqual({ total: { approved: 1, used: 0, left: 1 }, byCode: [{ code: '64635', approved: 1, used: 0, left: 1 }] });
    const late = await ofApproval('schedule', { date: plusDays(VALID_TO, 1) });
    expect([...said(late), late.body.pointer, late.body.details]).toEqual([409, 'not-bookable', '/date', { because: ['approval-lapsed'], firstAllowedDate: READY_ON }]);
    expect(said(await ofApproval('schedule', { date: SERVICE_ON, targets: [{ level: 'L3-L4', side: 'left' }] }))).toEqual([409, 'targets-not-approved']);
    expect(said(await ofApproval('schedule', { date: SERVICE_ON, facilityId: 'nowhere' }))).toEqual([404, 'unknown-facility']);
    expect(said(await ofApproval('schedule', { date: SERVICE_ON }, { role: 'biller' }))).toEqual([403, 'not-allowed']);
    expect(said(await ofApproval('schedule', { date: SERVICE_ON }, { ifMatch: '"1"' }))).toEqual([412, 'version-moved']);
    expect(said(await ofApproval('schedule', { date: 'soon' }))).toEqual([400, 'invalid-request']);
  });

  it('is given once, repeated with the same bytes, and nothing of the record is told', async () => {
    const options = { key: randomUUID(), ifMatch: await version() };
    const first = expectStatus(await ofApproval('schedule', { date: SERVICE_ON }, options), 200);
    expect((await ofApproval('schedule', { date: SERVICE_ON }, options)).text).toBe(first.text);
    expect(Object.keys(first.body).sort()).toEqual(['asOf', 'authorizationId', 'episodeId', 'patientId', 'recordedAt', 'scheduled', 'step', 'version']);
    expect(first.body.scheduled).toEqual({ step: 'rfa', authorizationId, on: SERVICE_ON, targets: [RIGHT] });
    const seen = (await service.get(at('/authorizations'), { role: 'scheduler' })).body.items.find((item: { step: string }) => item.step === 'rfa');
    expect(seen).toMatchObject({ scheduled: { on: SERVICE_ON, targets: [RIGHT] }, unitsLeft: { total: { left: 1 } } });
    expect((await service.get(at('/status'))).body.episodes[0]).toMatchObject({ scheduled: [{ step: 'rfa', authorizationId, on: SERVICE_ON }] });
  });

  it('moves, is cancelled, and is given again', async () => {
    const later = plusDays(SERVICE_ON, 7);
    expect(expectStatus(await ofApproval('reschedule', { date: later }), 200).body.scheduled.on).toBe(later);
    expect(expectStatus(await ofApproval('cancellation', { reason: 'The patient is ill.' }), 200).body.scheduled).toBeNull();
    expect(said(await ofApproval('cancellation', { reason: 'again' }))).toEqual([409, 'procedure-not-scheduled']);
    expectStatus(await ofApproval('schedule', { date: later }), 200);
    const { items } = (await service.get(at('/timeline'))).body;
    expect(items.map(({ text }: { text: string }) => text)).toEqual(expect.arrayContaining([
      `The procedure of rfa was scheduled for ${SERVICE_ON} (L4-L5 right).`, `The procedure of rfa was rescheduled for ${later} (L4-L5 right).`, 'The scheduled procedure of rfa was cancelled: The patient is ill.',
    ]));
  });

  it('is fulfilled by the documented procedure, which uses the units', async () => {
    const on = plusDays(SERVICE_ON, 7);
    service.setNow(noonOf(on));
    const fact = { type: 'ablation', occurredOn: on, technique: 'thermal-rf', temperatureC: 80, targets: [RIGHT], guidance: 'fluoroscopy', setting: '24', imageSaved: true };
    const { factId } = expectStatus(await service.post(at('/facts'), { fact }), 201).body;
    const done = (await service.get(at('/authorizations'))).body.items.find((item: { authorizationId: string }) => item.authorizationId === authorizationId);
    expect(done).toMatchObject({ scheduled: { on, performedBy: factId }, unitsLeft: { total: { approved: 1, used: 1, left: 0 } } });
    const again = await ofApproval('schedule', { date: plusDays(on, 10) });
    expect([...said(again), again.body.details]).toEqual([409, 'no-units-left', { unitsLeft: { total: { approved: 1, used: 1, left: 0 }, byCode: [{ code: '64635', approved: 1, used: 1, left: 0 }] } }]);
    expect((await service.get(at('/status'))).body.episodes[0].scheduled).toBeUndefined();
  });
});
