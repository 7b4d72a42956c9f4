/** Days as numbers, months by the calendar: this evaluator's own arithmetic, from the polyfill of Temporal and nothing of machines/. */
import { Temporal } from '@js-temporal/polyfill';

const DAY = 86_400_000;
const shifted = new Map<string, number>();
const days = new Map<string, number>();
const dates = new Map<number, string>();

export function dayOf(date: string): number {
  return remembered(days, date, () => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY));
}

export function dateOf(day: number): string {
  return remembered(dates, day, () => new Date(day * DAY).toISOString().slice(0, 10));
}

/** C2: calendar months, clamped to the last day of the month. */
export function plusMonths(day: number, months: number): number {
  return remembered(shifted, `${day}/${months}`, () => dayOf(Temporal.PlainDate.from(dateOf(day)).add({ months }, { overflow: 'constrain' }).toString()));
}

export function hoursBetween(startedAt: string, endedAt: string): number {
  return (Date.parse(endedAt) - Date.parse(startedAt)) / 3_600_000;
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
