/**
 * The feed of public events. A reader who goes on from where it stopped sees every event once and in order, while processes write at the same
 * time; a writer that takes its number in another transaction than its row is found out by the same reader. And what the feed holds is what a
 * replay of the logs names: nothing is lost, nothing invented.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { openDemoPractice } from '../../src/demo';
import { readEvents, type FeedEvent } from '../../src/events';
import { patientProjector } from '../../src/patients';
import { openStore } from '../../src/platform/database/open-store';
import { integer } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';
import { tiered } from '../support/tier';
import { eventsInFeed, replayedEvents } from './support/replayed-events';
import { spawnWriter } from './support/spawn-writer';

const WRITERS = 3;
const WRITES = tiered(80, 400);
const EVENTS_PER_WRITE = 2;
const SLOPPY_WRITERS = 4;
const NOW = '2026-11-23T15:00:00.000Z';

/** Reads on and on, from where it stopped; `end` makes it read what is left. */
function follow(store: Store, limit: number): { readonly seen: readonly FeedEvent[]; end(): Promise<void> } {
  const seen: FeedEvent[] = [];
  let ending = false;
  const done = (async () => {
    for (let position = 0; ;) {
      const isLast = ending;
      const page = await readEvents(store.sql, 'p', position, limit);
      seen.push(...page.items);
      position = page.position;
      if (isLast && !page.isMore) return;
      if (page.items.length === 0) await delay(1);
    }
  })();
  return { seen, end: () => ((ending = true), done) };
}

describeEachEngine('the feed of public events', (under) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(configOf(await under.freshDatabase()));
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
  });
  afterEach(() => store.close());
  const positionsThere = async (): Promise<readonly number[]> => (await store.sql.of('p').query("SELECT feed FROM public_event WHERE practice_id = 'p' ORDER BY feed")).map((row) => integer(row, 'feed'));

  it(`shows a reader every event once and in order, while ${WRITERS} processes write`, async () => {
    const location = await under.freshDatabase();
    await store.close();
    store = await openStore(configOf(location));
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    const writers = Array.from({ length: WRITERS }, (_, index) => spawnWriter({ config: configOf(location), practice: 'p', writer: `w${index}`, clients: 8, writes: WRITES, streams: 12 }));
    await Promise.all(writers.map(({ ready }) => ready));
    const readers = [follow(store, 3), follow(store, 200)];
    for (const writer of writers) writer.start();
    await Promise.all(writers.map(({ done }) => done));
    const there = await positionsThere();
    expect(there).toHaveLength(WRITERS * WRITES * EVENTS_PER_WRITE);
    for (const reader of readers) {
      await reader.end();
      expect(reader.seen.map(({ position }) => position)).toEqual(there);
      const versions = new Map<string, number>();
      for (const { patientId, version } of reader.seen) {
        expect(version).toBe((versions.get(patientId) ?? 0) + 1);
        versions.set(patientId, version);
      }
    }
  }, 120_000);

  it('is found to miss events where a number is taken in a transaction of its own', async () => {
    const reader = follow(store, 200);
    let rows = 0;
    await Promise.all(Array.from({ length: SLOPPY_WRITERS }, async (_, writer) => {
      for (let i = 0; i < 20; i++) {
        const [taken] = await store.sql.of('p').execute("UPDATE practice SET last_feed = last_feed + 1 WHERE practice_id = 'p' RETURNING last_feed");
        await delay(1 + ((writer * 7 + i * 3) % 11));
        await store.sql.of('p').execute("INSERT INTO public_event (practice_id, feed, patient_id, version, type, data, recorded_at) VALUES ('p', ?, ?, ?, 'fact.documented', '{}', ?)", [integer(taken ?? {}, 'last_feed'), `s${writer}`, i + 1, NOW]);
        rows += 1;
      }
    }));
    await reader.end();
    expect(rows).toBe(SLOPPY_WRITERS * 20);
    expect(reader.seen.length).toBeLessThan(rows);
  });

  it('goes on by position, by type too, and always says where to ask next', async () => {
    const tell = (type: string, feed: number) => store.sql.of('p').execute("INSERT INTO public_event (practice_id, feed, patient_id, version, type, data, recorded_at) VALUES ('p', ?, 's', 1, ?, '{}', ?)", [feed, type, NOW]);
    expect(await readEvents(store.sql, 'p', 0, 10)).toEqual({ items: [], position: 0, isMore: false });
    for (let feed = 1; feed <= 30; feed++) await tell(feed % 10 === 0 ? 'step.eligible' : 'fact.documented', feed * 3);
    const first = await readEvents(store.sql, 'p', 0, 2, ['step.eligible']);
    expect([first.items.map(({ position }) => position), first.position, first.isMore]).toEqual([[30, 60], 60, true]);
    expect(await readEvents(store.sql, 'p', first.position, 2, ['step.eligible'])).toMatchObject({ items: [{ position: 90 }], position: 90, isMore: false });
    expect(await readEvents(store.sql, 'p', 0, 2, ['deadline.due'])).toEqual({ items: [], position: 90, isMore: false });
    expect(await readEvents(store.sql, 'p', 90, 10)).toEqual({ items: [], position: 90, isMore: false });
    expect(await readEvents(store.sql, 'other', 0, 10)).toMatchObject({ items: [] });
  });
});

describeEachEngine('the public events of the demo practice', (under) => {
  it('are what a replay of its logs names, no more and no less', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pathgate-events-'));
    const store = await openStore(configOf(await under.freshDatabase()), { now: () => NOW });
    await openDemoPractice({ store, clock: { now: () => NOW }, keyFile: join(folder, 'keys.json'), policies: SHIPPED_POLICIES, projector: patientProjector, announce: () => [] });
    const expected = await replayedEvents(store, 'demo');
    expect(expected.length).toBeGreaterThan(300);
    expect(await eventsInFeed(store, 'demo')).toEqual(expected);
    await store.sql.of('demo').execute("DELETE FROM public_event WHERE practice_id = 'demo' AND feed = (SELECT min(feed) FROM public_event WHERE practice_id = 'demo')");
    expect(await eventsInFeed(store, 'demo')).not.toEqual(expected);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);
});
