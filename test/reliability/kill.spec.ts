/**
 * P1: what was acknowledged is there after kill -9 of the store's process under load, whole, and the chain holds. What a killed
 * process had not acknowledged may be there or not, but never in part. (kill -9 leaves the page cache: power cuts are another test.)
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/platform/database/open-store';
import { configOf } from '../support/commits';
import { describeEachStore, describeSqlite } from '../support/engines';
import { tiered } from '../support/tier';
import { findFaults } from './support/find-faults';
import { spawnWriter } from './support/spawn-writer';
import type { WriterOrder } from './support/store-writer';
import type { Acknowledged } from './support/write-all';

const PRACTICE = 'practice-1';
const CYCLES = tiered(10, 100);
const ORDER = { practice: PRACTICE, clients: 32, writes: 1_000_000, streams: 64 };
const CONTROL_CYCLES_MAX = 5;
const MINUTES = 60_000;
/** Spread over early and late moments, the same in every run. */
const killAfterMs = (cycle: number): number => 20 + ((cycle * 37) % 200);

async function writeAndKill(order: WriterOrder, cycle: number): Promise<readonly Acknowledged[]> {
  const writer = spawnWriter({ ...order, writer: `cycle-${cycle}` });
  writer.start();
  for (let waitedMs = 0; writer.acknowledged.length === 0 && waitedMs < MINUTES; waitedMs += 5) await delay(5);
  await delay(killAfterMs(cycle));
  writer.kill();
  await writer.done;
  expect(writer.acknowledged.length).toBeGreaterThan(0);
  return writer.acknowledged;
}

describeEachStore('kill -9 under load', (under) => {
  it(`loses nothing that was acknowledged in ${CYCLES} cycles`, async () => {
    const config = configOf(await under.freshDatabase());
    const first = await openStore(config);
    await first.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    await first.close();
    const acknowledged: Acknowledged[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle++) acknowledged.push(...await writeAndKill({ ...ORDER, config, writer: '', writesIn: under.writesIn }, cycle));
    const store = await openStore(config);
    expect(await findFaults(store, PRACTICE, acknowledged)).toEqual([]);
    await store.close();
  }, 10 * MINUTES);
});

describeSqlite('a store that acknowledges too early', (under) => {
  it('is found out (control)', async () => {
    const config = configOf(await under.freshDatabase());
    const store = await openStore(config);
    await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    const faults: string[] = [];
    for (let cycle = 0; cycle < CONTROL_CYCLES_MAX && faults.length === 0; cycle++) {
      const acknowledged = await writeAndKill({ ...ORDER, config, writer: '', streams: 10_000, speaksTooEarly: true }, cycle);
      faults.push(...(await findFaults(store, PRACTICE, acknowledged)).filter((fault) => fault.startsWith('lost')));
    }
    expect(faults.length).toBeGreaterThan(0);
    await store.close();
  }, 10 * MINUTES);
});
