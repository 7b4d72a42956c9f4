/** P2: the same writes delivered again and again, in any order, by many clients at once, over HTTP: each is recorded once, and each delivery of one has the same bytes as answer. */
import { startService, type Reply, type Service } from '../api/support/service';
import { expectStatus } from '../api/support/story';
import { describeEachEngine } from '../support/engines';
import { seededChance, tellFigure, tiered } from '../support/tier';

const EVENTS = tiered(400, 4_000);
const DELIVERIES = tiered(1_000, 10_000);
const CLIENTS = 32;
const PATIENTS = 20;

interface Write {
  readonly key: string;
  readonly path: string;
  readonly body: object;
}

describeEachEngine('deliveries', (under) => {
  let service: Service;
  beforeAll(async () => (service = await startService(await under.freshDatabase())));
  afterAll(() => service.close());

  it('are recorded once and answered alike, however often, in whatever order and by however many', async () => {
    const chance = seededChance('deliveries');
    const patientIds: string[] = [];
    for (let n = 0; n < PATIENTS; n++) patientIds.push(expectStatus(await service.post('/v1/patients', { name: { family: 'Synthetic', given: `Number ${n}` }, birthDate: '1960-01-01', identifiers: [{ kind: 'mrn', value: `MRN-P2-${n}` }] }), 201).body.patientId as string);
    const writes = Array.from({ length: EVENTS }, (_, n): Write => ({
      key: `delivery-${String(n).padStart(6, '0')}`, path: `/v1/patients/${patientIds[n % PATIENTS]}/facts`,
      // No two alike: what is kept once for being the same content is another promise.
      body: { fact: { type: 'score', occurredOn: '2026-09-01', instrument: 'NRS', value: n % 10, author: `Dr. Synthetic ${n}` } },
    }));
    // Each at least once, then any.
    const order = [...writes, ...Array.from({ length: DELIVERIES - EVENTS }, () => writes[chance.below(EVENTS)] as Write)];
    for (let at = order.length - 1; at > 0; at--) {
      const other = chance.below(at + 1);
      [order[at], order[other]] = [order[other] as Write, order[at] as Write];
    }
    const answers = new Map<string, Set<string>>();
    let next = 0;
    let replayed = 0;
    await Promise.all(Array.from({ length: CLIENTS }, async () => {
      for (let at = next++; at < order.length; at = next++) {
        const { key, path, body } = order[at] as Write;
        const reply: Reply = await service.post(path, body, { key });
        expect([reply.status, reply.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
        if (reply.headers.get('idempotent-replayed') === 'true') replayed += 1;
        answers.set(key, (answers.get(key) ?? new Set()).add(`${reply.headers.get('etag')} ${reply.text}`));
      }
    }));
    const [row] = await service.store.sql.of('riverbend').query("SELECT count(*) AS n FROM event WHERE type = 'FactDocumented'", []);
    const differing = [...answers.values()].filter((each) => each.size !== 1).length;
    tellFigure('P2', `${DELIVERIES} deliveries of ${EVENTS} events on ${under.engine}: ${Number(row?.['n'])} rows, ${differing} answers that differ, ${replayed} answered from the record`);
    expect([Number(row?.['n']), answers.size, differing]).toEqual([EVENTS, EVENTS, 0]);
    expect(replayed).toBe(DELIVERIES - EVENTS);
  }, tiered(180_000, 1_200_000));

  it('under another key are another write (the control)', async () => {
    const patientId = expectStatus(await service.post('/v1/patients', { name: { family: 'Synthetic', given: 'Control' }, birthDate: '1960-01-01' }), 201).body.patientId as string;
    const fact = (value: number): object => ({ fact: { type: 'score', occurredOn: '2026-09-01', instrument: 'NRS', value } });
    for (const value of [1, 2]) expectStatus(await service.post(`/v1/patients/${patientId}/facts`, fact(value), { key: `control-key-${value}` }), 201);
    expectStatus(await service.post(`/v1/patients/${patientId}/facts`, fact(3), { key: 'control-key-1' }), 422);
    const [row] = await service.store.sql.of('riverbend').query("SELECT count(*) AS n FROM event WHERE type = 'FactDocumented' AND stream_id = ?", [patientId]);
    expect(Number(row?.['n'])).toBe(2);
  });
});
