import { SCS, findingsOf, outcomeOf, trial, type SpecRow } from '../spec-support';

const REQUIRED = { painPercentMin: 50, analgesicRoute: true, analgesicPercentMin: 50, reviewBelowForIndications: ['crps'] };

const ROWS: readonly SpecRow[] = [
  ['half the pain', [trial({ relief: { baseline: 8, end: 4 } })], 'met'],
  ['less, analgesics not recorded', [trial({ relief: { baseline: 8, end: 4.1 } })], 'unknown'],
  ['less of both', [trial({ relief: { baseline: 8, end: 4.1 }, analgesic: { unit: 'MME', baseline: 60, end: 31 } })], 'unmet'],
  ['half the analgesics', [trial({ relief: { baseline: 8, end: 7 }, analgesic: { unit: 'MME', baseline: 60, end: 30 } })], 'met'],
  ['stated and computed across', [trial({ relief: { baseline: 8, end: 5, statedPercent: 60 } })], 'review'],
  ['stated only', [trial({ relief: { statedPercent: 60 } })], 'review'],
  ['the end is derived from the last day', [trial({ relief: { baseline: 8 }, days: [{ on: '2026-08-04', score: 7 }, { on: '2026-08-09', score: 3 }] })], 'met'],
  ['the diary stops before the end', [trial({ relief: { baseline: 8 }, days: [{ on: '2026-08-04', score: 1 }, { on: '2026-08-07', score: 1 }] })], 'unknown'],
  ['two scores of the last day across the threshold', [trial({ relief: { baseline: 8 }, days: [{ on: '2026-08-09', score: 3 }, { on: '2026-08-09', score: 6 }] })], 'review'],
  ['two scores of the last day, both enough', [trial({ relief: { baseline: 8 }, days: [{ on: '2026-08-09', score: 3 }, { on: '2026-08-09', score: 2 }] })], 'met'],
  ['days after asOf are not seen', [trial({ endedAt: undefined, relief: { baseline: 8 }, analgesic: { unit: 'MME', baseline: 60, end: 60 }, days: [{ on: '2026-08-04', score: 7 }, { on: '2026-08-09', score: 1 }] })], 'unmet', { question: { ...SCS, asOf: '2026-08-05' } }],
  ['nothing measured', [trial()], 'unknown'],
  ['no trial', [], 'unmet'],
  ['another region', [trial({ region: 'cervical', relief: { baseline: 8, end: 1 } })], 'unmet'],
  ['ends after the date of service', [trial({ endedAt: '2026-09-22T09:00:00-07:00', relief: { baseline: 8, end: 1 } })], 'unmet'],
  ['no end recorded, but a score at the end', [trial({ endedAt: undefined, relief: { baseline: 8, end: 1 } })], 'met'],
  ['under way', [trial({ endedAt: undefined, relief: { baseline: 8 }, days: [{ on: '2026-08-04', score: 1 }] })], 'unknown'],
  ['ends after asOf', [trial({ relief: { baseline: 8, end: 1 } })], 'unmet', { question: { ...SCS, asOf: '2026-08-05' } }],
  ['complex regional pain may show less', [trial({ relief: { baseline: 8, end: 5 } }), { type: 'indication', occurredOn: '2026-07-01', code: 'crps' }], 'review'],
  ['the latest trial counts', [trial({ relief: { baseline: 8, end: 1 } }), trial({ occurredOn: '2026-09-01', startedAt: '2026-09-01T09:00:00-07:00', endedAt: '2026-09-08T09:00:00-07:00', relief: { baseline: 8, end: 7 }, analgesic: { unit: 'MME', baseline: 60, end: 60 } })], 'unmet'],
];

describe('trial-relief', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('trial-relief', REQUIRED, facts, { question: SCS, ...situation })).toBe(expected));
  }
  it('names the flaws of a diary', () => {
    const days = [{ on: '2026-08-02', score: 9 }, { on: '2026-08-04', score: 2 }, { on: '2026-08-07', score: 2 }, { on: '2026-08-08', score: 2 }, { on: '2026-08-09', score: 2 }];
    const [finding] = findingsOf('trial-relief', REQUIRED, [trial({ relief: { baseline: 8 }, days })], { question: SCS });
    expect(finding).toMatchObject({ outcome: 'met', found: { missingDays: ['2026-08-05', '2026-08-06'], daysNotCounted: ['2026-08-02'], allScoresEqual: true }, missing: ['days-of-the-diary'] });
  });
});

describe('trial-relief without a figure, and without the route by analgesics', () => {
  const PRESENCE = { analgesicRoute: false, reviewBelowForIndications: [] };
  const dose = { unit: 'MME', baseline: 60, end: 0 };
  it.each<[string, readonly object[], string]>([
    ['any relief', [trial({ relief: { baseline: 8, end: 7.9 } })], 'met'],
    ['none', [trial({ relief: { baseline: 8, end: 8 } })], 'unmet'],
    ['stated', [trial({ relief: { statedPercent: 10 } })], 'met'],
    ['fewer analgesics only', [trial({ relief: { baseline: 8, end: 8 }, analgesic: dose })], 'unmet'],
    ['nothing measured', [trial()], 'unknown'],
    ['no trial', [], 'unmet'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('trial-relief', PRESENCE, facts, { question: SCS })).toBe(expected));
  it('takes fewer analgesics for a route without a figure', () => expect(outcomeOf('trial-relief', { ...PRESENCE, analgesicRoute: true }, [trial({ relief: { baseline: 8, end: 8 }, analgesic: dose })], { question: SCS })).toBe('met'));
});
