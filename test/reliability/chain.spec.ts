/** P4, first form: any changed, removed, inserted or swapped row of the log is found and named. The cut tail is for anchors to show. */
import Database from 'better-sqlite3-multiple-ciphers';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { commitOf, configOf, noted } from '../support/commits';
import { describeSqlite } from '../support/engines';

const PRACTICE = 'p';
const STREAMS = ['a', 'b', 'c'];
const VERSIONS = 6;

describeSqlite('the chain', (under) => {
  let store: Store;
  let db: Database.Database;
  beforeAll(async () => {
    const location = await under.freshDatabase();
    store = await openStore(configOf(location));
    for (const practice of [PRACTICE, 'q']) {
      await store.practices.create({ id: practice, name: 'Clinic', timeZone: 'America/Chicago', demo: false });
      for (const stream of STREAMS) for (let v = 0; v < VERSIONS; v++) await store.commit(commitOf({ practice, stream, expectedVersion: v, events: [noted(`${stream}${v}`)] }));
    }
    db = new Database(location.engine === 'sqlite' ? location.file : '');
    // Someone with the file in hand: no trigger stops them.
    db.exec('DROP TRIGGER event_is_never_updated; DROP TRIGGER event_is_never_deleted');
  });
  afterAll(async () => {
    db.close();
    await store.close();
  });

  /** Tampers, verifies, and puts the rows back. */
  async function after(tamper: () => void): Promise<unknown> {
    db.exec('DROP TABLE IF EXISTS before; CREATE TABLE before AS SELECT * FROM event');
    tamper();
    const { bad } = await verifyChain(store.sql, PRACTICE);
    db.exec('DELETE FROM event; INSERT INTO event SELECT * FROM before; DROP TABLE before');
    return bad;
  }
  const rowAt = (stream: string, version: number): string => `practice_id = '${PRACTICE}' AND stream_id = '${stream}' AND version = ${version}`;

  it('is whole as recorded, practice by practice', async () => {
    expect(await after(() => undefined)).toBeUndefined();
    expect(await verifyChain(store.sql, PRACTICE)).toEqual({ events: STREAMS.length * VERSIONS, streams: STREAMS.length });
    expect(await verifyChain(store.sql, 'nobody')).toEqual({ events: 0, streams: 0 });
  });

  const CHANGES = ['type = \'Other\'', 'schema_version = 2', 'data = CAST(\'{}\' AS BLOB)', 'key_id = \'k\'', 'occurred_on = \'2026-11-22\'', 'recorded_at = \'2026-11-23T12:00:00.001Z\'',
    'actor_id = \'other\'', 'correlation_id = \'other\'', 'causation_id = \'other\'', 'prev_hash = zeroblob(32)', 'hash = zeroblob(32)'];
  it.each(CHANGES)('shows a row changed by %s, at every place', async (change) => {
    for (const stream of STREAMS) {
      for (let version = change.startsWith('prev_hash') ? 2 : 1; version <= VERSIONS; version++) {
        expect(await after(() => db.exec(`UPDATE event SET ${change} WHERE ${rowAt(stream, version)}`))).toEqual({ stream, version });
      }
    }
  });

  it('shows a removed row at every place but the last', async () => {
    for (let version = 1; version < VERSIONS; version++) {
      expect(await after(() => db.exec(`DELETE FROM event WHERE ${rowAt('b', version)}`))).toEqual({ stream: 'b', version });
    }
  });

  it('shows two swapped rows, and a row from another stream or practice', async () => {
    expect(await after(() => db.exec(`UPDATE event SET version = 99 WHERE ${rowAt('b', 2)}; UPDATE event SET version = 2 WHERE ${rowAt('b', 3)}; UPDATE event SET version = 3 WHERE ${rowAt('b', 99)}`))).toEqual({ stream: 'b', version: 2 });
    expect(await after(() => db.exec(`UPDATE event SET stream_id = 'd' WHERE ${rowAt('c', 1)}`))).toEqual({ stream: 'c', version: 1 });
    expect(await after(() => db.exec(`DELETE FROM event WHERE ${rowAt('a', 1)}; UPDATE event SET practice_id = 'p', feed = 9999 WHERE practice_id = 'q' AND stream_id = 'a' AND version = 1`))).toEqual({ stream: 'a', version: 1 });
  });

  it('shows an inserted row', async () => {
    expect(await after(() => db.exec(`INSERT INTO event SELECT practice_id, stream_id, 7, 9999, type, schema_version, data, key_id, occurred_on, recorded_at, actor_id, correlation_id, causation_id, prev_hash, hash
      FROM event WHERE ${rowAt('b', 6)}`))).toEqual({ stream: 'b', version: 7 });
  });
});
