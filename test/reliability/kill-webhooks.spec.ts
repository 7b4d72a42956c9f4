/**
 * kill -9 of the whole service while it writes and delivers, and a receiver that fails now and then: each event of the feed arrives at least once, of
 * each patient in order, none that the logs do not name. The same check finds deliveries that are let out of their order, and one that is thrown away.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/platform/database/open-store';
import { configOf } from '../support/commits';
import { describeEachEngine, describeSqlite } from '../support/engines';
import { startServer, type Server } from '../support/server';
import { deliveryFaults, type Told } from '../support/webhook-receiver/delivery-faults';
import { startWebhookReceiver } from '../support/webhook-receiver/start-receiver';
import { tiered } from '../support/tier';
import { startService } from '../api/support/service';
import { expectStatus, register } from '../api/support/story';
import { preparePractice } from './support/practice-with-keys';
import { eventsInFeed, replayedEvents } from './support/replayed-events';

const CYCLES = tiered(3, 10);
const PATIENTS = 5;
const WRITES_PER_CYCLE = 20;
const MINUTES = 60_000;
const killAfterMs = (cycle: number): number => [40, 250, 700, 120, 1_200][cycle % 5] ?? 0;

describeEachEngine('kill -9 of the service while it delivers events', (under) => {
  it(`loses none, invents none and keeps each patient's order, over ${CYCLES} deaths`, async () => {
    const location = await under.freshDatabase();
    const keys = await preparePractice(location);
    const receiver = await startWebhookReceiver();
    const start = (): Promise<Server> => startServer(location, { PATHGATE_WEBHOOK_NETWORKS: '127.0.0.1' });
    let server = await start();
    const call = async (role: 'clinician' | 'admin', method: string, path: string, body?: object, key: string = randomUUID()): Promise<Record<string, unknown>> => {
      const isWrite = method !== 'GET';
      const response = await fetch(server.address + path, {
        method, ...(isWrite && { body: JSON.stringify(body) }), headers: { authorization: `Bearer ${keys[role]}`, ...(isWrite && { 'content-type': 'application/json', 'idempotency-key': key }) },
      });
      if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Record<string, unknown>;
    };
    /** As a client does: again under its key until it is answered. */
    const insist = async (path: string, body: object): Promise<void> => {
      for (const key = randomUUID(); ;) {
        try {
          return void await call('clinician', 'POST', path, body, key);
        } catch {
          await delay(50);
        }
      }
    };
    const { secret } = await call('admin', 'POST', '/v1/webhooks', { url: receiver.url, label: 'EHR', after: '0' });
    await receiver.setSecrets(String(secret));
    const patients: string[] = [];
    for (let i = 0; i < PATIENTS; i++) {
      const { patientId } = await call('clinician', 'POST', '/v1/patients', { name: { family: 'Sample', given: `No ${i}` }, birthDate: '1968-05-01', identifiers: [{ kind: 'mrn', value: `K-${i}` }] });
      patients.push(String(patientId));
      await call('clinician', 'POST', `/v1/patients/${patients[i]}/episodes`, { pathway: 'rfa', region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'right' }] });
    }
    await receiver.behave({ manner: 'fails', times: 2 }, { manner: 'deaf', times: 2 }, { patientId: patients[0] ?? '', manner: 'fails', times: 1 });

    for (let cycle = 0, value = 0; cycle < CYCLES; cycle++) {
      const writing = Array.from({ length: WRITES_PER_CYCLE }, (_, index) => insist(`/v1/patients/${patients[index % PATIENTS]}/facts?findings=none`, { fact: { type: 'score', occurredOn: '2026-01-05', instrument: 'ODI', value: ++value % 100 } }));
      await delay(killAfterMs(cycle));
      await server.kill();
      server = await start();
      await Promise.all(writing);
    }

    const feed: Told[] = [];
    for (let after = '0', more = true; more;) {
      const page = await call('clinician', 'GET', `/v1/events?after=${after}&limit=200`);
      feed.push(...(page['items'] as Told[]));
      [after, more] = [page['next'] as string, page['more'] as boolean];
    }
    const faults = async (): Promise<readonly string[]> => deliveryFaults((await receiver.state()).delivered, feed);
    for (const endsAt = Date.now() + MINUTES; (await faults()).length > 0 && Date.now() < endsAt;) await delay(100);
    expect(await faults()).toEqual([]);
    expect(feed.length).toBeGreaterThanOrEqual(CYCLES * WRITES_PER_CYCLE);
    await server.stop('SIGTERM');
    await receiver.stop();
    const ended = await openStore(configOf(location));
    expect(await eventsInFeed(ended, 'spine')).toEqual(await replayedEvents(ended, 'spine'));
    expect(await ended.sql.of('spine').query('SELECT feed FROM webhook_delivery')).toEqual([]);
    await ended.close();
  }, 5 * MINUTES);
});

describeSqlite('the check of deliveries', (under) => {
  it('finds what is let out of its order, and what is thrown away', async () => {
    const receiver = await startWebhookReceiver();
    const service = await startService(await under.freshDatabase(), [], {}, 'T', [], { webhookNetworks: ['127.0.0.1'] });
    await receiver.setNow('2026-10-01T17:00:00.000Z');
    const admin = { role: 'admin' } as const;
    const { secret } = expectStatus(await service.post('/v1/webhooks', { url: receiver.url, label: 'EHR' }, admin), 201).body;
    await receiver.setSecrets(secret as string);
    const patientId = await register(service);
    await receiver.behave({ manner: 'fails', times: 1 });
    for (let value = 1; value <= 4; value++) expectStatus(await service.post(`/v1/patients/${patientId}/facts`, { fact: { type: 'score', occurredOn: '2026-10-01', instrument: 'ODI', value } }), 201);
    const { items } = (await service.get('/v1/events')).body;
    const until = async (holds: () => Promise<boolean>): Promise<void> => {
      for (const endsAt = Date.now() + MINUTES; !(await holds());) {
        if (Date.now() > endsAt) throw new Error('it has not happened');
        await delay(25);
      }
    };
    const waiting = async () => (await service.store.sql.of('spine').query('SELECT feed FROM webhook_delivery')).length;
    await until(async () => (await waiting()) === 4 && (await receiver.state()).delivered.length === 1);
    // A queue that knows no order, and one that forgets.
    await service.store.sql.of('spine').execute('DELETE FROM webhook_delivery WHERE feed = (SELECT max(feed) FROM webhook_delivery)');
    await service.store.sql.of('spine').execute('UPDATE webhook_delivery SET available_at = ? WHERE available_at IS NULL', ['2026-10-01T17:00:00.000Z']);
    await until(async () => (await waiting()) === 1);
    const faults = deliveryFaults((await receiver.state()).delivered, items as Told[]);
    expect(new Set(faults.map((fault) => fault.split(':')[0]))).toEqual(new Set(['out of order', 'lost']));
    await service.close();
    await receiver.stop();
  }, MINUTES);
});
