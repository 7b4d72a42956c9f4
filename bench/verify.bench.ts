/**
 * `npm run audit -- verify` by the built command on SQLite, from its start to its answer: every hash of a log and of its audit computed anew, then the same
 * with anchors; beside it the same rows read and nothing else. And the most memory that it took.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { Anchoring } from '../src/audit';
import { systemClock } from '../src/platform/clock/clock';
import { openStore } from '../src/platform/database/open-store';
import type { AuditWrite } from '../src/platform/event-store/event-store';
import { hashAudit } from '../src/platform/event-store/audit-chain';
import { FIRST_PREV_HASH, hashEvent } from '../src/platform/event-store/hash-chain';
import { limitRow, rateRow, type Row } from './support/measure';
import { inFolder } from './support/processes';
import { runCommand } from './support/run-command';

const EVENTS_PER_LOG = 25;
const RECORDED_AT = '2026-11-01T12:00:00.000Z';
/** As long as a fact with a few numbers in it. */
const DATA = Buffer.from(JSON.stringify({ type: 'FactDocumented', fact: { type: 'block', note: 'x'.repeat(500) } }));
const SECONDS_PER_MILLION = 15;
const MILLION = 1_000_000;

export function verifyBench(isQuick: boolean): Promise<readonly Row[]> {
  const rows = isQuick ? 50_000 : MILLION;
  return inFolder(async (directory) => {
    const env = { ...process.env, PATHGATE_DATA: join(directory, 'data'), PATHGATE_DATABASE: '' };
    await runCommand(['dist/src/cli/init.js', '--name', 'Bench', '--time-zone', 'America/New_York'], env, directory);
    const file = join(directory, 'data', 'pathgate.db');
    const practice = fill(file, rows / 2);
    const verify = () => runCommand(['dist/src/cli/audit.js', 'verify'], env, directory);
    const chains = await verify();
    const store = await openStore({ kind: 'sqlite', file });
    const log = { notice: () => undefined, failure: (error: unknown) => { throw error; } };
    const anchoring = new Anchoring({ sql: store.sql, clock: systemClock, log, folder: join(directory, 'data', 'anchors') });
    await anchoring.run();
    await anchoring.stop();
    await store.close();
    const anchored = await verify();
    if (!/INTACT/.test(anchored.said) || !/anchors: \d/.test(anchored.said)) throw new Error(anchored.said);
    const baseline = { name: 'the rows read alone', rate: rows / readAlone(file, practice) };
    const goal = MILLION / SECONDS_PER_MILLION;
    return [
      rateRow(`verifying ${rows / 2} events of ${rows / 2 / EVENTS_PER_LOG} logs and ${rows / 2} rows of the audit`, rows / chains.seconds, goal, baseline),
      rateRow('the same, with its anchors', rows / anchored.seconds, goal, baseline),
      // Of the processor alone: other work on the machine makes the rates above smaller, and this not.
      limitRow('  of the processor, a million rows', (anchored.cpuSeconds * MILLION) / rows, SECONDS_PER_MILLION, 's', `${((chains.cpuSeconds * MILLION) / rows).toFixed(1)} s without anchors`),
      limitRow('  most memory of the process', anchored.memoryMb, 400, 'MB', `${rows} rows`),
    ];
  });
}

/** An event and a row of the audit a commit, logs in turn, chained as the service chains them. */
function fill(file: string, commits: number): string {
  const db = new Database(file);
  const practice = db.prepare('SELECT practice_id FROM practice').pluck().get() as string;
  const event = db.prepare('INSERT INTO event (practice_id, stream_id, version, feed, type, schema_version, data, key_id, occurred_on, recorded_at, actor_id, correlation_id, causation_id, prev_hash, hash) VALUES (?, ?, ?, ?, ?, 1, ?, NULL, NULL, ?, ?, ?, NULL, ?, ?)');
  const audit = db.prepare('INSERT INTO audit (practice_id, feed, recorded_at, actor_id, role, action, resource, outcome, request_id, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const last = db.prepare('SELECT feed, hash FROM audit ORDER BY feed DESC LIMIT 1').get() as { readonly hash: Buffer } | undefined;
  let feed = Number(db.prepare('SELECT last_feed FROM practice').pluck().get());
  let auditHash = last?.hash ?? FIRST_PREV_HASH;
  const logs = commits / EVENTS_PER_LOG;
  const heads = Array.from({ length: logs }, () => FIRST_PREV_HASH);
  db.exec('BEGIN');
  for (let n = 0; n < commits; n++) {
    const [log, version] = [n % logs, Math.floor(n / logs) + 1];
    const [streamId, prevHash, correlationId] = [`p${String(log).padStart(8, '0')}`, heads[log] as Buffer, `r${n}`];
    const hash = hashEvent(prevHash, { practiceId: practice, streamId, version, type: 'FactDocumented', schemaVersion: 1, keyId: null, occurredOn: null, recordedAt: RECORDED_AT, actorId: 'bench', correlationId, causationId: null }, DATA);
    event.run(practice, streamId, version, ++feed, 'FactDocumented', DATA, RECORDED_AT, 'bench', correlationId, prevHash, hash);
    heads[log] = hash;
    const write: AuditWrite = { actorId: 'bench', role: 'clinician', action: 'document-fact', resource: `patient/${streamId}@${version}`, outcome: 'allowed', requestId: correlationId };
    auditHash = hashAudit(auditHash, practice, ++feed, RECORDED_AT, write);
    audit.run(practice, feed, RECORDED_AT, write.actorId, write.role, write.action, write.resource, write.outcome, write.requestId, auditHash);
  }
  db.prepare('UPDATE practice SET last_feed = ?').run(feed);
  db.exec('COMMIT');
  db.close();
  return practice;
}

function readAlone(file: string, practice: string): number {
  const db = new Database(file, { readonly: true });
  const startedAt = performance.now();
  for (const table of ['event', 'audit']) for (const _ of db.prepare(`SELECT * FROM ${table} WHERE practice_id = ?`).iterate(practice));
  db.close();
  return (performance.now() - startedAt) / 1000;
}
