/** The practice's numbers over HTTP: counted over every patient of it, a page at a time, and of no other. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parse } from 'csv-parse/sync';
import { commitOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';
import { plusDays } from '../support/patient-story';
import { startService, TODAY, type Call, type Reply, type Service } from './support/service';
import { etagOf, expectStatus, readyForBlock1, register } from './support/story';

const STAFF: Call = { role: 'auth-staff' };
const LATE_MS_MAX = 100;
/** More than two pages of the walk. */
const COPIES = 120;
/** A payer that is slow, on every day but the first. */
const DECIDED_ON = plusDays(TODAY, 9);

interface FirstPassCounts { readonly decided: number; readonly approved: number; readonly denied: number; readonly sentBack: number }

describeEachEngine('the numbers', (under) => {
  let service: Service;
  beforeAll(async () => { service = await startService(await under.freshDatabase()); });
  afterAll(() => service.close());

  const at = (day: string): void => service.setNow(`${day}T17:00:00.000Z`);
  const numbers = (query = '', call: Call = { role: 'admin' }): Promise<Reply> => service.get(`/v1/numbers${query}`, call);
  const counted = async (query = '') => expectStatus(await numbers(query), 200).body;
  const send = async (patientId: string, on: string, path: string, body: object, status = 200): Promise<void> => {
    expectStatus(await service.post(`${on}/${path}`, body, { ...STAFF, ifMatch: etagOf(await service.get(`/v1/patients/${patientId}`)) }), status);
  };
  const APPROVED = { decision: 'affirmed', decidedOn: DECIDED_ON, payerReference: 'A1234567890123', validTo: plusDays(DECIDED_ON, 30) };

  /** A first block: needed on TODAY, requested two days later, sent the day after. */
  async function sent(): Promise<{ readonly patientId: string; readonly on: string }> {
    at(TODAY);
    const { patientId } = await readyForBlock1(service);
    const { items: [draft] } = expectStatus(await service.get(`/v1/patients/${patientId}/authorizations`), 200).body as { items: { authorizationId: string }[] };
    const on = `/v1/patients/${patientId}/authorizations/${draft?.authorizationId ?? ''}`;
    at(plusDays(TODAY, 2));
    await send(patientId, on, 'request', { dateOfService: plusDays(TODAY, 20) });
    at(plusDays(TODAY, 3));
    await send(patientId, on, 'submission', { channel: 'portal', proof: { reference: 'CONF-1' } });
    at(DECIDED_ON);
    return { patientId, on };
  }

  it('of an empty practice are nothing of nothing', async () => {
    at(TODAY);
    expect(await counted()).toMatchObject({
      from: '2025-10-01', to: TODAY, asOf: TODAY, firstPass: { decided: 0, approved: 0, sentBack: 0, rows: [] }, denials: { denials: 0, rows: [] }, approvals: { ended: 0, lapsed: 0, rows: [] },
      leaks: { openEpisodes: 0, withNextStep: 0, blocked: 0, kinds: [], rows: [] },
    });
    expect((await counted()).stages.every(({ cases, medianDays }: { cases: number; medianDays: unknown }) => cases === 0 && medianDays === null)).toBe(true);
  });

  it('count what was approved at the first pass, what was not, and what was corrected as it was meant', async () => {
    const approved = await sent();
    await send(approved.patientId, approved.on, 'determinations', APPROVED);
    const denied = await sent();
    await send(denied.patientId, denied.on, 'determinations', { decision: 'denied', decidedOn: DECIDED_ON, reason: 'A baseline disability scale is not in the record.' });
    const mistyped = await sent();
    await send(mistyped.patientId, mistyped.on, 'determinations', { decision: 'denied', decidedOn: DECIDED_ON, reason: 'A baseline disability scale is not in the record.' });
    const before = await counted();
    expect(before.firstPass).toMatchObject({ decided: 3, approved: 1, denied: 2, rows: [{ payer: 'medicare', line: 'original-medicare', step: 'mbb1', decided: 3, approved: 1, denied: 2, sentBack: 0 }] });
    expect(before.denials).toMatchObject({ denials: 2, rows: [{ payer: 'medicare', step: 'mbb1', bucket: 'not-done-yet', about: 'baseline-function', denials: 2 }] });

    await send(mistyped.patientId, mistyped.on, 'determinations/1/corrections', { ...APPROVED, correction: 'the letter says affirmed' });
    const after = await counted();
    expect([after.firstPass, after.denials.denials]).toMatchObject([{ decided: 3, approved: 2, denied: 1 }, 1]);
    const { denials } = expectStatus(await service.get('/v1/denial-statistics', STAFF), 200).body;
    expect(after.denials.denials).toBe(denials);
  });

  it('tell the days of each stage, each with how many cases', async () => {
    const stages = Object.fromEntries((await counted()).stages.map(({ stage, medianDays, cases, outOfOrder }: { stage: string; medianDays: number; cases: number; outOfOrder: number }) => [stage, [medianDays, cases, outOfOrder]]));
    expect(stages).toEqual({
      'needed-to-requested': [2, 3, 0], 'requested-to-submitted': [1, 3, 0], 'submitted-to-decided': [6, 3, 0], 'approved-to-scheduled': [null, 0, 0], 'scheduled-to-performed': [null, 0, 0], 'needed-to-performed': [null, 0, 0],
    });
  });

  it('are of the days that are asked for', async () => {
    expect((await counted(`?from=${DECIDED_ON}&to=${DECIDED_ON}`)).firstPass.decided).toBe(3);
    const day = await counted(`?from=${plusDays(TODAY, 2)}&to=${plusDays(TODAY, 2)}`);
    expect([day.firstPass.decided, day.stages[0].cases, day.stages[1].cases]).toEqual([0, 3, 0]);
    expect((await numbers(`?from=${TODAY}&to=${plusDays(TODAY, -1)}`)).body).toMatchObject({ status: 422, code: 'period-reversed', pointer: '/to' });
    expect((await numbers('?from=yesterday')).body).toMatchObject({ status: 400, code: 'invalid-request', pointer: '/from' });
  });

  it('name approvals that lapsed unused', async () => {
    at(plusDays(APPROVED.validTo, 1));
    const later = await counted();
    expect(later.approvals).toMatchObject({ ended: 2, used: 0, lapsed: 2, rows: [{ payer: 'medicare', step: 'mbb1', ended: 2, used: 0, lapsed: 2 }] });
    at(DECIDED_ON);
    expect((await counted()).approvals.ended).toBe(0);
  });

  it('name what stands against the next steps of open episodes, with how many there are', async () => {
    const patientId = await register(service);
    expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, { pathway: 'rfa', region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'left' }] }), 201);
    const { leaks } = await counted();
    const { items } = (await service.get('/v1/worklist?limit=200')).body as { items: { blockedBy: string[] }[] };
    expect(leaks.openEpisodes).toBe(items.length);
    expect(leaks.blocked).toBe(items.filter(({ blockedBy }) => blockedBy.length > 0).length);
    for (const { kind, episodes } of leaks.kinds as { kind: string; episodes: number }[]) expect([kind, episodes]).toEqual([kind, items.filter(({ blockedBy }) => blockedBy.includes(kind)).length]);
    expect(leaks.rows).toContainEqual({ step: 'mbb1', kind: 'pain-duration', episodes: 1, of: leaks.withNextStep });
  });

  it('are a table as CSV', async () => {
    const reply = expectStatus(await numbers('', { role: 'admin', headers: { accept: 'text/csv' } }), 200);
    expect([reply.headers.get('content-type'), reply.headers.get('content-disposition')]).toEqual(['text/csv; charset=utf-8; header=present', `attachment; filename="numbers-2025-10-10-${DECIDED_ON}.csv"`]);
    const rows = parse(reply.text, { columns: true }) as Record<string, string>[];
    expect(rows.find(({ number, about }) => number === 'first-pass' && about === 'approved')).toEqual({ from: '2025-10-10', to: DECIDED_ON, number: 'first-pass', payer: 'medicare', line: 'original-medicare', step: 'mbb1', bucket: '', about: 'approved', count: '2', of: '3', medianDays: '' });
    expect(rows.find(({ about }) => about === 'submitted-to-decided')).toMatchObject({ number: 'days', count: '3', of: '', medianDays: '6' });
    expect(rows.find(({ number }) => number === 'denial-reasons')).toMatchObject({ bucket: 'not-done-yet', about: 'baseline-function', count: '1', of: '1' });
    expect((await numbers('', { role: 'admin', headers: { accept: 'text/html' } })).status).toBe(406);
  });

  it('are those of one practice, for whom may read them, and audited without a patient', async () => {
    expect(expectStatus(await numbers('', { role: 'admin', practice: 'hillside' }), 200).body).toMatchObject({ firstPass: { decided: 0 }, leaks: { openEpisodes: 0 } });
    expect((await numbers('', { role: 'scheduler' })).status).toBe(403);
    const { items } = expectStatus(await service.get('/v1/audit?actor=riverbend-admin&limit=200', { role: 'auditor' }), 200).body as { items: { action: string; resource: string; outcome: string }[] };
    expect(items.filter(({ action }) => action === 'read-numbers').every(({ resource, outcome }) => resource === 'numbers' && outcome === 'allowed')).toBe(true);
    expect(items.filter(({ action }) => action === 'read-numbers').length).toBeGreaterThan(5);
  });

  it('miss nobody of many pages, and hold up no other request', async () => {
    const before = await counted();
    const { patientId } = await sent();
    const events = await service.store.read('riverbend', patientId);
    for (let n = 0; n < COPIES; n++) {
      // Ids on both sides of the practice's own stream and of the patients before.
      const copy = JSON.parse(JSON.stringify(events).replaceAll(patientId, `${n % 2 === 0 ? 'a' : 'z'}-copy-${n}`)) as typeof events;
      await service.store.commit(commitOf({ practice: 'riverbend', stream: copy[0]?.streamId ?? '', expectedVersion: 0, projections: [], events: copy.map(({ type, schemaVersion, data }) => ({ type, schemaVersion, data })) }));
    }
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const [after, ...others] = await Promise.all([counted(), ...Array.from({ length: 10 }, () => service.get(`/v1/patients/${patientId}/status`))]);
    delay.disable();
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
    const submitted = (answer: { stages: { stage: string; cases: number }[] }) => answer.stages.find(({ stage }) => stage === 'requested-to-submitted')?.cases ?? 0;
    expect(submitted(after) - submitted(before)).toBe(COPIES + 1);
    expect((after.firstPass as FirstPassCounts).decided).toBe((before.firstPass as FirstPassCounts).decided);
    // Not the worst turn: the machine of a test run is shared by more than this test.
    expect(delay.percentile(90) / 1e6).toBeLessThan(LATE_MS_MAX);
  });
});
