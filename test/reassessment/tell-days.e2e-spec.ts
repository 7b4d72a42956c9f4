/** What time alone makes public: each day that has come is told once, whoever looks and however often, and only while the record still says it. */
import { tellDays } from '../../src/events';
import { DailyReassessment } from '../../src/reassessment';
import { startService, type Service } from '../api/support/service';
import { etagOf, expectStatus, readyForBlock1 } from '../api/support/story';
import { describeEachEngine } from '../support/engines';
import { DAY_0, plusDays } from '../support/patient-story';
import clocks from '../../machines/deadlines/clocks.json';
import { noonOf, partsOf } from './waiting-patients';

const [WARN_DAYS = 0] = clocks.reminders.warnDaysBefore['approval-expires'];
const SERVICE_ON = plusDays(DAY_0, 12);
const VALID_TO = plusDays(DAY_0, 60);

describeEachEngine('days that have come', (under) => {
  let service: Service;
  let patientId: string;
  let authorizationId: string;
  let now: string;
  const clock = { now: () => now };
  const moveTo = (day: string): void => service.setNow((now = noonOf(day)));
  const runDue = (): Promise<void> => new DailyReassessment(partsOf(service.store, clock), { notice: () => undefined, failure: (error) => { throw error; } }).runDue();
  const told = async (): Promise<readonly (readonly unknown[])[]> =>
    (await service.get('/v1/events?limit=200&types=authorization.expiring,deadline.due,authorization.expired')).body.items.map(({ type, data }: { type: string; data: { kind?: string; on: string } }) => [type, data.kind, data.on]);
  const send = async (path: string, body: object): Promise<void> =>
    void expectStatus(await service.post(`/v1/patients/${patientId}/authorizations/${authorizationId}/${path}`, body, { role: 'auth-staff', ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }), 200);

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    moveTo(DAY_0);
    ({ patientId } = await readyForBlock1(service));
    ({ items: [{ authorizationId }] } = (await service.get(`/v1/patients/${patientId}/authorizations`)).body);
    await send('request', { dateOfService: SERVICE_ON });
    await send('submission', { channel: 'portal', proof: { reference: 'C-1' } });
    await send('determinations', { decision: 'affirmed', decidedOn: DAY_0, validTo: VALID_TO });
  });
  afterAll(() => service.close());

  it('are not told before, and each once when it has come, by however many that look at once', async () => {
    moveTo(plusDays(DAY_0, clocks.reminders.scheduleWithinDays - 1));
    await runDue();
    expect(await told()).toEqual([]);
    moveTo(plusDays(DAY_0, clocks.reminders.scheduleWithinDays));
    await Promise.all([runDue(), runDue(), runDue()]);
    await runDue();
    expect(await told()).toEqual([['deadline.due', 'approved-not-scheduled', plusDays(DAY_0, clocks.reminders.scheduleWithinDays)]]);
  });

  it('are not told of a patient who is written to while they are looked for: the next look sees what holds then', async () => {
    moveTo(plusDays(VALID_TO, -WARN_DAYS));
    const { store } = service;
    const overtaken = { sql: store.sql, reads: Object.assign(Object.create(store.reads) as typeof store.reads, {
      deadlines: async (...asked: Parameters<typeof store.reads.deadlines>) => {
        const rows = await store.reads.deadlines(...asked);
        expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: DAY_0, instrument: 'ODI', value: 41 } }), 201);
        return rows;
      },
    }) };
    await tellDays({ store: overtaken, clock }, 'riverbend', plusDays(VALID_TO, -WARN_DAYS));
    expect((await told()).filter(([type]) => type === 'authorization.expiring')).toEqual([]);
    await runDue();
    await runDue();
    expect((await told()).filter(([type]) => type === 'authorization.expiring')).toEqual([['authorization.expiring', undefined, VALID_TO]]);
  });

  it('are told again where a letter moves the day', async () => {
    const letter = expectStatus(await service.call('POST', `/v1/patients/${patientId}/documents`, undefined, { raw: PNG, headers: { 'content-type': 'image/png', 'pathgate-title': 'Letter' } }), 201).body.documentId as string;
    await send('deadlines/approval-expires', { on: plusDays(VALID_TO, 5), documentId: letter, reason: 'page 1' });
    await runDue();
    expect((await told()).filter(([type]) => type === 'authorization.expiring')).toHaveLength(1);
    moveTo(plusDays(VALID_TO, 5 - WARN_DAYS));
    await runDue();
    expect((await told()).filter(([type]) => type === 'authorization.expiring').map(([, , on]) => on)).toEqual([VALID_TO, plusDays(VALID_TO, 5)]);
  });

  it('are due on the last day, and lapsed after it, after a downtime too', async () => {
    moveTo(plusDays(VALID_TO, 5));
    await runDue();
    expect((await told()).at(-1)).toEqual(['deadline.due', 'approval-expires', plusDays(VALID_TO, 5)]);
    moveTo(plusDays(VALID_TO, 20));
    await runDue();
    expect((await told()).at(-1)).toEqual(['authorization.expired', undefined, plusDays(VALID_TO, 5)]);
    const before = await told();
    await runDue();
    expect(await told()).toEqual(before);
    expect((await service.get('/v1/events?limit=1&types=deadline.due')).body.items[0]).toMatchObject({ data: { patientId, authorizationId, step: 'mbb1', practice: 'riverbend' } });
  });

  const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
});
