import { block, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { mlPerTargetMax: 0.5 };
const RULE = { blocksMin: 1, reliefPercentMin: undefined };

const ROWS: readonly SpecRow[] = [
  ['at the volume', [block('2026-08-03', { volumeMlPerTarget: 0.5 })], 'met'],
  ['more', [block('2026-08-03', { volumeMlPerTarget: 0.51 })], 'unmet'],
  ['not recorded', [block('2026-08-03')], 'unknown'],
  ['another side', [block('2026-08-03', { targets: [{ level: 'L4-L5', side: 'left' }], volumeMlPerTarget: 1 })], 'none'],
  ['no block', [], 'none'],
  ['two at the volume are chosen before one with too much', [block('2026-08-03', { volumeMlPerTarget: 0.5 }), block('2026-08-10', { volumeMlPerTarget: 0.5 }), block('2026-08-20', { volumeMlPerTarget: 1 })], 'met', { blockRule: { ...RULE, blocksMin: 2, mlPerTargetMax: 0.5 } }],
  ['one of two with too much', [block('2026-08-03', { volumeMlPerTarget: 0.5 }), block('2026-08-20', { volumeMlPerTarget: 1 })], 'unmet', { blockRule: { ...RULE, blocksMin: 2 } }],
];

describe('block-volume', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('block-volume', REQUIRED, facts, { blockRule: RULE, ...situation })).toBe(expected));
  }
});
