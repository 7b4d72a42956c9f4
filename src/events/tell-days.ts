/**
 * Days that have come, told once each. They follow from the days that the log has written to the list and from today alone: a day is told only while
 * its patient's log still says it, which is looked at under the lock that every commit of the practice takes.
 */
import type { PlainDate } from '../../machines/kernel/calendar';
import type { PracticeId } from '../../machines/kernel/ids';
import { daysReached, lastDayToTell, type DayReached, type ListedDay } from '../../machines/public-events';
import type { Clock } from '../platform/clock/clock';
import type { DueRow } from '../platform/database/reads';
import { text } from '../platform/database/sql';
import type { Store } from '../platform/database/store';

const ROWS_PER_PAGE = 200;

interface Found extends DayReached {
  readonly patientId: string;
  readonly version: number;
}

/** Two nodes at once tell each one once. */
export async function tellDays({ store, clock }: { readonly store: Pick<Store, 'sql' | 'reads'>; readonly clock: Clock }, practice: PracticeId, today: PlainDate): Promise<void> {
  for (let last: DueRow | undefined; ;) {
    const page = await store.reads.deadlines(practice, { until: lastDayToTell(today) }, ROWS_PER_PAGE, last === undefined ? undefined : { on: last.due_on, id: last.deadline_id });
    const found = page.flatMap((row) => daysReached(dayOf(row), today).map((day): Found => ({ ...day, patientId: row.patient_id, version: row.version })));
    const known = await toldAlready(store, practice, found.map(({ name }) => name));
    for (const day of found) if (!known.has(day.name)) await tell(store, practice, day, clock.now());
    last = page.at(-1);
    if (last === undefined || page.length < ROWS_PER_PAGE) return;
  }
}

async function toldAlready({ sql }: Pick<Store, 'sql'>, practice: PracticeId, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await sql.of(practice).query(`SELECT told_once FROM public_event WHERE practice_id = ? AND told_once IN (${names.map(() => '?').join(', ')})`, [practice, ...names]);
  return new Set(rows.map((row) => text(row, 'told_once')));
}

/** The number is taken first, as a commit takes it. A patient who was written to meanwhile is looked at again by the next look. */
async function tell({ sql }: Pick<Store, 'sql'>, practice: PracticeId, { type, data, name, patientId, version }: Found, recordedAt: string): Promise<void> {
  await sql.of(practice).executeAll([
    { sql: 'UPDATE practice SET last_feed = last_feed + 1 WHERE practice_id = ?', parameters: [practice] },
    { sql: `INSERT INTO public_event (practice_id, feed, patient_id, version, type, data, recorded_at, told_once)
      SELECT practice_id, last_feed, ?, CAST(? AS INTEGER), ?, ?, ?, ? FROM practice WHERE practice_id = ? AND NOT EXISTS (SELECT 1 FROM event WHERE event.practice_id = practice.practice_id AND event.stream_id = ? AND event.version > ?)
      ON CONFLICT DO NOTHING`, parameters: [patientId, version, type, JSON.stringify(data), recordedAt, name, practice, patientId, version] },
  ]);
}

function dayOf({ deadline_id: id, kind, due_on: on, authorization_id, episode_id, records_request_id, step }: DueRow): ListedDay {
  return {
    id, kind: kind as ListedDay['kind'], on, ...(authorization_id !== null && { authorizationId: authorization_id }), ...(episode_id !== null && { episodeId: episode_id }),
    ...(records_request_id !== null && { recordsRequestId: records_request_id }), ...(step !== null && { step: step as NonNullable<ListedDay['step']> }),
  };
}
