/**
 * Instants as clinicians' systems write them: ISO 8601 with an offset (`2026-09-14T09:00:00-07:00`, seconds optional). Pure.
 * Inside they are minutes since 1970-01-01T00:00Z, a fraction where there are seconds; their local date is the calendar day.
 */
import { isPlainDate, toDay, type PlainDate } from './calendar';

export const OFFSET_INSTANT_PATTERN = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const MINUTES_PER_DAY = 1440;

/** True for a real date and time of day with an offset of at most 14:59 hours. */
export function isOffsetInstant(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 40) return false;
  const match = OFFSET_INSTANT_PATTERN.exec(value);
  return match !== null && isPlainDate(match[1]);
}

/** Minutes since the epoch of an instant that `isOffsetInstant` accepted. */
export function toEpochMinutes(instant: string): number {
  const time = OFFSET_INSTANT_PATTERN.exec(instant);
  const local = toDay(localDateOf(instant)) * MINUTES_PER_DAY + Number(time?.[2] ?? 0) * 60 + Number(time?.[3] ?? 0) + Number(time?.[4] ?? 0) / 60;
  return local - offsetMinutes(instant);
}

/** The calendar date at the place where the instant was written down. */
export function localDateOf(instant: string): PlainDate {
  return instant.slice(0, 10);
}

function offsetMinutes(instant: string): number {
  if (instant.endsWith('Z')) return 0;
  const offset = instant.slice(-6);
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  return offset.startsWith('-') ? -minutes : minutes;
}
