import type { Instant } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { textOrNull, type Sql } from './sql';

/** Instants of several nodes differ a little; more than this is a wrong clock. */
const CLOCK_SKEW_MAX_MS = 60_000;

/**
 * The clock's now and the last recorded event when the clock is behind it: later events would be recorded before earlier
 * ones, and `knownAt` would hide them. The clock is read after the log, so that what is recorded meanwhile is not ahead of it.
 */
export async function clockBehindLog(sql: Pick<Sql, 'query'>, clock: Clock): Promise<{ readonly now: Instant; readonly last: Instant } | undefined> {
  // One look-up a practice. As a join SQLite went over every event there is: of a million patients' that took a minute, at the start and whenever readiness was asked for.
  const rows = await sql.query('SELECT (SELECT recorded_at FROM event WHERE event.practice_id = practice.practice_id ORDER BY feed DESC LIMIT 1) AS recorded_at FROM practice');
  const now = clock.now();
  const last = rows.map((row) => textOrNull(row, 'recorded_at')).filter((at) => at !== null).sort().at(-1);
  return last === undefined || Date.parse(last) - Date.parse(now) <= CLOCK_SKEW_MAX_MS ? undefined : { now, last };
}
