import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { addMonths, addYears, daysInMonth, isLeapYear, isPlainDate, isWithinRollingMonths, toDay, toPlainDate, wholeMonthsBetween } from './calendar';

const EPOCH = Temporal.PlainDate.from('1970-01-01');
const temporalOf = (day: number): Temporal.PlainDate => Temporal.PlainDate.from(toPlainDate(day));
const day = (text: string): number => toDay(text);

const FIRST = day('1850-01-01');
const LAST = day('2199-12-31');
/** Any day of the calendar, with month ends and leap days as often as all others. */
const anyDay = fc.oneof(
  fc.integer({ min: FIRST, max: LAST }),
  fc.record({ year: fc.integer({ min: 1850, max: 2199 }), month: fc.integer({ min: 1, max: 12 }), back: fc.integer({ min: 0, max: 3 }) })
    .map(({ year, month, back }) => Temporal.PlainDate.from({ year, month, day: 31 }).subtract({ days: back }).since(EPOCH).days),
  fc.integer({ min: 1850, max: 2199 }).map((year) => Temporal.PlainDate.from({ year, month: 2, day: 29 }).since(EPOCH).days),
);
const daysNear = fc.tuple(anyDay, fc.integer({ min: -800, max: 800 })).map(([from, span]) => [from, Math.min(LAST, Math.max(FIRST, from + span))] as const);
const RUNS = { numRuns: 1000 };

describe('the calendar agrees with Temporal', () => {
  it('days from 1850 to 2199, a leap past every month, have its names and numbers', () => {
    let temporal = Temporal.PlainDate.from('1850-01-01');
    for (let number = FIRST; number <= LAST; number += 37) {
      const text = temporal.toString();
      if (toPlainDate(number) !== text || toDay(text) !== number) throw new Error(`${number} is not ${text}`);
      temporal = temporal.add({ days: 37 });
    }
    expect(temporal.year).toBe(2200);
  });
  it('names and numbers of consecutive days follow each other', () => {
    let previous = '';
    for (let number = FIRST; number <= LAST; number++) {
      const text = toPlainDate(number);
      if (!(text > previous) || toDay(text) !== number || !isPlainDate(text)) throw new Error(text);
      previous = text;
    }
    expect(previous).toBe('2199-12-31');
  });
  it('day numbers count from 1970-01-01', () => {
    fc.assert(fc.property(anyDay, (number) => expect(temporalOf(number).since(EPOCH).days).toBe(number)), RUNS);
  });
  it('adding months clamps to the last day of the month (C2)', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -240, max: 240 }), (number, months) => {
      const expected = temporalOf(number).add({ months });
      if (expected.year < 1850 || expected.year > 2199) return;
      expect(toPlainDate(addMonths(number, months))).toBe(expected.toString());
    }), RUNS);
  });
  it('adding years clamps a leap day', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -20, max: 20 }), (number, years) => {
      const expected = temporalOf(number).add({ years });
      if (expected.year < 1850 || expected.year > 2199) return;
      expect(toPlainDate(addYears(number, years))).toBe(expected.toString());
    }), RUNS);
  });
  it('whole months are the largest n with start plus n months not after the end', () => {
    fc.assert(fc.property(daysNear, ([from, to]) => {
      let months = 0;
      while (Temporal.PlainDate.compare(temporalOf(from).add({ months: months + 1 }), temporalOf(to)) <= 0) months++;
      expect(wholeMonthsBetween(from, to)).toBe(months);
    }), RUNS);
  });
  it('leap years and month lengths', () => {
    for (let year = 1850; year <= 2199; year++) {
      if (isLeapYear(year) !== Temporal.PlainDate.from({ year, month: 1, day: 1 }).inLeapYear) throw new Error(String(year));
      for (let month = 1; month <= 12; month++) {
        if (daysInMonth(year, month) !== Temporal.PlainDate.from({ year, month, day: 1 }).daysInMonth) throw new Error(`${year}-${month}`);
      }
    }
    expect([1900, 2000, 2024, 2100].map(isLeapYear)).toEqual([false, true, true, false]);
    expect(daysInMonth(2026, 13)).toBe(0);
  });
  it('a date exists or does not', () => {
    const parts = fc.tuple(fc.integer({ min: 1840, max: 2210 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }));
    fc.assert(fc.property(parts, ([year, month, dayOfMonth]) => {
      const text = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
      let exists = year >= 1850 && year <= 2199;
      try {
        Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: 'reject' });
      } catch {
        exists = false;
      }
      expect(isPlainDate(text)).toBe(exists);
    }), RUNS);
  });
});

describe('dates are written one way', () => {
  it.each(['2026-2-28', '2026-02-30', '2025-02-29', '26-02-28', '2026/02/28', '02/28/2026', '2026-02-28T00:00', ' 2026-02-28', '2026-02-2８', '2026-13-01', '2026-00-10', '2026-01-00',
    '1849-12-31', '2200-01-01', '', 20260228, null, undefined, new Date(0), ['2026-02-28']])('not as %p', (value) => expect(isPlainDate(value)).toBe(false));
});

describe('the calendar at its edges', () => {
  it.each([['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'], ['2024-02-29', 12, '2025-02-28'], ['2026-03-31', -1, '2026-02-28'], ['2026-12-15', 1, '2027-01-15'], ['2026-01-15', -1, '2025-12-15'],
    ['2026-08-31', 6, '2027-02-28'], ['1970-01-01', 0, '1970-01-01']])('%s plus %i months is %s', (from, months, to) => expect(toPlainDate(addMonths(day(from), months))).toBe(to));
  it.each([['2026-01-31', '2026-02-27', 0], ['2026-01-31', '2026-02-28', 1], ['2026-05-21', '2026-08-20', 2], ['2026-05-21', '2026-08-21', 3], ['2026-05-21', '2026-05-20', 0]])(
    'from %s to %s are %i whole months', (from, to, months) => expect(wholeMonthsBetween(day(from), day(to))).toBe(months));
  it.each([['2025-11-23', false], ['2025-11-24', true], ['2026-11-23', true], ['2026-11-24', false]])(
    '12 months before 2026-11-23 hold %s: %p (C3)', (date, isIn) => expect(isWithinRollingMonths(day(date), day('2026-11-23'), 12)).toBe(isIn));
});
