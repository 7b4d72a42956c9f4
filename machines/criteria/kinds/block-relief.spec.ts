import { block, findingsOf, LEFT, outcomeOf, RIGHT, type SpecRow } from '../spec-support';
import type { ReliefStatistic } from '../types';

const REQUIRED = { reliefPercentMin: 80 };
const scored = (score: number, relief: object = {}): object => ({ relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score }, { minutes: 240, score }], durationHours: 4, ...relief } });
const ONE = { blocksMin: 1, reliefPercentMin: 80 };

const ROWS: readonly SpecRow[] = [
  ['exactly the percentage', [block('2026-08-03', scored(2))], 'met'],
  ['79.6 is not 80', [block('2026-08-03', scored(2.04))], 'unmet'],
  ['a quotient that floating point would miss: 7 to 1.4', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 7, observations: [{ minutes: 240, score: 1.4 }, { minutes: 60, score: 1.4 }] } })], 'met'],
  ['the lowest within the window', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score: 0 }, { minutes: 120, score: 5 }, { minutes: 240, score: 0 }] } })], 'unmet'],
  ['before the first counted minute', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 5, score: 9 }, { minutes: 60, score: 1 }, { minutes: 240, score: 1 }] } })], 'met'],
  ['nobody looked until the end of the window', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score: 1 }] } })], 'unknown'],
  ['stated and computed across the threshold', [block('2026-08-03', scored(3, { statedPercent: 85 }))], 'review'],
  ['stated below, computed above', [block('2026-08-03', scored(1, { statedPercent: 70 }))], 'review'],
  ['stated only, passing', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, statedPercent: 90 } })], 'review'],
  ['stated, with scores before the first counted minute only', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, statedPercent: 90, observations: [{ minutes: 10, score: 1 }] } })], 'review'],
  ['stated only, failing', [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, statedPercent: 60 } })], 'unmet'],
  ['no figure', [block('2026-08-03', { relief: undefined })], 'unknown'],
  ['no baseline', [block('2026-08-03', { relief: { scale: 'NRS', observations: [{ minutes: 240, score: 1 }] } })], 'unknown'],
  ['no agent', [block('2026-08-03', { agent: undefined })], 'unknown'],
  ['a good block stands beside a failed one', [block('2026-07-01', scored(6)), block('2026-08-03')], 'met'],
  ['both sides, scores of neither', [block('2026-08-03', { targets: [RIGHT, LEFT] })], 'unknown'],
  ['both sides, scores of the asked one', [block('2026-08-03', { targets: [RIGHT, LEFT], relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 60, score: 1, side: 'right' }, { minutes: 240, score: 1, side: 'right' }] } })], 'met'],
  ['three asked for, four on record, one of them weak', [block('2026-05-01', scored(6)), block('2026-06-01'), block('2026-07-01'), block('2026-08-03')], 'met', { blockRule: { blocksMin: 3, reliefPercentMin: 80 } }],
  ['three asked for, four on record, two of them weak', [block('2026-05-01', scored(6)), block('2026-06-01', scored(6)), block('2026-07-01'), block('2026-08-03')], 'unmet', { blockRule: { blocksMin: 3, reliefPercentMin: 80 } }],
  ['the other side only', [block('2026-08-03', { targets: [LEFT] })], 'none'],
];

describe('block-relief', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('block-relief', REQUIRED, facts, { blockRule: ONE, ...situation })).toBe(expected));
  }
});

describe('block-relief without a figure', () => {
  const RULE_WITHOUT = { blocksMin: 1, reliefPercentMin: undefined };
  const relief = (change: object): object => block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, ...change } });
  it.each<[string, readonly object[], string]>([
    ['some', [relief({ observations: [{ minutes: 30, score: 9 }] })], 'met'],
    ['none', [relief({ observations: [{ minutes: 30, score: 10 }] })], 'unmet'],
    ['stated', [relief({ statedPercent: 40 })], 'met'],
    ['stated none', [relief({ statedPercent: 0 })], 'unmet'],
    ['nothing documented', [relief({})], 'unknown'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('block-relief', {}, facts, { blockRule: RULE_WITHOUT })).toBe(expected));
});

describe('block-relief by the statistic that the policy names', () => {
  const RULE_80 = { blocksMin: 1, reliefPercentMin: 80 };
  const facts = [block('2026-08-03', { relief: { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score: 0 }, { minutes: 60, score: 3 }, { minutes: 180, score: 1 }], statedPercent: 85 } })];
  it.each<[ReliefStatistic, string]>([['peakRelief', 'met'], ['minSustainedOverAgentWindow', 'review'], ['meanOverAgentWindow', 'met'], ['reliefAtHour', 'review'], ['patientStatedRelief', 'met']])(
    '%s: %s', (reliefStatistic, expected) => expect(outcomeOf('block-relief', { reliefPercentMin: 80 }, facts, { blockRule: RULE_80, parameters: { reliefStatistic, reliefAtHour: 1 } })).toBe(expected));
});

describe('block-relief with an analgesic taken', () => {
  it('counts the score, and says so', () => {
    const relief = { scale: 'NRS', baseline: 10, observations: [{ minutes: 30, score: 1 }, { minutes: 180, score: 1, flags: ['analgesic'] }] };
    expect(findingsOf('block-relief', { reliefPercentMin: 80 }, [block('2026-08-03', { relief })], { blockRule: { blocksMin: 1, reliefPercentMin: 80 } })[0])
      .toMatchObject({ outcome: 'met', found: { analgesicTakenOn: ['2026-08-03'] } });
  });
});
