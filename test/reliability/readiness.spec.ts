/** Ready is a durable write and a sane clock, on either engine; asking often costs one check a second. */
import { setTimeout as delay } from 'node:timers/promises';
import { Readiness } from '../../src/health/readiness';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { commitOf, configOf, noted, RECORDED_AT } from '../support/commits';
import { describeEachEngine } from '../support/engines';

describeEachEngine('readiness', (under) => {
  let store: Store;
  let nowMs = Date.parse(RECORDED_AT);
  let readiness: () => Readiness;
  const clock = { now: () => new Date(nowMs).toISOString() };
  beforeAll(async () => {
    const config = configOf(await under.freshDatabase());
    store = await openStore(config, clock);
    readiness = () => new Readiness(store, clock, config);
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    await store.commit(commitOf({ practice: 'p', stream: 's', expectedVersion: 0, events: [noted('x')] }));
  });
  afterAll(() => store.close());

  it('looks at the disk beside a SQLite file, and leaves a database server\'s to it', async () => {
    expect(await readiness().check()).toEqual(['database-write', ...(under.engine === 'sqlite' ? ['disk-space'] : []), 'clock'].map((name) => ({ name, ok: true })));
  });

  it('takes a clock for wrong from where the start would refuse it', async () => {
    const clockIsFine = async (): Promise<boolean | undefined> => (await readiness().check()).find(({ name }) => name === 'clock')?.ok;
    nowMs = Date.parse(RECORDED_AT) - 60_000;
    expect(await clockIsFine()).toBe(true);
    nowMs -= 1;
    expect(await clockIsFine()).toBe(false);
    nowMs = Date.parse(RECORDED_AT);
  });

  it('writes once for all who ask within a second', async () => {
    const probedAt = async (): Promise<unknown> => (await store.sql.everyPractice.query('SELECT probed_at FROM probe'))[0]?.['probed_at'];
    const one = readiness();
    await Promise.all(Array.from({ length: 50 }, () => one.check()));
    const first = await probedAt();
    nowMs += 5;
    await one.check();
    expect(await probedAt()).toBe(first);
    await delay(1_000);
    await one.check();
    expect(await probedAt()).not.toBe(first);
  });
});
