import { block, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { daysMin: 14, between: 'blocks', exceptionAllowed: true } as const;
const BETWEEN = { blocksMin: 2, reliefPercentMin: 80, interval: REQUIRED };
const TO_SERVICE = { blocksMin: 1, reliefPercentMin: 80, interval: { ...REQUIRED, between: 'block-and-service' as const } };

const ROWS: readonly SpecRow[] = [
  ['14 days', [block('2026-08-03'), block('2026-08-17')], 'met'],
  ['13 days', [block('2026-08-03'), block('2026-08-16')], 'unmet'],
  ['an exception documented with the second block', [block('2026-08-03'), block('2026-08-16', { exception: { kind: 'block-interval', reason: 'travel' } })], 'review'],
  ['an exception of another kind', [block('2026-08-03'), block('2026-08-16', { exception: { kind: 'session-limit', reason: 'travel' } })], 'unmet'],
  ['a third block far enough apart', [block('2026-07-01'), block('2026-08-03'), block('2026-08-10')], 'met'],
  ['three asked for, the last two too close', [block('2026-07-01'), block('2026-08-03'), block('2026-08-10')], 'unmet', { blockRule: { ...BETWEEN, blocksMin: 3 } }],
  ['one block', [block('2026-08-03')], 'none'],
  ['to the date of service, 14 days', [block('2026-09-07')], 'met', { blockRule: TO_SERVICE }],
  ['to the date of service, 13 days', [block('2026-09-08')], 'unmet', { blockRule: TO_SERVICE }],
  ['an exception of the question', [block('2026-09-08')], 'review', { blockRule: TO_SERVICE, question: { exception: { kind: 'block-interval', reason: 'travel' } } }],
  ['an exception the policy does not allow', [block('2026-09-08')], 'unmet', { blockRule: { ...TO_SERVICE, interval: { ...TO_SERVICE.interval, exceptionAllowed: false } }, question: { exception: { kind: 'block-interval', reason: 'travel' } } }],
];

describe('block-interval', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('block-interval', REQUIRED, facts, { blockRule: BETWEEN, ...situation })).toBe(expected));
  }
});
