/**
 * P3: of many writers with one version exactly one wins, from several processes, on both engines; nobody sees "busy".
 * The control takes the unique constraint away, and then the same writers lose updates: the check can fail.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import type { Store } from '../../src/platform/database/store';
import { openStore } from '../../src/platform/database/open-store';
import { withMigrations, type StoreConfig } from '../../src/platform/database/migrations';
import { configOf } from '../support/commits';
import { describeEachStore, describePostgres, describeSqlite } from '../support/engines';
import { tiered } from '../support/tier';
import { findFaults } from './support/find-faults';
import { spawnWriter } from './support/spawn-writer';
import { writeAll, type Acknowledged } from './support/write-all';

const PRACTICE = 'practice-1';
const PROCESSES = 2;
const CLIENTS = 32;
const WRITES = tiered(2_000, 64_000);
const STREAMS = 16;
/** Four clients of each store on every stream: almost every commit meets another. */
const CROWDED_STREAMS = 4;
const CONTROL_ROUNDS_MAX = 20;

async function withPractice(config: StoreConfig): Promise<Store> {
  const store = await openStore(config);
  await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  return store;
}

async function writeFromTwoStores(first: Store, second: Store, writes: number, round = 0): Promise<{ acknowledged: Acknowledged[]; conflicts: number }> {
  const acknowledged: Acknowledged[] = [];
  const order = { practice: PRACTICE, clients: CLIENTS / 2, writes: writes / 2, streams: CROWDED_STREAMS };
  const conflicts = await Promise.all([first, second].map((store, index) => writeAll(store, { ...order, writer: `w${index}-${round}` }, (each) => acknowledged.push(each))));
  return { acknowledged, conflicts: conflicts.reduce((sum, each) => sum + each, 0) };
}

/** Whether two writers meet is chance, so the controls write until they have: what was lost, or nothing after every round. */
async function lostUpdates(first: Store, second: Store): Promise<readonly string[]> {
  const acknowledged: Acknowledged[] = [];
  for (let round = 0; round < CONTROL_ROUNDS_MAX; round++) {
    acknowledged.push(...(await writeFromTwoStores(first, second, WRITES / 10, round)).acknowledged);
    const lost = (await findFaults(first, PRACTICE, acknowledged)).filter((fault) => fault.startsWith('lost'));
    if (lost.length > 0) return lost;
  }
  return [];
}

describeEachStore('lost updates', (under) => {
  it(`are none in ${WRITES} writes by ${CLIENTS} clients of ${PROCESSES} processes`, async () => {
    const config = configOf(await under.freshDatabase());
    const store = await withPractice(config);
    const order = { config, writesIn: under.writesIn, practice: PRACTICE, clients: CLIENTS / PROCESSES, writes: WRITES / PROCESSES, streams: STREAMS };
    const writers = Array.from({ length: PROCESSES }, (_, index) => spawnWriter({ ...order, writer: `process-${index}` }));
    await Promise.all(writers.map(({ ready }) => ready));
    writers.forEach((writer) => writer.start());
    await Promise.all(writers.map(({ done }) => done));
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    expect(acknowledged).toHaveLength(WRITES);
    expect(writers.reduce((sum, writer) => sum + writer.conflicts(), 0)).toBeGreaterThan(0);
    expect(await findFaults(store, PRACTICE, acknowledged)).toEqual([]);
    await store.close();
  });

  it('are none between two stores of one process, with many conflicts', async () => {
    const config = configOf(await under.freshDatabase());
    const [first, second] = [await withPractice(config), await openStore(config)];
    const { acknowledged, conflicts } = await writeFromTwoStores(first, second, WRITES / 10);
    expect(conflicts).toBeGreaterThan(WRITES / 10);
    expect(await findFaults(first, PRACTICE, acknowledged)).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });
});

describeSqlite('without the unique constraint', (under) => {
  it('updates are lost (control)', async () => {
    const location = await under.freshDatabase();
    const config = configOf(location);
    await (await withPractice(config)).close();
    dropPrimaryKeyOfEvent(location.engine === 'sqlite' ? location.file : '');
    const [first, second] = [await openStore(config), await openStore(config)];
    expect(await lostUpdates(first, second)).not.toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });
});

describePostgres('without the unique constraint', (under) => {
  it('updates are lost (control)', async () => {
    const config = configOf(await under.freshDatabase());
    await (await withPractice(config)).close();
    const [first, second] = [await openWithoutConflictClause(config), await openWithoutConflictClause(config)];
    await alterAsOwner(config, 'ALTER TABLE event DROP CONSTRAINT event_pkey');
    expect(await lostUpdates(first, second)).not.toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });
});

/** The service's role owns no table. */
async function alterAsOwner(config: StoreConfig, statement: string): Promise<void> {
  await withMigrations(config, ({ source }) => source.query(statement) as Promise<void>);
}

function dropPrimaryKeyOfEvent(file: string): void {
  const db = new Database(file);
  const lax = String(db.prepare(`SELECT sql FROM sqlite_master WHERE name = 'event' AND type = 'table'`).pluck().get()).replace(/,\s*--[^\n]*\s*PRIMARY KEY \([^)]*\)/, '');
  expect(lax).not.toContain('PRIMARY KEY');
  db.exec(`DROP TABLE event; ${lax}`);
  db.close();
}

/** The same store whose statement relies on nothing: a version that is taken is inserted again. */
async function openWithoutConflictClause(config: StoreConfig): Promise<Store> {
  jest.resetModules();
  jest.doMock('../../src/platform/event-store/postgres-commit-sql', () => {
    const actual = jest.requireActual<typeof import('../../src/platform/event-store/postgres-commit-sql')>('../../src/platform/event-store/postgres-commit-sql');
    const lax = actual.COMMIT_SQL.replace('ON CONFLICT (practice_id, stream_id, version) DO NOTHING', '');
    expect(lax).not.toBe(actual.COMMIT_SQL);
    return { ...actual, COMMIT_SQL: lax };
  });
  try {
    // The engine is loaded by opening, so the replacement stands until the store is open.
    return await (require('../../src/platform/database/open-store') as { openStore: typeof openStore }).openStore(config);
  } finally {
    jest.dontMock('../../src/platform/event-store/postgres-commit-sql');
  }
}
