/** Work that follows commits: at least once, by one claimer at a time, later each time it fails, parked in the end. */
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import type { OutboxJob } from '../../src/platform/event-store/outbox';
import { OutboxWorker, Postponed } from '../../src/platform/event-store/outbox-worker';
import { commitOf, configOf, noted } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const START_MS = Date.parse('2026-11-23T12:00:00.000Z');

describeEachEngine('the outbox', (under) => {
  let store: Store;
  let other: Store;
  let nowMs = START_MS;
  const clock = { now: () => new Date(nowMs).toISOString() };
  beforeEach(async () => {
    nowMs = START_MS;
    const config = configOf(await under.freshDatabase());
    [store, other] = [await openStore(config, clock), await openStore(config, clock)];
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
  });
  afterEach(async () => {
    await store.close();
    await other.close();
  });

  async function announce(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await store.commit(commitOf({ practice: 'p', stream: `s${i}`, expectedVersion: 0, events: [noted('x')] }));
  }
  async function rowsNow(): Promise<{ waiting: number; parked: number }> {
    const [row] = await store.sql.of('p').query('SELECT count(available_at) AS waiting, count(*) - count(available_at) AS parked FROM outbox');
    return { waiting: Number(row?.['waiting']), parked: Number(row?.['parked']) };
  }
  const streamsOf = (jobs: readonly OutboxJob[]): unknown[] => jobs.map(({ payload }) => (payload as { stream: string }).stream);

  it('gives a row to one claimer at a time, oldest first, and forgets it when acknowledged', async () => {
    await announce(10);
    expect(await store.outbox.claim([], 10, 1_000)).toEqual([]);
    expect(await store.outbox.claim(['other-topic'], 10, 1_000)).toEqual([]);
    const [mine, theirs] = await Promise.all([store.outbox.claim(['packet-draft'], 6, 1_000), other.outbox.claim(['packet-draft'], 6, 1_000)]);
    expect(new Set(streamsOf([...mine, ...theirs])).size).toBe(10);
    expect(mine.length + theirs.length).toBe(10);
    for (const job of [...mine, ...theirs]) await store.outbox.acknowledge(job);
    nowMs += 10_000;
    expect(await store.outbox.claim(['packet-draft'], 10, 1_000)).toEqual([]);
    expect(await rowsNow()).toEqual({ waiting: 0, parked: 0 });
  });

  it('gives a row again when its claimer was never heard of', async () => {
    await announce(1);
    expect((await store.outbox.claim(['packet-draft'], 10, 1_000)).map(({ attempt, payload }) => [attempt, payload])).toEqual([[1, { stream: 's0', version: 1 }]]);
    nowMs += 999;
    expect(await other.outbox.claim(['packet-draft'], 10, 1_000)).toEqual([]);
    nowMs += 1;
    expect((await other.outbox.claim(['packet-draft'], 10, 1_000)).map(({ attempt }) => attempt)).toEqual([2]);
  });

  it('tries a failing job later each time and parks it after eight', async () => {
    await announce(1);
    const failures: string[] = [];
    const worker = new OutboxWorker(store.outbox, { 'packet-draft': () => Promise.reject(new TypeError('no')) }, (topic) => failures.push(topic));
    const waitsMs: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const failedAt = nowMs;
      expect(await worker.runOnce()).toBe(1);
      while ((await rowsNow()).waiting === 1) {
        const [row] = await store.sql.of('p').query('SELECT available_at, last_error FROM outbox');
        expect(row?.last_error).toBe('TypeError');
        nowMs = Date.parse(String(row?.available_at));
        waitsMs.push(nowMs - failedAt);
        break;
      }
    }
    expect(waitsMs).toEqual([1_000, 4_000, 16_000, 64_000, 256_000, 1_024_000, 4_096_000]);
    expect(failures).toHaveLength(8);
    nowMs += 100 * 86_400_000;
    expect(await worker.runOnce()).toBe(0);
    expect(await rowsNow()).toEqual({ waiting: 0, parked: 1 });
  });

  it('holds a row for as long as its job runs, and takes nothing from whoever holds it now', async () => {
    await announce(1);
    const [job] = await store.outbox.claim(['packet-draft'], 1, 1_000);
    if (job === undefined) throw new Error('nothing claimed');
    nowMs += 900;
    await store.outbox.extend(job, 1_000);
    nowMs += 900;
    expect(await other.outbox.claim(['packet-draft'], 1, 1_000)).toEqual([]);
    nowMs += 100;
    const [theirs] = await other.outbox.claim(['packet-draft'], 1, 1_000);
    expect(theirs?.attempt).toBe(2);
    await store.outbox.postpone(job, 'Late', null);
    await store.outbox.extend(job, 100_000);
    expect(await store.outbox.list('p', 'packet-draft', 10)).toEqual([{ ...theirs, recordedAt: expect.any(String), availableAt: new Date(nowMs + 1_000).toISOString() }]);
  });

  it('tries again when a job says, and parks it when it says so; both are listed', async () => {
    await announce(2);
    const worker = new OutboxWorker(store.outbox, { 'packet-draft': ({ payload }) => Promise.reject(new Postponed('not-now', (payload as { stream: string }).stream === 's0' ? 7_000 : null)) }, () => undefined);
    expect(await worker.runOnce()).toBe(2);
    const rows = await store.outbox.list('p', 'packet-draft', 10);
    expect(rows.map(({ attempt, availableAt, lastError }) => [attempt, availableAt, lastError])).toEqual([[1, new Date(nowMs + 7_000).toISOString(), 'not-now'], [1, undefined, 'not-now']]);
    expect(await store.outbox.list('other', 'packet-draft', 10)).toEqual([]);
  });

  it('fills places as they become free: a job that takes long keeps none of the others waiting', async () => {
    await announce(6);
    const done: unknown[] = [];
    const worker = new OutboxWorker(store.outbox, {
      'packet-draft': async ({ payload }, ending) => {
        const { stream } = payload as { stream: string };
        if (stream === 's0') await new Promise<void>((resolve) => ending.addEventListener('abort', () => resolve()));
        done.push(stream);
      },
    }, () => undefined, { batchJobs: 2, leaseMs: 60_000, atOnce: true });
    worker.start();
    while (done.length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(done).toEqual(['s1', 's2', 's3', 's4', 's5']);
    await worker.stop();
    expect([done.at(-1), await rowsNow()]).toEqual(['s0', { waiting: 0, parked: 0 }]);
  });

  it('runs the jobs of a batch at once where it is told to, and says that it is ending', async () => {
    await announce(3);
    const begun: AbortSignal[] = [];
    const worker = new OutboxWorker(store.outbox, {
      'packet-draft': (_, ending) => new Promise((resolve) => {
        begun.push(ending);
        ending.addEventListener('abort', () => resolve());
      }),
    }, () => undefined, { batchJobs: 3, leaseMs: 60_000, atOnce: true });
    worker.start();
    while (begun.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(begun.map(({ aborted }) => aborted)).toEqual([false, false, false]);
    await worker.stop();
    expect(begun.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    expect(await rowsNow()).toEqual({ waiting: 0, parked: 0 });
  });

  it('works from start to stop, and lets one failing job stop no other', async () => {
    await announce(45);
    const done: unknown[] = [];
    let allDone = (): void => undefined;
    const finished = new Promise<void>((resolve) => (allDone = resolve));
    const worker = new OutboxWorker(store.outbox, { 'packet-draft': async (job) => {
      const [stream] = streamsOf([job]);
      if (stream === 's7') throw new Error('broken');
      done.push(stream);
      if (done.length === 44) allDone();
    } }, () => undefined);
    worker.start();
    worker.start();
    await finished;
    await worker.stop();
    expect(new Set(done).size).toBe(44);
    expect(await rowsNow()).toEqual({ waiting: 1, parked: 0 });
  });
});
