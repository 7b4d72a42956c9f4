import { Temporal } from '@js-temporal/polyfill';
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Instant } from '../../../machines/kernel/ids';

/** The one clock: server instants and a practice's today. Everything else is handed its time. */
export interface Clock {
  now(): Instant;
}

export const CLOCK = Symbol('Clock');

export const systemClock: Clock = { now: () => new Date().toISOString() };

const MINUTE_MS = 60_000;
const CACHED_ZONES_MAX = 1000;
const todayByZone = new Map<string, { readonly minute: number; readonly today: PlainDate }>();

/** The plain date in a zone at an instant, whatever offset that is written with. Remembered per zone for one minute: zone rules change on minutes, not within. */
export function todayIn(timeZone: string, now: Instant): PlainDate {
  const minute = Math.floor(Date.parse(now) / MINUTE_MS);
  const cached = todayByZone.get(timeZone);
  if (cached !== undefined && cached.minute === minute) return cached.today;
  const today: PlainDate = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  if (todayByZone.size >= CACHED_ZONES_MAX) todayByZone.clear();
  todayByZone.set(timeZone, { minute, today });
  return today;
}

/** The same for many instants, in no order: cheaper for each of them. */
export function daysIn(timeZone: string): (instant: Instant) => PlainDate {
  // Canada writes dates as the standard does.
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (instant) => format.format(Date.parse(instant));
}

/** True for a zone this host knows. */
export function isTimeZone(value: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value);
    return true;
  } catch {
    return false;
  }
}

/** An instant written with an offset, in UTC with milliseconds; undefined when it is none. */
export function parseInstant(value: string): Instant | undefined {
  try {
    return Temporal.Instant.from(value).toString({ fractionalSecondDigits: 3 });
  } catch {
    return undefined;
  }
}
