import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { text, type ReadingSql } from './sql';

/** Instants of several nodes differ a little; more than this is a wrong clock. */
const CLOCK_SKEW_MAX_MS = 60_000;

/**
 * The clock's now and the last recorded event when the clock is behind it: later events would be recorded before earlier
 * ones, and `knownAt` would hide them. The clock is read after the log, so that what is recorded meanwhile is not ahead of it.
 */
export async function clockBehindLog(sql: ReadingSql, clock: Clock): Promise<{ readonly now: Instant; readonly last: Instant } | undefined> {
  const recorded: Instant[] = [];
  for (const row of await sql.everyPractice.query('SELECT practice_id FROM practice')) recorded.push(...await lastRecorded(sql, text(row, 'practice_id')));
  const now = clock.now();
  const last = recorded.sort().at(-1);
  return last === undefined || Date.parse(last) - Date.parse(now) <= CLOCK_SKEW_MAX_MS ? undefined : { now, last };
}

async function lastRecorded(sql: ReadingSql, practice: PracticeId): Promise<readonly Instant[]> {
  const rows = await sql.of(practice).query('SELECT recorded_at FROM event WHERE practice_id = ? AND feed = (SELECT max(feed) FROM event AS last WHERE last.practice_id = ?)', [practice, practice]);
  return rows.map((row) => text(row, 'recorded_at'));
}
