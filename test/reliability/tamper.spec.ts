/**
 * P4: whatever a hand in the database changes, takes away, swaps or adds, at any row of the log and of the audit, is found and the place is named; what was
 * recorded is never called wrong. The control verifies without hashes and finds next to nothing.
 */
import { openStore } from '../../src/platform/database/open-store';
import type { Row } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import { verifyAudit } from '../../src/platform/event-store/audit-chain';
import { verifyChain } from '../../src/platform/event-store/verify-chain';
import { commitOf, configOf, noted } from '../support/commits';
import { describeEachEngine } from '../support/engines';
import { tamperingWith, type Tampering } from './support/tampering';

const ROWS = process.env.PATHGATE_TIER === 'full' ? 500 : 50;
const PRACTICE = 'p';
const STREAMS = 10;

const EVENT_CHANGES = ['type = \'Other\'', 'schema_version = 2', 'key_id = \'k\'', 'occurred_on = \'2026-11-22\'', 'recorded_at = \'2026-11-23T12:00:00.001Z\'', 'actor_id = \'other\'', 'correlation_id = \'other\'', 'causation_id = \'other\''];
const AUDIT_CHANGES = ['recorded_at = \'2026-11-23T12:00:00.001Z\'', 'actor_id = \'other\'', 'role = \'auditor\'', 'action = \'other\'', 'resource = \'patient/other\'', 'outcome = \'refused\'', 'request_id = \'other\'', 'hash = NULL'];

describeEachEngine('what was recorded', (under) => {
  let store: Store;
  let hand: Tampering;
  let events: readonly Row[];
  let audit: readonly Row[];
  const zeros = Buffer.alloc(32);

  beforeAll(async () => {
    const location = await under.freshDatabase();
    store = await openStore(configOf(location));
    const others = under.engine === 'postgres' ? [await openStore(configOf(location))] : [];
    for (const id of [PRACTICE, 'q']) await store.practices.create({ id, name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    // Several writers at once: the audit's chain is one a practice, whoever writes.
    const writers = [store, ...others];
    await Promise.all(Array.from({ length: STREAMS }, async (_, n) => {
      for (let version = 0; version < ROWS / STREAMS; version++) await writers[n % writers.length]?.commit(commitOf({ practice: PRACTICE, stream: `s${n}`, expectedVersion: version, events: [noted(`${n}-${version}`)] }));
    }));
    await store.commit(commitOf({ practice: 'q', stream: 's0', expectedVersion: 0, events: [noted('q')] }));
    for (const other of others) await other.close();
    hand = await tamperingWith(location);
    events = await hand.sql.of(PRACTICE).query('SELECT stream_id, version FROM event WHERE practice_id = ? ORDER BY stream_id, version', [PRACTICE]);
    audit = await hand.sql.of(PRACTICE).query('SELECT feed FROM audit WHERE practice_id = ? ORDER BY feed', [PRACTICE]);
  });
  afterAll(async () => {
    process.stderr.write(`P4: ${under.engine}: ${hand.done()} changes of ${ROWS} events and ${ROWS} rows of the audit looked for\n`);
    await hand.close();
    await store.close();
  });

  const verify = () => verifyAudit(hand.sql, PRACTICE);
  const afterAudit = async (sql: string, parameters: (number | string | Buffer)[]): Promise<number | undefined> => (await hand.after(() => hand.run(sql, parameters), verify)).bad;
  const afterEvents = async (sql: string, parameters: (number | string | Buffer)[]) => (await hand.after(() => hand.run(sql, parameters), () => verifyChain(hand.sql, PRACTICE))).bad;
  const atEvent = 'practice_id = \'p\' AND stream_id = ? AND version = ?';
  const atAudit = 'practice_id = \'p\' AND feed = ?';
  const numbers = (): number[] => audit.map(({ feed }) => Number(feed));

  it('is whole, however many wrote at once', async () => {
    expect([events.length, audit.length]).toEqual([ROWS, ROWS]);
    expect(await verifyChain(hand.sql, PRACTICE)).toEqual({ events: ROWS, streams: STREAMS });
    expect(await verify()).toEqual({ rows: ROWS, unchained: 0 });
  });

  it('shows each event that was changed', async () => {
    for (const { stream_id, version } of events) {
      const place = { stream: stream_id, version };
      for (const change of EVENT_CHANGES) expect([change, await afterEvents(`UPDATE event SET ${change} WHERE ${atEvent}`, [stream_id as string, version as number])]).toEqual([change, place]);
      for (const column of ['data', 'hash']) expect(await afterEvents(`UPDATE event SET ${column} = ? WHERE ${atEvent}`, [zeros, stream_id as string, version as number])).toEqual(place);
    }
  });

  it('shows each event that was taken out, but for the last of a log', async () => {
    for (const { stream_id, version } of events.filter((row) => Number(row['version']) < ROWS / STREAMS)) expect(await afterEvents(`DELETE FROM event WHERE ${atEvent}`, [stream_id as string, version as number])).toEqual({ stream: stream_id, version });
  });

  it('shows each two events that were swapped, and each that was put in', async () => {
    for (const { stream_id, version } of events.filter((row) => Number(row['version']) < ROWS / STREAMS)) {
      const [stream, at] = [stream_id as string, version as number];
      const swapped = await hand.after(async () => {
        for (const [from, to] of [[at, 9999], [at + 1, at], [9999, at + 1]] as const) await hand.run(`UPDATE event SET version = ? WHERE ${atEvent}`, [to, stream, from]);
      }, () => verifyChain(hand.sql, PRACTICE));
      expect(swapped.bad).toEqual({ stream, version: at });
    }
    const columns = 'type, schema_version, data, key_id, occurred_on, recorded_at, actor_id, correlation_id, causation_id, prev_hash, hash';
    for (const { stream_id, version } of events) {
      expect(await afterEvents(`INSERT INTO event (practice_id, stream_id, version, feed, ${columns}) SELECT practice_id, stream_id, ?, 999999, ${columns} FROM event WHERE ${atEvent}`, [ROWS / STREAMS + 1, stream_id as string, version as number])).toEqual({ stream: stream_id, version: ROWS / STREAMS + 1 });
    }
  });

  it('shows each row of the audit that was changed', async () => {
    for (const feed of numbers()) {
      for (const change of AUDIT_CHANGES) {
        // The first row without a hash is found at the second: nothing says that it bore one.
        const found = change === 'hash = NULL' && feed === numbers()[0] ? numbers()[1] : feed;
        expect([change, await afterAudit(`UPDATE audit SET ${change} WHERE ${atAudit}`, [feed])]).toEqual([change, found]);
      }
      expect(await afterAudit(`UPDATE audit SET hash = ? WHERE ${atAudit}`, [zeros, feed])).toBe(feed);
      expect(await afterAudit(`UPDATE audit SET feed = -feed WHERE ${atAudit}`, [feed])).toBe(-feed);
    }
  });

  it('shows each row of the audit that was taken out, but for the last', async () => {
    for (const [place, feed] of numbers().slice(0, -1).entries()) expect(await afterAudit(`DELETE FROM audit WHERE ${atAudit}`, [feed])).toBe(numbers()[place + 1]);
  });

  it('shows each two rows of the audit that were swapped, and each that was put in', async () => {
    for (const [place, feed] of numbers().slice(0, -1).entries()) {
      const next = numbers()[place + 1] ?? 0;
      const swapped = await hand.after(async () => {
        for (const [from, to] of [[feed, -1], [next, feed], [-1, next]] as const) await hand.run(`UPDATE audit SET feed = ? WHERE ${atAudit}`, [to, from]);
      }, verify);
      expect(swapped.bad).toBe(feed);
    }
    const columns = 'recorded_at, actor_id, role, action, resource, outcome, request_id, hash';
    for (const feed of numbers()) {
      for (const hash of ['hash', 'NULL']) {
        expect(await afterAudit(`INSERT INTO audit (practice_id, feed, ${columns}) SELECT practice_id, feed + 1, ${columns.replace('hash', hash)} FROM audit WHERE ${atAudit}`, [feed])).toBe(feed + 1);
      }
    }
    expect(await afterAudit('UPDATE audit SET practice_id = \'p\', feed = 999999 WHERE practice_id = \'q\'', [])).toBe(999_999);
  });

  it('is not shown by counting rows alone: the control', async () => {
    const [first] = numbers();
    const counted = await hand.after(() => hand.run(`UPDATE audit SET actor_id = 'other' WHERE ${atAudit}`, [first ?? 0]), async () => Number((await hand.sql.of(PRACTICE).query('SELECT count(*) AS rows_held FROM audit WHERE practice_id = \'p\''))[0]?.['rows_held']));
    expect(counted).toBe(ROWS);
  });
});
