import fc from 'fast-check';
import { regionOfLevel, type Level } from '../kernel/anatomy';
import { addMonths, toDay, toPlainDate } from '../kernel/calendar';
import { chartOf } from './chart';
import type { Fact } from './fact';
import { countInRollingMonths, sessionDays } from './history';

const block = (occurredOn: string, level: Level = 'L4-L5'): Fact => ({ type: 'block', occurredOn, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level, side: 'right' }] });
const D = toDay('2026-11-23');

describe('sessions', () => {
  const chart = chartOf([block('2026-08-24'), block('2026-08-03'), block('2026-08-03', 'L5-S1'), block('2026-08-10', 'C5-C6'), block('2026-12-01')]);
  it('are calendar days: two blocks on one day are one', () => {
    const lumbar = sessionDays(chart, 'block', ({ fact }) => fact.targets.some(({ level }) => regionOfLevel(level) === 'lumbosacral'), D);
    expect(lumbar).toEqual([toDay('2026-08-03'), toDay('2026-08-24')]);
  });
  it('count a day when any of its procedures counts', () => {
    const mixed = chartOf([block('2026-08-03', 'C5-C6'), block('2026-08-03', 'L5-S1')]);
    expect(sessionDays(mixed, 'block', ({ fact }) => fact.targets[0]?.level === 'L5-S1', D)).toHaveLength(1);
    expect(sessionDays(mixed, 'block', ({ fact }) => fact.targets[0]?.level === 'C5-C6', D)).toHaveLength(1);
  });
  it('of a type that was never done are none', () => expect(sessionDays(chart, 'ablation', () => true, D)).toEqual([]));
});

describe('sessions in rolling months (C3)', () => {
  it.each([
    ['none before', [], 1],
    ['exactly 12 months before is out', ['2025-11-23'], 1],
    ['a day later is in', ['2025-11-24'], 2],
    ['the day before', ['2026-11-22'], 2],
    ['one on the date of service is the requested one', ['2026-11-23'], 1],
    ['a later one is not looked at', ['2026-11-24'], 1],
    ['four in the window and the requested one', ['2025-12-01', '2026-02-02', '2026-04-06', '2026-06-08'], 5],
  ])('%s', (_, days, count) => expect(countInRollingMonths(days.map(toDay), D, 12)).toBe(count));

  it('one session a month for ever is the number of months', () => {
    fc.assert(fc.property(fc.integer({ min: 10_000, max: 60_000 }), fc.integer({ min: 1, max: 24 }), (dateOfService, months) => {
      const monthly = Array.from({ length: 40 }, (_, index) => addMonths(dateOfService, -index - 1));
      // Days up to the 28th are in every month, so nothing is clamped onto the edge of the window.
      fc.pre(Number(toPlainDate(dateOfService).slice(8)) <= 28);
      expect(countInRollingMonths(monthly, dateOfService, months)).toBe(months);
    }));
  });
});
