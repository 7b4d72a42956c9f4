/** What time alone changes, seen over HTTP: nobody writes, the day changes, and the worklist, the drafts and the approvals follow. */
import { createApp } from '../../src/create-app';
import { openStore } from '../../src/platform/database/open-store';
import { Log } from '../../src/platform/logging/log';
import { DailyReassessment } from '../../src/reassessment';
import { startService, type Service } from '../api/support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1 } from '../api/support/story';
import { configOf } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { BLOCK_1_ON, BLOCK_2_ON, plusDays, READY_ON, RELIEF_PERCENT_MIN } from '../support/patient-story';
import { noonOf, partsOf } from './waiting-patients';

const CHECK_MS = 20;
const WAIT_MS_MAX = 20_000;
const VALID_TO = plusDays(READY_ON, 120);

describeEachEngine('the daily reassessment of a service', (under) => {
  let location: DatabaseLocation;
  let service: Service;
  let patientId: string;
  let now: string;
  const clock = { now: () => now };
  const moveTo = (instant: string): void => service.setNow((now = instant));
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const tag = async (): Promise<string> => etagOf(await service.get(at('')));
  const rows = async () => (await service.get('/v1/worklist')).body.items;
  const authorizations = async () => (await service.get(at('/authorizations'))).body.items;
  const runDue = (): Promise<void> => new DailyReassessment(partsOf(service.store, clock), { notice: () => undefined, failure: (error) => { throw error; } }).runDue();
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (const startedAt = performance.now(); !(await holds());) {
      if (performance.now() - startedAt > WAIT_MS_MAX) throw new Error('it has not happened');
      await new Promise((resolve) => setTimeout(resolve, CHECK_MS));
    }
  };

  beforeAll(async () => {
    location = await under.freshDatabase();
    service = await startService(location);
    ({ patientId } = await readyForBlock1(service));
    moveTo(noonOf(BLOCK_1_ON));
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_1_ON, RELIEF_PERCENT_MIN)), 201);
  });
  afterAll(() => service.close());

  it('runs when the day changes: on the first day that the interval allows, the draft and the packet exist and the worklist says ready', async () => {
    const daily = new DailyReassessment(partsOf(service.store, clock), { notice: () => undefined, failure: (error) => { throw error; } }, CHECK_MS);
    daily.start();
    const version = await tag();
    moveTo(noonOf(plusDays(BLOCK_2_ON, -1)));
    await runDue();
    expect(await rows()).toMatchObject([{ nextStep: 'mbb2', result: 'not-eligible', dueOn: BLOCK_2_ON, tags: expect.arrayContaining(['too-early']) as unknown, blockedBy: ['block-interval'] }]);
    expect(await tag()).toBe(version);

    moveTo(noonOf(BLOCK_2_ON));
    await until(async () => (await rows())[0].result === 'eligible');
    await daily.stop();
    expect(await rows()).toMatchObject([{ nextStep: 'mbb2', result: 'eligible', dueOn: null, tags: ['ready'], blockedBy: [] }]);
    const draft = (await authorizations()).find(({ step }: { step: string }) => step === 'mbb2');
    expect(draft).toMatchObject({ position: 'draft' });
    expect(expectStatus(await service.get(at(`/packets/${draft.packetId}`)), 200).body).toMatchObject({ state: 'draft', stale: null, packet: { request: { step: 'mbb2' }, verdict: { result: 'eligible' } } });
    const { items } = (await service.get(at('/timeline'))).body;
    expect(items.slice(-2)).toMatchObject([{ type: 'StepAssessed', actor: 'system' }, { type: 'AuthorizationNeeded', actor: 'system' }]);
    const audited = await service.store.sql.of('riverbend').query(`SELECT role, action, resource, outcome FROM audit WHERE actor_id = 'system' AND action = 'reassess-patient'`);
    expect(audited.map((row) => ({ ...row }))).toEqual([{ role: 'system', action: 'reassess-patient', resource: `patient/${patientId}`, outcome: 'allowed' }]);
    await until(async () => (await service.store.sql.of('riverbend').query('SELECT feed FROM outbox')).length === 0);
  });

  it('changes nothing when it runs again', async () => {
    const version = await tag();
    await runDue();
    await runDue();
    expect(await tag()).toBe(version);
  });

  it('expires an approval after its last valid day, not on it', async () => {
    expectStatus(await service.post(at('/facts'), blockFact(BLOCK_2_ON, RELIEF_PERCENT_MIN)), 201);
    moveTo(noonOf(READY_ON));
    const { authorizationId } = (await authorizations()).find(({ step }: { step: string }) => step === 'rfa');
    const on = at(`/authorizations/${authorizationId}`);
    const send = async (path: string, body: object): Promise<void> => void expectStatus(await service.post(`${on}/${path}`, body, { role: 'auth-staff', ifMatch: await tag() }), 200);
    await send('request', { dateOfService: plusDays(READY_ON, 14) });
    await send('submission', { channel: 'portal', proof: { reference: 'CONF-1' } });
    await send('determinations', { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'A1234567890123', validFrom: READY_ON, validTo: VALID_TO });
    const position = async (): Promise<string> => (await authorizations()).find((each: { authorizationId: string }) => each.authorizationId === authorizationId).position;

    moveTo(noonOf(VALID_TO));
    await runDue();
    expect(await position()).toBe('affirmed');
    expect((await rows())[0].tags).toContain('approved-not-performed');
    moveTo(noonOf(plusDays(VALID_TO, 1)));
    await runDue();
    expect(await position()).toBe('expired');
    expect((await rows())[0].tags).not.toContain('approved-not-performed');
  });

  it('runs by itself when the service starts', async () => {
    ({ patientId } = await readyForBlock1(service, {}, now.slice(0, 10)));
    const day0 = now.slice(0, 10);
    expectStatus(await service.post(at('/facts'), blockFact(day0, RELIEF_PERCENT_MIN)), 201);
    const row = async () => (await rows()).find((each: { patientId: string }) => each.patientId === patientId);
    expect(await row()).toMatchObject({ result: 'not-eligible' });
    moveTo(noonOf((await row()).dueOn as string));

    const storeConfig = configOf(location);
    const lines: string[] = [];
    const next = await createApp({ store: await openStore(storeConfig, clock), storeConfig, clock, log: new Log('info', { write: (line: string) => void lines.push(line) }), demo: false });
    try {
      await until(async () => (await row()).result === 'eligible');
      await until(async () => lines.some((line) => line.includes('"practice":"riverbend"')));
      expect(await row()).toMatchObject({ tags: ['ready'] });
    } finally {
      await next.close();
    }
    const line = JSON.parse(lines.find((each) => each.includes('"practice":"riverbend"')) ?? '{}') as object;
    expect(line).toMatchObject({ msg: 'reassessment', practice: 'riverbend', day: now.slice(0, 10), patients: 2, failed: 0, complete: true });
    expect(lines.join('')).not.toContain(patientId);
  });
});
