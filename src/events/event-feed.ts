/** The feed of a practice, in the order of its numbers. A number is taken in the transaction that writes the row, under the lock of the practice's row, so none appears behind one that was read. */
import type { Instant, PatientId, PracticeId } from '../../machines/kernel/ids';
import type { PublicEventData, PublicEventType } from '../../machines/public-events';
import { integer, text, type Row, type ReadingSql } from '../platform/database/sql';

export interface FeedEvent {
  readonly practice: PracticeId;
  /** Its number: whoever has read it asks for what comes after it. */
  readonly position: number;
  readonly type: PublicEventType;
  readonly patientId: PatientId;
  /** Version of the patient's log that it follows from. */
  readonly version: number;
  readonly recordedAt: Instant;
  readonly data: PublicEventData;
}

export interface FeedPage {
  readonly items: readonly FeedEvent[];
  /** Everything up to here was looked at. */
  readonly position: number;
  readonly isMore: boolean;
}

/** Looked at for one page: types that are seldom give short pages instead of a long wait for everybody. */
const ROWS_LOOKED_AT_MAX = 5_000;
const COLUMNS = 'practice_id, feed, type, patient_id, version, recorded_at, data';

/** `types` empty: all. */
export async function readEvents(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, after: number, limit: number, types: readonly PublicEventType[] = []): Promise<FeedPage> {
  const [looked] = await sql.of(practice).query('SELECT max(feed) AS last, count(*) AS looked FROM (SELECT feed FROM public_event WHERE practice_id = ? AND feed > ? ORDER BY feed LIMIT ?) AS ahead',
    [practice, after, types.length === 0 ? limit : ROWS_LOOKED_AT_MAX]);
  if (looked === undefined || looked['last'] === null) return { items: [], position: after, isMore: false };
  const [last, isFull] = [integer(looked, 'last'), Number(looked['looked']) === (types.length === 0 ? limit : ROWS_LOOKED_AT_MAX)];
  const rows = await sql.of(practice).query(`SELECT ${COLUMNS} FROM public_event WHERE practice_id = ? AND feed > ? AND feed <= ?${typeCondition(types)} ORDER BY feed LIMIT ?`, [practice, after, last, ...types, limit + 1]);
  const items = rows.slice(0, limit).map(toFeedEvent);
  return rows.length > limit ? { items, position: items.at(-1)?.position ?? after, isMore: true } : { items, position: last, isMore: isFull };
}

export async function readEvent(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, position: number): Promise<FeedEvent | undefined> {
  const [row] = await sql.of(practice).query(`SELECT ${COLUMNS} FROM public_event WHERE practice_id = ? AND feed = ?`, [practice, position]);
  return row === undefined ? undefined : toFeedEvent(row);
}

export function typeCondition(types: readonly string[], column = 'type'): string {
  return types.length === 0 ? '' : ` AND ${column} IN (${types.map(() => '?').join(', ')})`;
}

function toFeedEvent(row: Row): FeedEvent {
  return {
    practice: text(row, 'practice_id'), position: integer(row, 'feed'), type: text(row, 'type') as PublicEventType, patientId: text(row, 'patient_id'), version: integer(row, 'version'),
    recordedAt: text(row, 'recorded_at'), data: JSON.parse(text(row, 'data')) as PublicEventData,
  };
}
