import { outcomeOf, SCS, trial, type SpecRow } from '../spec-support';

const lasting = (endedAt?: string): object => trial({ endedAt });
const OVER_48 = { hoursOver: 48 };
const THREE_TO_SEVEN = { daysMin: 3, daysMax: 7 };

const HOURS: readonly SpecRow[] = [
  ['exactly the hours', [lasting('2026-08-05T09:00:00-07:00')], 'unmet'],
  ['a minute longer', [lasting('2026-08-05T09:01:00-07:00')], 'met'],
  ['by its instants, whatever the offset', [lasting('2026-08-05T16:30:00Z')], 'met'],
  ['no end recorded, but a score at the end', [trial({ endedAt: undefined, relief: { baseline: 8, end: 1 } })], 'unknown'],
  ['under way at the date of service', [lasting('2026-09-22T09:00:00-07:00')], 'unmet'],
  ['no trial', [], 'unmet'],
];
const DAYS: readonly SpecRow[] = [
  ['exactly three', [lasting('2026-08-06T09:00:00-07:00')], 'met'],
  ['a minute short of three', [lasting('2026-08-06T08:59:00-07:00')], 'unmet'],
  ['the last minute of the seventh full day', [lasting('2026-08-11T08:59:00-07:00')], 'met'],
  ['eight', [lasting('2026-08-11T09:00:00-07:00')], 'unmet'],
];

describe('trial-duration', () => {
  for (const [name, facts, expected] of HOURS) it(`hours: ${name}: ${expected}`, () => expect(outcomeOf('trial-duration', OVER_48, facts, { question: SCS })).toBe(expected));
  for (const [name, facts, expected] of DAYS) it(`days: ${name}: ${expected}`, () => expect(outcomeOf('trial-duration', THREE_TO_SEVEN, facts, { question: SCS })).toBe(expected));
});
