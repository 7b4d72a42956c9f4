/**
 * P1 on PostgreSQL: kill -9 of the server under four nodes that write. They go on by themselves when it is back, asking again under the
 * same keys; nothing that was acknowledged is lost, nothing is there twice. The control acknowledges before the server has.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/platform/database/open-store';
import { describePostgres } from '../support/engines';
import { createDatabaseOn, startPostgres, type PostgresServer } from '../support/postgres';
import { seededChance, tellFigure, tiered } from '../support/tier';
import { findFaults } from './support/find-faults';
import { spawnWriter } from './support/spawn-writer';
import { EVENTS_PER_COMMIT } from './support/write-all';

const PRACTICE = 'p';
const KILLS = tiered(3, 30);
const CONTROL_KILLS_MAX = 10;
const NODES = 4;
const BETWEEN_MS = { first: 300, spread: 700 };
const MINUTES = 60_000;

describePostgres('kill -9 of the server under four nodes', () => {
  let server: PostgresServer;
  beforeAll(async () => void (server = await startPostgres()));
  afterAll(() => server.stop());

  async function killed(kills: number, speaksTooEarly: boolean): Promise<{ readonly acknowledged: number; readonly faults: readonly string[] }> {
    const chance = seededChance('kills of the server');
    const config = { kind: 'postgres', url: await createDatabaseOn(server.adminUrl) } as const;
    const store = await openStore(config);
    await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    const writers = Array.from({ length: NODES }, (_, node) => spawnWriter({ config, practice: PRACTICE, writer: `node-${node}`, clients: 8, writes: 10_000_000, streams: speaksTooEarly ? 10_000 : 64, pauseMs: 20, goesOn: !speaksTooEarly, speaksTooEarly }));
    await Promise.all(writers.map(({ ready }) => ready));
    writers.forEach((writer) => writer.start());
    const acknowledged = () => writers.flatMap((writer) => writer.acknowledged);
    for (let kill = 0; kill < kills; kill++) {
      const before = acknowledged().length;
      while (acknowledged().length === before) await delay(10);
      await delay(BETWEEN_MS.first + chance.below(BETWEEN_MS.spread));
      await server.kill();
      await server.restart();
    }
    const before = writers.map((writer) => writer.acknowledged.length);
    // Each node goes on by itself.
    while (!speaksTooEarly && writers.some((writer, node) => writer.acknowledged.length === before[node])) await delay(10);
    writers.forEach((writer) => writer.kill());
    await Promise.allSettled(writers.map(({ done }) => done));
    const faults = await findFaults(store, PRACTICE, acknowledged());
    await store.close();
    return { acknowledged: acknowledged().length, faults };
  }

  it(`loses nothing that was acknowledged, ${KILLS} times`, async () => {
    const { acknowledged, faults } = await killed(KILLS, false);
    tellFigure('P1', `PostgreSQL killed ${KILLS} times under ${NODES} nodes: ${acknowledged * EVENTS_PER_COMMIT} events acknowledged, ${faults.length} lost or half-done`);
    expect(faults).toEqual([]);
  }, 20 * MINUTES);

  it('is found out where nodes acknowledge too early (control)', async () => {
    let lost: readonly string[] = [];
    for (let round = 0; round < CONTROL_KILLS_MAX && lost.length === 0; round++) lost = (await killed(1, true)).faults.filter((fault) => fault.startsWith('lost'));
    expect(lost).not.toEqual([]);
  }, 5 * MINUTES);
});
