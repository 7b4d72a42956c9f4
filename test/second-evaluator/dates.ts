/** Days as numbers, months by the calendar: this evaluator's own arithmetic, from the polyfill of Temporal and nothing of machines/. */
import { Temporal } from '@js-temporal/polyfill';

const DAY = 86_400_000;
const shifted = new Map<string, number>();

export function dayOf(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** C2: calendar months, clamped to the last day of the month. */
export function plusMonths(day: number, months: number): number {
  const key = `${day}/${months}`;
  const known = shifted.get(key);
  if (known !== undefined) return known;
  const answer = dayOf(Temporal.PlainDate.from(dateOf(day)).add({ months }, { overflow: 'constrain' }).toString());
  shifted.set(key, answer);
  return answer;
}

export function hoursBetween(startedAt: string, endedAt: string): number {
  return (Date.parse(endedAt) - Date.parse(startedAt)) / 3_600_000;
}
