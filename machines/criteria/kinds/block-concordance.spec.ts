import { BELOW, block, LEFT, outcomeOf, RIGHT, type SpecRow } from '../spec-support';

const REQUIRED = { blocksMin: 2 };
const RULE = { blocksMin: 2, reliefPercentMin: 80 };

const ROWS: readonly SpecRow[] = [
  ['both cover the target', [block('2026-08-03'), block('2026-08-24')], 'met'],
  ['one covers another side', [block('2026-08-03'), block('2026-08-24', { targets: [LEFT] })], 'unmet'],
  ['one covers another level', [block('2026-08-03'), block('2026-08-24', { targets: [BELOW] })], 'unmet'],
  ['one in another region', [block('2026-08-03'), block('2026-08-24', { targets: [{ level: 'C5-C6', side: 'right' }] })], 'unmet'],
  ['one target of two', [block('2026-08-03', { targets: [RIGHT, BELOW] }), block('2026-08-24')], 'met unmet', { question: { targets: [RIGHT, BELOW] } }],
  ['the side of one is not recorded', [block('2026-08-03'), block('2026-08-24', { targets: [{ level: 'L4-L5' }] })], 'unknown'],
  ['bilateral covers both sides', [block('2026-08-03', { targets: [{ level: 'L4-L5', side: 'bilateral' }] }), block('2026-08-24')], 'met'],
  ['one block of two: number is not place', [block('2026-08-03')], 'met'],
  ['none: number is not place', [], 'none'],
];

describe('block-concordance', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('block-concordance', REQUIRED, facts, { blockRule: RULE, ...situation })).toBe(expected));
  }
});
