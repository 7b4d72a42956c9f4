/** The store's contract, the same on both engines: one winner, one answer per key, nothing half-done, nothing erased. */
import { systemClock } from '../../src/platform/clock/clock';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import type { CommitResult } from '../../src/platform/event-store/event-store';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { commitOf, configOf, failureOf, noted, RECORDED_AT, worklistWrite } from '../support/commits';
import { describeEachStore } from '../support/engines';

const PRACTICE = 'practice-1';

describeEachStore('the event store', (under) => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(configOf(await under.freshDatabase()), systemClock, under.writesIn);
    await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
    await store.practices.create({ id: 'practice-2', name: 'Other Clinic', timeZone: 'America/New_York', demo: false });
  });
  afterAll(() => store.close());

  async function rowsOf(table: string, stream: string): Promise<number> {
    const column = table === 'audit' ? 'resource' : 'stream_id';
    const [row] = await store.sql.of(PRACTICE).query(`SELECT count(*) AS n FROM ${table} WHERE practice_id = ? AND ${column} = ?`, [PRACTICE, table === 'audit' ? `patient/${stream}` : stream]);
    return Number(row?.n);
  }

  it('answers what was recorded, in order, with its header', async () => {
    const result = await store.commit(commitOf({ practice: PRACTICE, stream: 'read', expectedVersion: 0, events: [noted('a'), noted('b')] }));
    expect(result).toEqual({ kind: 'committed', versions: [2] });
    const events = await store.read(PRACTICE, 'read');
    expect(events.map(({ version, data }) => [version, data])).toEqual([
      [1, { type: 'FactDocumented', note: 'a' }], [2, { type: 'FactDocumented', note: 'b' }]]);
    expect(events[1]).toMatchObject({ streamId: 'read', type: 'FactDocumented', schemaVersion: 1, occurredOn: '2026-11-23', recordedAt: RECORDED_AT, actorId: 'key-1', causationId: 'read/1' });
    expect(await store.version(PRACTICE, 'read')).toBe(2);
    expect(await store.version('practice-2', 'read')).toBe(0);
  });

  it('cuts the tail by version and by instant', async () => {
    for (const [index, recordedAt] of ['2026-01-01T00:00:00.000Z', '2026-01-03T00:00:00.000Z', '2026-01-02T00:00:00.000Z'].entries()) {
      await store.commit(commitOf({ practice: PRACTICE, stream: 'cut', expectedVersion: index, events: [noted(String(index))], recordedAt }));
    }
    const versions = async (range: object): Promise<number[]> => (await store.read(PRACTICE, 'cut', range)).map(({ version }) => version);
    expect(await versions({ toVersion: 2 })).toEqual([1, 2]);
    expect(await versions({ fromVersion: 2 })).toEqual([2, 3]);
    expect(await versions({ knownAt: '2026-01-01T00:00:00.000Z' })).toEqual([1]);
    // A clock that went back: still a prefix of the log, never a log with a hole.
    expect(await versions({ knownAt: '2026-01-02T12:00:00.000Z' })).toEqual([1]);
  });

  it('lets exactly one of many writers with one version win, and leaves nothing of the others', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) =>
      store.commit(commitOf({ practice: PRACTICE, stream: 'race', expectedVersion: 0, events: [noted(`w${i}`), noted(`w${i}`)] }))));
    expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(19);
    expect(await rowsOf('event', 'race')).toBe(2);
    expect(await rowsOf('audit', 'race')).toBe(1);
    expect(await rowsOf('idempotency', 'race')).toBe(1);
  });

  it('refuses a version ahead of the stream: a log has no gaps', async () => {
    expect(await store.commit(commitOf({ practice: PRACTICE, stream: 'gap', expectedVersion: 3, events: [noted('x')] }))).toEqual({ kind: 'conflict', stream: 'gap' });
    expect(await store.version(PRACTICE, 'gap')).toBe(0);
  });

  it('keeps one command\'s failure to itself within a group', async () => {
    const broken = { ...commitOf({ practice: PRACTICE, stream: 'broken', expectedVersion: 0, events: [noted('x')] }) };
    const outcomes = await Promise.allSettled([
      store.commit(commitOf({ practice: PRACTICE, stream: 'good-1', expectedVersion: 0, events: [noted('1')] })),
      store.commit({ ...broken, projections: [worklistWrite('broken', 1, { pathway: null })] }),
      store.commit(commitOf({ practice: PRACTICE, stream: 'gap', expectedVersion: 9, events: [noted('x')] })),
      store.commit(commitOf({ practice: 'nobody', stream: 'good-1', expectedVersion: 0, events: [noted('x')] })),
      store.commit(commitOf({ practice: PRACTICE, stream: 'good-2', expectedVersion: 0, events: [noted('2')] })),
    ]);
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' ? outcome.value.kind : 'failed')).toEqual(['committed', 'failed', 'conflict', 'failed', 'committed']);
    expect([await rowsOf('event', 'good-1'), await rowsOf('event', 'broken'), await rowsOf('audit', 'broken'), await rowsOf('event', 'good-2')]).toEqual([1, 0, 0, 1]);
    expect(await store.version('nobody', 'good-1')).toBe(0);
  });

  it('writes several streams or none', async () => {
    const first = await store.commit({ ...commitOf({ practice: PRACTICE, stream: 'move-a', expectedVersion: 0, events: [] }),
      appends: [{ stream: 'move-a', expectedVersion: 0, events: [noted('out')] }, { stream: 'move-b', expectedVersion: 0, events: [noted('in')] }] });
    expect(first).toEqual({ kind: 'committed', versions: [1, 1] });
    const second = await store.commit({ ...commitOf({ practice: PRACTICE, stream: 'move-a', expectedVersion: 1, events: [] }),
      appends: [{ stream: 'move-a', expectedVersion: 1, events: [noted('out')] }, { stream: 'move-b', expectedVersion: 0, events: [noted('in')] }] });
    expect(second).toEqual({ kind: 'conflict', stream: 'move-b' });
    expect([await store.version(PRACTICE, 'move-a'), await store.version(PRACTICE, 'move-b')]).toEqual([1, 1]);
  });

  it('records one delivery once, however often and however concurrently it comes', async () => {
    const deliver = (expectedVersion: number, requestHash = 'same'): Promise<CommitResult> =>
      store.commit({ ...commitOf({ practice: PRACTICE, stream: 'repeat', expectedVersion, events: [noted('once')] }), idempotency: { client: 'key-1', key: 'delivery-1', requestHash, status: 201, practiceVersion: 7 } });
    const results = await Promise.all([deliver(0), deliver(0), deliver(1)]);
    const record = { client: 'key-1', key: 'delivery-1', requestHash: 'same', status: 201, stream: 'repeat', version: 1, practiceVersion: 7, recordedAt: RECORDED_AT };
    expect(results).toEqual([{ kind: 'committed', versions: [1] }, { kind: 'replayed', record }, { kind: 'replayed', record }]);
    expect(await deliver(1, 'other body')).toEqual({ kind: 'replayed', record });
    expect(await store.findIdempotency(PRACTICE, 'key-1', 'delivery-1')).toEqual(record);
    expect(await store.findIdempotency('practice-2', 'key-1', 'delivery-1')).toBeUndefined();
    expect(await store.version(PRACTICE, 'repeat')).toBe(1);
  });

  it('records a commit without events under its key, with the version it speaks of', async () => {
    await store.commit(commitOf({ practice: PRACTICE, stream: 'no-op', expectedVersion: 0, events: [noted('a')] }));
    expect(await store.commit(commitOf({ practice: PRACTICE, stream: 'no-op', expectedVersion: 1, events: [], key: 'no-op' }))).toEqual({ kind: 'committed', versions: [1] });
    expect(await store.findIdempotency(PRACTICE, 'key-1', 'no-op')).toMatchObject({ stream: 'no-op', version: 1 });
  });

  it('audits reads', async () => {
    await store.audit(PRACTICE, { actorId: 'key-1', role: 'auditor', action: 'read', resource: 'patient/audited', outcome: 'refused', requestId: 'r-1' });
    expect(await rowsOf('audit', 'audited')).toBe(1);
  });

  it.each(['event', 'audit'])('never updates or deletes a row of %s', async (table) => {
    expect(await failureOf(store.sql.of(PRACTICE).execute(`UPDATE ${table} SET actor_id = ?`, ['other']))).toContain('append-only');
    expect(await failureOf(store.sql.of(PRACTICE).execute(`DELETE FROM ${table}`))).toContain('append-only');
    expect(await rowsOf(table, 'race')).toBeGreaterThan(0);
  });

  it('gives every row of a practice its own feed number', async () => {
    const [row] = await store.sql.of(PRACTICE).query(`SELECT count(*) AS rows_count, count(DISTINCT feed) AS numbers FROM
      (SELECT feed FROM event WHERE practice_id = ? UNION ALL SELECT feed FROM audit WHERE practice_id = ? UNION ALL SELECT feed FROM outbox WHERE practice_id = ?) AS numbered`,
    [PRACTICE, PRACTICE, PRACTICE]);
    expect(row?.rows_count).toBe(row?.numbers);
    expect(row?.numbers).toBeGreaterThan(20);
  });

  it('replaces and deletes projection rows with the commit', async () => {
    const write = (version: number, row?: Record<string, string | number | null>): Promise<CommitResult> => store.commit({
      ...commitOf({ practice: PRACTICE, stream: 'projected', expectedVersion: version, events: [noted(String(version))] }),
      projections: [row === undefined ? { table: 'worklist', key: { episode_id: 'episode-of-projected' } } : worklistWrite('projected', version + 1, row)] });
    const rows = async (): Promise<unknown[]> => (await store.reads.worklist(PRACTICE, { patientId: 'projected' }, 10)).items.map(({ position, sort_name, due_on, version }) => [position, sort_name, due_on, version]);
    await write(0, { due_on: '2026-12-01' });
    expect(await rows()).toEqual([['conservative-care', 'testperson projected', '2026-12-01', 1]]);
    await write(1, { position: 'ready-for-block-1' });
    expect(await rows()).toEqual([['ready-for-block-1', 'testperson projected', null, 2]]);
    await write(2, { sort_name: 'renamed' });
    expect(await rows()).toEqual([['conservative-care', 'renamed', null, 3]]);
    await write(3);
    expect(await rows()).toEqual([]);
    expect(await failureOf(write(4, { no_such_column: 1 }))).toContain('no column no_such_column');
  });

  it('finds nothing wrong with the chain of all this', async () => {
    const verified = await verifyChain(store.sql, PRACTICE);
    expect(verified.bad).toBeUndefined();
    expect(verified.events).toBeGreaterThan(10);
  });
});
