/**
 * Business days: Monday to Friday without the federal holidays (5 U.S.C. 6103). Pure. A holiday on a Saturday is kept on the Friday
 * before, one on a Sunday on the Monday after.
 */
import { daysInMonth, toDay, toPlainDate, type DayNumber, type PlainDate } from '../kernel/calendar';
import type { Source } from '../criteria/types';
import file from './federal-holidays.json';

interface HolidayRule {
  readonly name: string;
  readonly month: number;
  readonly day?: number;
  readonly weekday?: string;
  /** 1 the first of its month, -1 the last. */
  readonly nth?: number;
}

export const HOLIDAYS_SOURCE: Source = file.source;
const RULES: readonly HolidayRule[] = file.holidays;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** 1970-01-01 was a Thursday. */
const WEEKDAY_OF_DAY_0 = 4;
const WEEK_DAYS = 7;

export function isBusinessDay(date: PlainDate): boolean {
  const weekday = weekdayOf(toDay(date));
  return weekday !== 'saturday' && weekday !== 'sunday' && federalHolidayOn(date) === undefined;
}

/** The n-th business day after a day; the day itself is not counted, whatever it is. */
export function addBusinessDays(from: PlainDate, count: number): PlainDate {
  let day = toDay(from);
  for (let left = count; left > 0;) {
    day += 1;
    if (isBusinessDay(toPlainDate(day))) left -= 1;
  }
  return toPlainDate(day);
}

/** The holiday that is kept on a day; the first of January may be kept on the last of December before. */
export function federalHolidayOn(date: PlainDate): string | undefined {
  const year = Number(date.slice(0, 4));
  return [year, year + 1].flatMap((each) => RULES.map((rule) => ({ name: rule.name, on: keptOn(rule, each) }))).find(({ on }) => on === date)?.name;
}

function keptOn({ month, day, weekday, nth }: HolidayRule, year: number): PlainDate {
  if (day === undefined) return toPlainDate(nthWeekday(year, month, weekday ?? '', nth ?? 1));
  const fixed = dayOf(year, month, day);
  const falls = weekdayOf(fixed);
  return toPlainDate(falls === 'saturday' ? fixed - 1 : falls === 'sunday' ? fixed + 1 : fixed);
}

function nthWeekday(year: number, month: number, weekday: string, nth: number): DayNumber {
  const isLast = nth < 0;
  const start = dayOf(year, month, isLast ? daysInMonth(year, month) : 1);
  const step = isLast ? -1 : 1;
  let day = start;
  while (weekdayOf(day) !== weekday) day += step;
  return day + step * WEEK_DAYS * (Math.abs(nth) - 1);
}

function weekdayOf(day: DayNumber): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(((day + WEEKDAY_OF_DAY_0) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS] as (typeof WEEKDAYS)[number];
}

function dayOf(year: number, month: number, day: number): DayNumber {
  return toDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}
