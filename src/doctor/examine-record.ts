/** The record itself, on either engine: schema, clock, chains, lists that lag behind, work that waits. */
import type { Clock } from '../platform/clock/clock';
import { clockBehindLog } from '../platform/database/clock-behind-log';
import { compareMigrations } from '../platform/database/migrations';
import type { ReadOnlyStore } from '../platform/database/opened-engine';
import { text } from '../platform/database/sql';
import { verifyAudit } from '../platform/event-store/audit-chain';
import { findCutStream } from '../platform/event-store/find-cut-stream';
import { verifyChain } from '../platform/event-store/verify-chain';
import { bad, ok, warn, type Line } from './line';

const HOUR_MS = 3_600_000;
type Reading = ReadOnlyStore['sql'];

/** Without its schema nothing else can be read: `isReadable`. */
export async function examineSchema(sql: Reading): Promise<{ readonly line: Line; readonly isReadable: boolean }> {
  const { pending, unknown } = await compareMigrations(sql);
  if (unknown.length > 0) return { isReadable: false, line: bad('schema', `a newer program has changed it (${unknown.join(', ')})`, 'Start that version, or restore a backup made before it') };
  if (pending.length > 0) return { isReadable: false, line: warn('schema', `${pending.length} migrations pending (${pending.join(', ')})`, 'Take a backup, then npm run migrate -- up, or start the service, which does it') };
  return { isReadable: true, line: ok('schema', 'up to date') };
}

export async function examineRecord(sql: Reading, clock: Clock): Promise<readonly Line[]> {
  const behind = await clockBehindLog(sql, clock);
  const lines: Line[] = [behind === undefined ? ok('clock', 'not before the last event') : bad('clock', `it says ${behind.now}, and the last event was recorded at ${behind.last}`, 'Set the clock: the service refuses to start with it')];
  const practices = (await sql.everyPractice.query('SELECT practice_id FROM practice ORDER BY practice_id')).map((row) => text(row, 'practice_id'));
  if (practices.length === 0) lines.push(warn('practices', 'none', 'npm run init makes one'));
  for (const practice of practices) lines.push(await chains(sql, practice), await lists(sql, practice));
  return [...lines, ...await work(sql, clock)];
}

async function chains(sql: Reading, practice: string): Promise<Line> {
  const { bad: changed, events, streams } = await verifyChain(sql, practice);
  const first = changed ?? (await findCutStream(sql, practice));
  const audit = await verifyAudit(sql, practice);
  if (first === undefined && audit.bad === undefined) return ok(`chains of ${practice}`, `${streams} logs, ${events} events, ${audit.rows} rows of the audit, as recorded`);
  return bad(`chains of ${practice}`, first === undefined ? `the audit is not what was recorded from row ${audit.bad ?? 0} on` : `log ${first.stream} is not what was recorded from version ${first.version} on`, 'Somebody or something changed the database: keep it as it is, find out, and restore a backup beside it');
}

/** Every list is written with its event, so none may lag. */
async function lists(sql: Reading, practice: string): Promise<Line> {
  const [row] = await sql.of(practice).query(`SELECT count(*) AS n FROM patient_summary p WHERE practice_id = ?
    AND version < (SELECT max(version) FROM event e WHERE e.practice_id = p.practice_id AND e.stream_id = p.patient_id)`, [practice]);
  const lagging = Number(row?.['n']);
  return lagging === 0 ? ok(`lists of ${practice}`, 'as new as the log') : bad(`lists of ${practice}`, `${lagging} patients' rows are older than their logs`, 'npm run rebuild writes them anew from the log');
}

async function work(sql: Reading, clock: Clock): Promise<readonly Line[]> {
  const [row] = await sql.everyPractice.query('SELECT count(*) AS n, min(recorded_at) AS oldest, sum(CASE WHEN available_at IS NULL THEN 1 ELSE 0 END) AS parked FROM outbox');
  const [waiting, parked] = [Number(row?.['n']), Number(row?.['parked'] ?? 0)];
  if (waiting === 0) return [ok('work that waits', 'none')];
  const hours = Math.floor((Date.parse(clock.now()) - Date.parse(String(row?.['oldest']))) / HOUR_MS);
  const found = `${waiting} jobs, ${parked} of them given up, the oldest ${hours} hours old`;
  if (parked > 0) return [warn('work that waits', found, 'Look at submissions and deliveries in the staff app, and send again what was given up')];
  return [hours > 0 ? warn('work that waits', found, 'Does the service run? It does this work') : ok('work that waits', found)];
}
