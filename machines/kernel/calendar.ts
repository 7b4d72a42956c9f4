/**
 * Plain dates of the proleptic Gregorian calendar, 1850-01-01 to 2199-12-31. Pure: no clock, no zone.
 * At the edges a date is an ISO string (`2026-02-28`), inside a day number: days since 1970-01-01.
 * Ours on purpose: one library call per comparison would cost more than an assessment (see docs/decisions).
 * Rules of counting: `../../docs/reading-policies.md` C1 (weeks), C2 (months), C3 (rolling windows).
 */
export type PlainDate = string & { readonly __plainDate?: never };
export type DayNumber = number & { readonly __dayNumber?: never };
/** In which a payer's or a program's time is counted. */
export const TIME_UNITS = ['hours', 'calendar-days', 'business-days'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

const FIRST_YEAR = 1850;
const LAST_YEAR = 2199;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** True for a date that exists and is written `YYYY-MM-DD`. 30 February does not exist. */
export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string' || value.length !== 10) return false;
  for (let i = 0; i < 10; i++) {
    const code = value.charCodeAt(i);
    if (i === 4 || i === 7 ? code !== 45 : code < 48 || code > 57) return false;
  }
  const year = digits(value, 0, 4);
  const month = digits(value, 5, 7);
  const day = digits(value, 8, 10);
  return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The day number of a date that `isPlainDate` accepted. */
export function toDay(date: PlainDate): DayNumber {
  return dayOf(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10));
}

export function toPlainDate(day: DayNumber): PlainDate {
  const { year, month, dayOfMonth } = partsOf(day);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

/** Calendar months, clamped to the last day of the month: 31 January + 1 month is 28 or 29 February (C2). */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const { year, month, dayOfMonth } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return dayOf(targetYear, targetMonth, Math.min(dayOfMonth, daysInMonth(targetYear, targetMonth)));
}

export function addYears(day: DayNumber, years: number): DayNumber {
  return addMonths(day, years * 12);
}

/** Whole months from one day to another under C2: the largest n with `addMonths(from, n) <= to`; negative spans are 0. */
export function wholeMonthsBetween(from: DayNumber, to: DayNumber): number {
  if (to < from) return 0;
  const a = partsOf(from);
  const b = partsOf(to);
  const span = (b.year - a.year) * 12 + (b.month - a.month);
  return addMonths(from, span) <= to ? span : span - 1;
}

/** Rolling window at `day` (C3): `day minus months < date <= day`; exactly `months` before is out. */
export function isWithinRollingMonths(date: DayNumber, day: DayNumber, months: number): boolean {
  return date > addMonths(day, -months) && date <= day;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + (text.charCodeAt(i) - 48);
  return value;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Day number from civil parts; March-based years make the leap day the last of its year. */
function dayOf(year: number, month: number, dayOfMonth: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function partsOf(day: DayNumber): { year: number; month: number; dayOfMonth: number } {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfMonth };
}
