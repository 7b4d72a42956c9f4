/** Deliveries of webhooks in the store: made once whoever looks, one of each patient at a time, a few of each webhook at once, and none left behind. */
import { setTimeout as delay } from 'node:timers/promises';
import { Deliveries, WebhookStore } from '../../src/events';
import { openStore } from '../../src/platform/database/open-store';
import { integer } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import type { OutboxJob } from '../../src/platform/event-store/outbox';
import { commitOf, configOf, noted } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const START_MS = Date.parse('2026-11-23T12:00:00.000Z');
const LEASE_MS = 10_000;
const AT_ONCE = 4;

describeEachEngine('deliveries', (under) => {
  let store: Store;
  let other: Store;
  let nowMs = START_MS;
  const clock = { now: () => new Date(nowMs).toISOString() };
  const versions = new Map<string, number>();

  beforeEach(async () => {
    nowMs = START_MS;
    versions.clear();
    const config = configOf(await under.freshDatabase());
    [store, other] = [await openStore(config, clock), await openStore(config, clock)];
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
  });
  afterEach(async () => {
    await store.close();
    await other.close();
  });

  const subscribe = (webhookId: string): Promise<boolean> =>
    new WebhookStore(store).add('p', { webhookId, url: 'https://ehr.example/', label: webhookId, types: [], contentGranted: false, createdBy: 'admin', createdAt: clock.now(), secret: 'whsec_AAAA', position: 0 });
  /** One commit of so many events. */
  async function happen(stream: string, events = 1): Promise<void> {
    const expectedVersion = versions.get(stream) ?? 0;
    await store.commit(commitOf({ practice: 'p', stream, expectedVersion, events: Array.from({ length: events }, () => noted('x')) }));
    versions.set(stream, expectedVersion + events);
  }
  const rows = async () => (await store.sql.of('p').query('SELECT webhook_id, feed, patient_id, state, available_at FROM webhook_delivery ORDER BY webhook_id, feed'));
  const patientsOf = (jobs: readonly OutboxJob[]): readonly string[] => jobs.map(({ payload }) => (payload as { patientId: string }).patientId);
  const webhooksOf = (jobs: readonly OutboxJob[]): readonly string[] => jobs.map(({ payload }) => (payload as { webhookId: string }).webhookId);

  it('are made once, in the order of the feed, however many nodes look at once', async () => {
    await subscribe('w');
    for (let i = 0; i < 30; i++) await happen(`s${i % 3}`, 2);
    const nodes = Array.from({ length: 6 }, (_, index) => new Deliveries((index % 2 === 0 ? store : other).sql, clock));
    const claimed = (await Promise.all(nodes.map((node) => node.claim([], 100, LEASE_MS)))).flat();
    expect(await rows()).toHaveLength(60);
    expect([...patientsOf(claimed)].sort()).toEqual(['s0', 's1', 's2']);
    const firsts = await store.sql.of('p').query('SELECT min(feed) AS first FROM public_event GROUP BY patient_id ORDER BY first');
    expect(claimed.map(({ feed }) => feed).sort((a, b) => a - b)).toEqual(firsts.map((row) => integer(row, 'first')));
  });

  it('go on with a patient\'s next when one is taken or given up, and not before; what happens meanwhile waits behind', async () => {
    await subscribe('w');
    const node = new Deliveries(store.sql, clock);
    await happen('s', 3);
    const versionsOf = async (jobs: readonly OutboxJob[]) => Promise.all(jobs.map(async ({ feed }) => integer((await store.sql.of('p').query('SELECT version FROM public_event WHERE feed = ?', [feed]))[0] ?? {}, 'version')));
    const [first] = await node.claim([], 10, LEASE_MS);
    await happen('s');
    expect(await node.claim([], 10, LEASE_MS)).toEqual([]);
    await node.acknowledge(first as OutboxJob);
    const second = await node.claim([], 10, LEASE_MS);
    expect(await versionsOf(second)).toEqual([2]);
    await node.postpone(second[0] as OutboxJob, 'no', 7_000);
    expect(await node.claim([], 10, LEASE_MS)).toEqual([]);
    nowMs += 7_000;
    const again = await node.claim([], 10, LEASE_MS);
    expect([await versionsOf(again), again[0]?.attempt]).toEqual([[2], 2]);
    await node.postpone(again[0] as OutboxJob, 'no', null);
    for (const version of [3, 4]) {
      const jobs = await node.claim([], 10, LEASE_MS);
      expect(await versionsOf(jobs)).toEqual([version]);
      await node.acknowledge(jobs[0] as OutboxJob);
    }
    expect((await rows()).map(({ state, available_at }) => [state, available_at])).toEqual([['dead', null]]);
  });

  it('leave no row behind while some settle and others make new ones', async () => {
    await subscribe('w');
    const nodes = [new Deliveries(store.sql, clock), new Deliveries(other.sql, clock)];
    let taken = 0;
    let isWriting = true;
    const deliver = async (node: Deliveries): Promise<void> => {
      for (let idle = 0; isWriting || idle < 3;) {
        const jobs = await node.claim([], 16, LEASE_MS);
        for (const job of jobs) await node.acknowledge(job);
        taken += jobs.length;
        idle = jobs.length === 0 ? idle + 1 : 0;
        await delay(1);
      }
    };
    const delivering = nodes.map(deliver);
    for (let i = 0; i < 60; i++) await happen(`s${i % 2}`, 2);
    isWriting = false;
    await Promise.all(delivering);
    expect([taken, await rows()]).toEqual([120, []]);
  });

  it('come back when who held them was never heard of, and are taken from nobody by whoever comes late', async () => {
    await subscribe('w');
    await happen('s');
    const [mine] = await new Deliveries(store.sql, clock).claim([], 1, LEASE_MS);
    const late = new Deliveries(other.sql, clock);
    nowMs += LEASE_MS - 1;
    expect(await late.claim([], 1, LEASE_MS)).toEqual([]);
    nowMs += 1;
    const [theirs] = await late.claim([], 1, LEASE_MS);
    expect(theirs?.attempt).toBe(2);
    await new Deliveries(store.sql, clock).postpone(mine as OutboxJob, 'late', null);
    expect((await rows()).map(({ state }) => state)).toEqual(['pending']);
  });

  it('of a webhook that takes long hold back no other', async () => {
    await subscribe('slow');
    await subscribe('quick');
    for (let i = 0; i < 20; i++) await happen(`s${i}`);
    const node = new Deliveries(store.sql, clock);
    const held = (await node.claim([], 16, LEASE_MS)).filter(({ payload }) => (payload as { webhookId: string }).webhookId === 'slow');
    expect(held).toHaveLength(AT_ONCE);
    expect(webhooksOf(await node.claim([], 16, LEASE_MS))).toEqual([]);
    const free = new Deliveries(store.sql, clock);
    let quick = 0;
    for (let look = 0; look < 10; look++) {
      const jobs = await free.claim([], 16, LEASE_MS);
      for (const job of jobs.filter((each) => webhooksOf([each])[0] === 'quick')) {
        await free.acknowledge(job);
        quick += 1;
      }
    }
    expect(quick).toBe(20 - AT_ONCE);
  });

  it('are not made of a webhook that is paused, and all of them when it goes on; a removed one has none', async () => {
    await subscribe('w');
    const webhooks = new WebhookStore(store);
    const node = new Deliveries(store.sql, clock);
    await webhooks.change('p', 'w', { state: 'paused' });
    for (let i = 0; i < 3; i++) await happen(`s${i}`);
    expect([await node.claim([], 10, LEASE_MS), await rows()]).toEqual([[], []]);
    await webhooks.change('p', 'w', { state: 'active' });
    expect(await node.claim([], 10, LEASE_MS)).toHaveLength(3);
    await webhooks.remove('p', 'w');
    expect([await rows(), await webhooks.secrets('p', 'w', clock.now())]).toEqual([[], ['']]);
  });
});
