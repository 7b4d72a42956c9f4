/** P4, what the chain alone cannot show: an end that was cut off, a log that is gone, hashes that were all computed anew. Anchors outside the database show it; the control, without them, does not. */
import { appendFileSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Anchoring, verifyRecord, type Verification } from '../../src/audit';
import { openStore } from '../../src/platform/database/open-store';
import { bytes, text, type Row, type SqlValue } from '../../src/platform/database/sql';
import type { Store } from '../../src/platform/database/store';
import { hashAudit } from '../../src/platform/event-store/audit-chain';
import { FIRST_PREV_HASH, hashEvent } from '../../src/platform/event-store/hash-chain';
import { commitOf, configOf, noted } from '../support/commits';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { tamperingWith, type Tampering } from './support/tampering';

const ROWS = process.env.PATHGATE_TIER === 'full' ? 500 : 50;
const STREAMS = 10;
const VERSIONS = ROWS / STREAMS;
const CREATED_AT = '2026-11-01T12:00:00.000Z';
const PRACTICE = { id: 'p', createdAt: CREATED_AT, demo: false };

describeEachEngine('anchors', (under) => {
  let location: DatabaseLocation;
  let store: Store;
  let hand: Tampering;
  let folder: string;
  let file: string;
  let now = CREATED_AT;
  const noticed: string[] = [];
  const failed: unknown[] = [];
  const log = { notice: (event: string) => void noticed.push(event), failure: (error: unknown) => void failed.push(error) };
  const anchoring = (at = folder) => new Anchoring({ sql: store.sql, clock: { now: () => now }, log, folder: at });
  const verify = async (at: string | undefined = folder, practice = PRACTICE): Promise<Verification> => {
    for await (const told of verifyRecord(hand.sql, practice, at)) if ('verification' in told) return told.verification;
    throw new Error('nothing was told');
  };
  const foundAfter = async (tamper: () => Promise<unknown>, at?: string) => (await hand.after(tamper, () => verify(at))).firstBreak;
  const lines = (): string[] => readFileSync(file, 'utf8').trimEnd().split('\n');
  const id = (n: number): string => `s${n}`;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-anchors-'));
    location = await under.freshDatabase();
    store = await openStore(configOf(location), { now: () => now });
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    const writing = anchoring();
    // Each version of every log is a minute: each is anchored.
    for (let version = 0; version < VERSIONS; version++) {
      now = new Date(Date.parse(CREATED_AT) + (version + 1) * 60_000).toISOString();
      for (let n = 0; n < STREAMS; n++) await store.commit(commitOf({ practice: 'p', stream: id(n), expectedVersion: version, events: [noted(`${n}-${version}`)], recordedAt: now }));
      await writing.run();
    }
    await writing.stop();
    file = join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '');
    hand = await tamperingWith(location);
  });
  afterAll(async () => {
    process.stderr.write(`P4: ${under.engine}: ${hand.done()} changes that only anchors show looked for, in ${ROWS} events of ${STREAMS} logs\n`);
    await hand.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are whole, one for each minute, for their owner only', async () => {
    expect(failed).toEqual([]);
    expect(await verify()).toEqual({ result: 'intact', events: ROWS, streams: STREAMS, firstBreak: null, audit: { rows: ROWS, unchained: 0 }, anchors: { count: VERSIONS, lastAt: now, since: 0 } });
    for (const name of readdirSync(folder)) expect([name, (statSync(join(folder, name)).mode & 0o077).toString(8)]).toEqual([name, '0']);
    expect(lines().join('')).not.toMatch(/"s\d|0-0|Documented/);
  });

  it('say nothing new where nothing has changed, and no two write into one folder', async () => {
    const [one, two] = [anchoring(), anchoring()];
    await one.run();
    await one.stop();
    expect(lines()).toHaveLength(VERSIONS);
    const other = mkdtempSync(join(tmpdir(), 'pathgate-anchors-'));
    const [first, second] = [anchoring(other), anchoring(other)];
    await Promise.all([first.run(), second.run()]);
    await Promise.all([first.stop(), second.stop(), two.stop()]);
    expect((await verify(other)).anchors).toMatchObject({ count: 1, since: 0 });
    rmSync(other, { recursive: true });
  });

  it('show each end that was cut off, however much of it', async () => {
    for (let n = 0; n < STREAMS; n++) {
      for (let version = 2; version <= VERSIONS; version++) {
        expect(await foundAfter(() => hand.run("DELETE FROM event WHERE practice_id = 'p' AND stream_id = ? AND version >= ?", [id(n), version]))).toEqual({ kind: 'cut-off', object: `patient/${id(n)}`, version });
      }
    }
  });

  it('show each log that is gone', async () => {
    for (let n = 0; n < STREAMS; n++) {
      expect(await foundAfter(() => hand.run("DELETE FROM event WHERE practice_id = 'p' AND stream_id = ?", [id(n)]))).toEqual({ kind: 'vanished', object: expect.stringMatching(/^log\/[0-9a-f]{12}$/), version: 1 });
    }
  });

  /** Changes one event and computes every later hash of its log anew: whole in itself. */
  async function rewrite(stream: string, from: number): Promise<void> {
    const rows = await hand.sql.of('p').query("SELECT * FROM event WHERE practice_id = 'p' AND stream_id = ? AND version >= ? ORDER BY version", [stream, from]);
    let prevHash = bytes(rows[0] as Row, 'prev_hash');
    for (const row of rows) {
      const version = Number(row['version']);
      const actorId = version === from ? 'somebody' : text(row, 'actor_id');
      const hash = hashEvent(prevHash, {
        practiceId: 'p', streamId: stream, version, type: text(row, 'type'), schemaVersion: Number(row['schema_version']), keyId: null, occurredOn: row['occurred_on'] as string | null, recordedAt: text(row, 'recorded_at'),
        actorId, correlationId: text(row, 'correlation_id'), causationId: row['causation_id'] as string | null,
      }, bytes(row, 'data'));
      await hand.run("UPDATE event SET actor_id = ?, prev_hash = ?, hash = ? WHERE practice_id = 'p' AND stream_id = ? AND version = ?", [actorId, prevHash, hash, stream, version]);
      prevHash = hash;
    }
  }

  it('show each log whose hashes were all computed anew, which the chain alone does not', async () => {
    for (let n = 0; n < STREAMS; n += 3) {
      for (let version = 1; version <= VERSIONS; version++) {
        expect(await foundAfter(() => rewrite(id(n), version))).toEqual({ kind: 'rewritten', object: `patient/${id(n)}`, version });
      }
    }
    expect(await hand.after(() => rewrite(id(0), 1), async () => (await verify(join(folder, 'none'))).result)).toBe('intact');
  });

  it('show a log that was put in where others were recorded', async () => {
    const [row] = await hand.sql.of('p').query("SELECT * FROM event WHERE practice_id = 'p' AND stream_id = 's0' AND version = 1");
    const { stream_id: _, feed: __, prev_hash: ___, hash: ____, ...rest } = row as Row;
    const hash = hashEvent(FIRST_PREV_HASH, { practiceId: 'p', streamId: 'forged', version: 1, type: text(rest, 'type'), schemaVersion: 1, keyId: null, occurredOn: rest['occurred_on'] as string, recordedAt: text(rest, 'recorded_at'), actorId: text(rest, 'actor_id'), correlationId: text(rest, 'correlation_id'), causationId: null }, bytes(rest, 'data'));
    const forged: Record<string, SqlValue> = { ...rest, stream_id: 'forged', feed: 0, prev_hash: FIRST_PREV_HASH, hash };
    const put = (feed: number) => hand.run(`INSERT INTO event (${Object.keys(forged).join(', ')}) VALUES (${Object.keys(forged).map(() => '?').join(', ')})`, Object.values({ ...forged, feed }));
    expect(await foundAfter(() => put(2))).toEqual({ kind: 'rewritten', object: 'patient/forged', version: 1 });
  });

  it('show the audit\'s end cut off, and an audit whose hashes were all computed anew', async () => {
    const rows = await hand.sql.of('p').query("SELECT * FROM audit WHERE practice_id = 'p' ORDER BY feed");
    for (let kept = 1; kept < ROWS; kept += 7) {
      expect(await foundAfter(() => hand.run("DELETE FROM audit WHERE practice_id = 'p' AND feed > ?", [Number(rows[kept - 1]?.['feed'])]))).toEqual({ kind: expect.stringMatching(/^(cut-off|rewritten)$/), object: 'audit', version: expect.any(Number) });
      expect(await foundAfter(async () => {
        let before: Buffer = kept === 1 ? FIRST_PREV_HASH : bytes(rows[kept - 2] as Row, 'hash');
        for (const row of rows.slice(kept - 1)) {
          const actorId = row === rows[kept - 1] ? 'somebody' : text(row, 'actor_id');
          const feed = Number(row['feed']);
          before = hashAudit(before, 'p', feed, text(row, 'recorded_at'), { actorId, role: text(row, 'role'), action: text(row, 'action'), resource: text(row, 'resource'), outcome: 'allowed', requestId: text(row, 'request_id') });
          await hand.run("UPDATE audit SET actor_id = ?, hash = ? WHERE practice_id = 'p' AND feed = ?", [actorId, before, feed]);
        }
      })).toMatchObject({ kind: 'rewritten', object: 'audit' });
    }
  });

  it('are themselves shown when one is changed, missing, twice, swapped or signed by another key', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'pathgate-anchors-'));
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(copy, name));
    const copied = join(copy, file.slice(folder.length + 1));
    const known = lines();
    const brokenWith = async (changed: readonly string[]) => {
      writeFileSync(copied, `${changed.join('\n')}\n`);
      return (await verify(copy)).firstBreak;
    };
    for (let n = 0; n < known.length; n++) {
      const line = known[n] ?? '';
      const [at, next] = [Math.floor((line.length * (n + 1)) / (known.length + 2)), known[n + 1]];
      const flipped = line.slice(0, at) + String.fromCharCode(line.charCodeAt(at) ^ 1) + line.slice(at + 1);
      expect(await brokenWith(known.with(n, flipped))).toMatchObject({ kind: 'anchors', version: n + 1 });
      expect(await brokenWith(known.toSpliced(n, 0, line))).toMatchObject({ kind: 'anchors', version: n + 2 });
      if (next === undefined) continue;
      expect(await brokenWith(known.toSpliced(n, 1))).toMatchObject({ kind: 'anchors', version: n + 1 });
      expect(await brokenWith(known.with(n, next).with(n + 1, line))).toMatchObject({ kind: 'anchors', version: n + 1 });
    }
    expect(await brokenWith(known)).toBeNull();
    for (const name of readdirSync(copy).filter((each) => each.endsWith('.pub.pem'))) rmSync(join(copy, name));
    expect(await brokenWith(known)).toMatchObject({ kind: 'anchors', version: 1 });
    rmSync(copy, { recursive: true });
  });

  it('of a practice that was made at another time are not taken for its own, but of a demo', async () => {
    const later = { ...PRACTICE, createdAt: '2026-11-02T12:00:00.000Z' };
    expect((await verify(folder, later)).firstBreak).toEqual({ kind: 'anchors', object: 'anchors', version: 0 });
    expect(await verify(folder, { ...later, demo: true })).toMatchObject({ result: 'intact', anchors: null });
  });

  it('go on after a line that was never finished', async () => {
    const size = statSync(file).size;
    appendFileSync(file, '{"anchor":{"format":1,"pra');
    expect(await verify()).toMatchObject({ result: 'intact', anchors: { count: VERSIONS } });
    await store.audit('p', { actorId: 'a', role: 'nurse', action: 'read-status', resource: 'patient/s1', outcome: 'allowed', requestId: 'r' });
    expect((await verify()).anchors).toMatchObject({ since: 1 });
    const writing = anchoring();
    await writing.stop();
    expect(await verify()).toMatchObject({ result: 'intact', anchors: { count: VERSIONS + 1, since: 0 } });
    truncateSync(file, size);
  });

  it('raise no false alarm while others write and anchor', async () => {
    const busy = await store.practices.create({ id: 'busy', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    const at = mkdtempSync(join(tmpdir(), 'pathgate-anchors-'));
    const writing = anchoring(at);
    let isWriting = true;
    const writers = Promise.all(Array.from({ length: 4 }, async (_, n) => {
      for (let version = 0; version < 40; version++) await store.commit(commitOf({ practice: 'busy', stream: `b${n}`, expectedVersion: version, events: [noted(`${version}`)], recordedAt: now }));
    })).finally(() => (isWriting = false));
    let verified = 0;
    while (isWriting) {
      await writing.run();
      for await (const told of verifyRecord(store.sql, busy, at)) if ('verification' in told) expect([told.verification.result, told.verification.firstBreak]).toEqual(['intact', null]);
      verified += 1;
      // The writers' turn.
      await nextTurn();
    }
    await writers;
    await writing.stop();
    for await (const told of verifyRecord(store.sql, busy, at)) if ('verification' in told) expect(told.verification).toMatchObject({ result: 'intact', events: 160, audit: { rows: 160 }, anchors: { since: 0 } });
    expect(verified).toBeGreaterThan(1);
    rmSync(at, { recursive: true });
  });

  it('are as many as keep each small, for a practice that was never anchored', async () => {
    const other = mkdtempSync(join(tmpdir(), 'pathgate-anchors-'));
    await store.sql.of('p').execute("UPDATE practice SET last_feed = last_feed + 50000 WHERE practice_id = 'p'");
    const writing = anchoring(other);
    await writing.run();
    expect((await verify(other)).anchors).toMatchObject({ count: 3, since: 0 });
    await store.sql.of('p').execute("UPDATE practice SET last_feed = last_feed - 50000 WHERE practice_id = 'p'");
    // A database that ends before its anchors, as one restored from a backup: nothing is written over it.
    await writing.run();
    await writing.stop();
    expect([noticed, (await verify(other)).anchors?.count]).toEqual([['anchors-ahead-of-log'], 3]);
    rmSync(other, { recursive: true });
  });
});
