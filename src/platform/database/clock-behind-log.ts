import type { Instant } from '../../../machines/kernel/ids';
import type { Clock } from '../clock/clock';
import { text, type Sql } from './sql';

/** Instants of several nodes differ a little; more than this is a wrong clock. */
const CLOCK_SKEW_MAX_MS = 60_000;

/**
 * The clock's now and the last recorded event when the clock is behind it: later events would be recorded before earlier
 * ones, and `knownAt` would hide them. The clock is read after the log, so that what is recorded meanwhile is not ahead of it.
 */
export async function clockBehindLog(sql: Pick<Sql, 'query'>, clock: Clock): Promise<{ readonly now: Instant; readonly last: Instant } | undefined> {
  const rows = await sql.query(`SELECT recorded_at FROM practice JOIN event ON event.practice_id = practice.practice_id AND event.feed =
    (SELECT max(feed) FROM event AS last WHERE last.practice_id = practice.practice_id)`);
  const now = clock.now();
  const last = rows.map((row) => text(row, 'recorded_at')).sort().at(-1);
  return last === undefined || Date.parse(last) - Date.parse(now) <= CLOCK_SKEW_MAX_MS ? undefined : { now, last };
}
