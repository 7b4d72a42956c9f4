import fc from 'fast-check';
import { addMonths, isWithinRollingMonths, toDay, toPlainDate } from '../kernel/calendar';
import { leavesWindowOn, sessionsInWindow } from './history';

const D = toDay('2026-11-23');
const on = (...dates: string[]): { id: string; day: number }[] => dates.map((date, index) => ({ id: `block-${index + 1}`, day: toDay(date) }));
const all = (): boolean => true;

describe('sessions in rolling months (C3, C9)', () => {
  it.each([
    ['none before', [], 1],
    ['exactly 12 months before is out', ['2025-11-23'], 1],
    ['a day later is in', ['2025-11-24'], 2],
    ['the day before', ['2026-11-22'], 2],
    ['two procedures of one day are one session', ['2026-06-08', '2026-06-08'], 2],
    ['one on the date of service is the requested one', ['2026-06-08', '2026-11-23', '2026-11-23'], 2],
    ['a later one is not looked at', ['2026-11-24'], 1],
    ['four in the window and the requested one', ['2025-12-01', '2026-02-02', '2026-04-06', '2026-06-08'], 5],
  ])('%s', (_, dates, count) => expect(sessionsInWindow(on(...dates), all, D, 12).count).toBe(count));

  it('name the procedures that were counted and their days', () => {
    const procedures = on('2025-01-01', '2026-06-08', '2026-06-08', '2026-07-01');
    expect(sessionsInWindow(procedures, ({ id }) => id !== 'block-4', D, 12)).toEqual({ count: 2, days: [toDay('2026-06-08')], evidence: ['block-2', 'block-3'] });
  });
  it('one session a month for ever is the number of months', () => {
    fc.assert(fc.property(fc.integer({ min: 10_000, max: 60_000 }), fc.integer({ min: 1, max: 24 }), (dateOfService, months) => {
      // Days up to the 28th are in every month, so nothing is clamped onto the edge of the window.
      fc.pre(Number(toPlainDate(dateOfService).slice(8)) <= 28);
      const monthly = Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, day: addMonths(dateOfService, index - 40) }));
      expect(sessionsInWindow(monthly, all, dateOfService, months).count).toBe(months);
    }));
  });
});

describe('a session leaves the window', () => {
  it.each([['2026-03-02', 12, '2027-03-02'], ['2024-02-29', 12, '2025-03-01'], ['2026-01-31', 1, '2026-03-01'], ['2026-08-31', 6, '2027-03-01']])(
    'of %s after %i months on %s', (session, months, leaves) => expect(toPlainDate(leavesWindowOn(toDay(session), months))).toBe(leaves));
  it('on the first day that does not count it', () => {
    fc.assert(fc.property(fc.integer({ min: 10_000, max: 60_000 }), fc.integer({ min: 1, max: 24 }), (session, months) => {
      const leaves = leavesWindowOn(session, months);
      expect(isWithinRollingMonths(session, leaves, months)).toBe(false);
      expect(isWithinRollingMonths(session, leaves - 1, months)).toBe(true);
    }));
  });
});
