/** Commands over the store: decided again or not, replayed, cached; the cache, the snapshot and the full replay are one state. */
import { randomUUID } from 'node:crypto';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { executeCommand, type CommandResult } from '../../src/platform/event-store/execute-command';
import { diffProjections, rebuildProjections } from '../../src/platform/event-store/rebuild-projections';
import { StreamCache, type Fold } from '../../src/platform/event-store/stream-cache';
import { commitOf, configOf, noted, RECORDED_AT, worklistWrite } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const PRACTICE = 'practice-1';

interface Notes {
  readonly notes: readonly string[];
  readonly last?: { readonly version: number; readonly recordedAt: string };
}

const NOTES: Fold<Notes> = {
  name: 'notes@1', initial: { notes: [] },
  evolve: ({ notes }, { data, version, recordedAt }) => ({ notes: [...notes, (data as { note: string }).note], last: { version, recordedAt } }),
};
const projector = { project: (_: string, stream: string, { notes }: Notes, version: number) => (notes.at(-1) === 'closed'
  ? [{ table: 'worklist' as const, key: { episode_id: `episode-of-${stream}` } }] : [worklistWrite(stream, version, { position: notes.at(-1) ?? '' })]) };

describeEachEngine('commands', (under) => {
  let store: Store;
  /** Another node: its own caches. */
  let other: Store;
  beforeAll(async () => {
    const config = configOf(await under.freshDatabase());
    store = await openStore(config);
    other = await openStore(config);
    await store.practices.create({ id: PRACTICE, name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  });
  afterAll(async () => {
    await store.close();
    await other.close();
  });

  interface Wish {
    readonly stream: string;
    readonly note: string;
    readonly ifVersion?: number;
    readonly key?: string;
    readonly refuses?: (notes: readonly string[]) => boolean;
    readonly onDecide?: () => Promise<unknown>;
  }
  function note(on: Store, { stream, note: text, ifVersion, key = randomUUID(), refuses = () => false, onDecide }: Wish): Promise<CommandResult<Notes, string>> {
    return executeCommand<Notes, string>(on, on.streams, {
      practice: PRACTICE, stream, fold: NOTES, projector, ...(ifVersion === undefined ? {} : { ifVersion }),
      decide: async ({ state }) => {
        if (refuses(state.notes)) return { accepted: false, refusal: 'refused' };
        await onDecide?.();
        return { accepted: true, events: [noted(text)] };
      },
      audit: { actorId: 'key-1', role: 'clinician', action: 'write', resource: `patient/${stream}`, outcome: 'allowed', requestId: 'r' },
      idempotency: { client: 'key-1', key, requestHash: 'h', status: 201 }, recordedAt: RECORDED_AT, actorId: 'key-1', correlationId: 'c',
    });
  }
  const kinds = (results: readonly CommandResult<Notes, string>[]): string[] => results.map(({ kind }) => kind);

  it('decides an additive command again when it was overtaken, also by another node', async () => {
    await note(store, { stream: 'additive', note: 'a' });
    await note(other, { stream: 'additive', note: 'b' });
    const result = await note(store, { stream: 'additive', note: 'c' });
    expect(result).toMatchObject({ kind: 'committed', version: 3, state: { notes: ['a', 'b', 'c'] } });
  });

  it('gives up after five decisions that were overtaken', async () => {
    let decisions = 0;
    const result = await note(store, { stream: 'overtaken', note: 'mine', onDecide: async () => {
      decisions += 1;
      await note(other, { stream: 'overtaken', note: `theirs ${decisions}` });
    } });
    expect([result.kind, decisions]).toEqual(['conflict', 5]);
    expect(await store.version(PRACTICE, 'overtaken')).toBe(5);
  });

  it('answers a conditional command at once when its version has moved, and accepts the current one', async () => {
    await note(store, { stream: 'conditional', note: 'a' });
    await note(other, { stream: 'conditional', note: 'b' });
    expect(await note(store, { stream: 'conditional', note: 'stale', ifVersion: 1 })).toEqual({ kind: 'conflict', version: 2 });
    expect(await note(store, { stream: 'conditional', note: 'ahead', ifVersion: 9 })).toEqual({ kind: 'conflict', version: 2 });
    expect(await note(store, { stream: 'conditional', note: 'c', ifVersion: 2 })).toMatchObject({ kind: 'committed', version: 3 });
  });

  it('answers a repeat with its record, whatever has happened since', async () => {
    const key = randomUUID();
    const first = { stream: 'repeats', note: 'once', key, ifVersion: 0, refuses: (notes: readonly string[]) => notes.includes('once') };
    expect(kinds([await note(store, first), await note(store, first), await note(other, first)])).toEqual(['committed', 'replayed', 'replayed']);
    const { ifVersion: _, ...additive } = first;
    expect(kinds([await note(store, additive), await note(store, { ...additive, key: randomUUID() })])).toEqual(['replayed', 'refused']);
    expect(kinds(await Promise.all([1, 2, 3].map(() => note(store, { stream: 'repeats-2', note: 'x', key: 'k-2' }))))).toEqual(['committed', 'replayed', 'replayed']);
  });

  it('refuses on the newest state only', async () => {
    await note(store, { stream: 'refusing', note: 'blocked' });
    await note(other, { stream: 'refusing', note: 'free' });
    expect((await note(store, { stream: 'refusing', note: 'x', refuses: (notes) => notes.at(-1) === 'blocked' })).kind).toBe('committed');
  });

  it('folds to the same state from the cache, from a snapshot and from the whole log', async () => {
    for (let i = 0; i < 130; i++) await note(i % 7 === 3 ? other : store, { stream: 'long', note: `n${i}` });
    await store.streams.settle();
    await other.streams.settle();
    const [snapshot] = await store.sql.of(PRACTICE).query('SELECT version FROM snapshot WHERE practice_id = ? AND stream_id = ? AND fold = ?', [PRACTICE, 'long', NOTES.name]);
    expect(Number(snapshot?.version)).toBeGreaterThan(50);
    const replayed = await store.streams.loadAt(PRACTICE, 'long', NOTES, {});
    const cold = new StreamCache(store, store.sql);
    expect(replayed.version).toBe(130);
    expect(JSON.stringify(await store.streams.load(PRACTICE, 'long', NOTES))).toBe(JSON.stringify(replayed));
    expect(JSON.stringify(await other.streams.load(PRACTICE, 'long', NOTES))).toBe(JSON.stringify(replayed));
    expect(JSON.stringify(await cold.load(PRACTICE, 'long', NOTES))).toBe(JSON.stringify(replayed));
    expect((await cold.loadAt(PRACTICE, 'long', NOTES, { toVersion: 7 })).state.notes).toHaveLength(7);
  });

  it('never reads a snapshot of another fold, or one that is ahead of the log', async () => {
    await store.sql.of(PRACTICE).execute('UPDATE snapshot SET version = 999 WHERE practice_id = ? AND stream_id = ?', [PRACTICE, 'long']);
    expect((await new StreamCache(store, store.sql).load(PRACTICE, 'long', NOTES)).state.notes).toHaveLength(130);
    expect((await new StreamCache(store, store.sql).load(PRACTICE, 'long', { ...NOTES, name: 'notes@2' })).version).toBe(130);
  });

  it('keeps a bounded cache', async () => {
    const small = new StreamCache(store, store.sql, 2);
    for (const stream of ['additive', 'conditional', 'refusing']) await small.loadToDecide(PRACTICE, stream, NOTES);
    const looks = jest.spyOn(store, 'read');
    await small.load(PRACTICE, 'refusing', NOTES);
    expect(looks).toHaveBeenCalledTimes(0);
    await small.load(PRACTICE, 'additive', NOTES);
    expect(looks).toHaveBeenCalledTimes(1);
    looks.mockRestore();
  });

  it('keeps what is only read from the second time on', async () => {
    const cache = new StreamCache(store, store.sql);
    const looks = jest.spyOn(store, 'read');
    for (const expected of [1, 2, 2]) {
      expect((await cache.load(PRACTICE, 'additive', NOTES)).version).toBeGreaterThan(0);
      expect(looks).toHaveBeenCalledTimes(expected);
    }
    looks.mockRestore();
  });

  it('rebuilds projections to what they were live, and finds what is wrong with them', async () => {
    await note(store, { stream: 'closing', note: 'a' });
    await note(store, { stream: 'closing', note: 'closed' });
    expect(await diffProjections(store, PRACTICE, NOTES, projector)).toEqual([]);
    await store.sql.of(PRACTICE).execute('UPDATE worklist SET position = ? WHERE practice_id = ? AND patient_id = ?', ['elsewhere', PRACTICE, 'long']);
    await store.sql.of(PRACTICE).execute('DELETE FROM worklist WHERE practice_id = ? AND patient_id = ?', [PRACTICE, 'additive']);
    await store.commit({ ...commitOf({ practice: PRACTICE, stream: 'closing', expectedVersion: 2, events: [noted('closed')] }), projections: [worklistWrite('nobody', 1)] });
    const wrong = [{ table: 'worklist', key: 'episode-of-additive', kind: 'missing' }, { table: 'worklist', key: 'episode-of-long', kind: 'different' }, { table: 'worklist', key: 'episode-of-nobody', kind: 'stray' }];
    expect(await diffProjections(store, PRACTICE, NOTES, projector)).toEqual(wrong);
    const live = note(store, { stream: 'long', note: 'while rebuilding' });
    await rebuildProjections(store, PRACTICE, NOTES, projector);
    await live;
    expect(await diffProjections(store, PRACTICE, NOTES, projector)).toEqual([]);
  });
});
