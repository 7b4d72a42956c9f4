import { block, LEFT, outcomeOf, RIGHT, type SpecRow } from '../spec-support';

const REQUIRED = { rule: 'repeat', yearsMin: 2, blocksMin: 2, reliefPercentMin: 80 } as const;
const ablation = (occurredOn: string, change: object = {}): object => ({ type: 'ablation', occurredOn, technique: 'thermal-rf', targets: [RIGHT], ...change });

const ROWS: readonly SpecRow[] = [
  ['less than two years', [ablation('2024-09-22')], 'met'],
  ['exactly two years', [ablation('2024-09-21')], 'review'],
  ['two years, with two new positive blocks', [ablation('2024-09-21'), block('2026-08-03'), block('2026-08-24')], 'met'],
  ['two years, with one', [ablation('2024-09-21'), block('2026-08-03')], 'review'],
  ['two years, with blocks before the ablation', [block('2024-08-03'), block('2024-08-24'), ablation('2024-09-21')], 'review'],
  ['no ablation at the target', [ablation('2024-09-21', { targets: [LEFT] })], 'none'],
];

const AFTER_SUCCESS = { rule: 'no-block-after-success', yearsMin: 2, reliefPercentMin: 50, monthsMin: 6 } as const;
const RELIEF = { type: 'ablation-outcome', side: 'right', scale: 'NRS', baseline: 8 } as const;
const succeeded = { ...RELIEF, occurredOn: '2026-01-10', ablationOn: '2025-05-01', score: 2, sustainedUntil: '2026-01-10' };
const failed = { ...succeeded, score: 7 };
const contradicting = { ...succeeded, statedPercent: 20 };

const BLOCK_ROWS: readonly SpecRow[] = [
  ['no ablation', [], 'met'],
  ['one that succeeded', [ablation('2025-05-01'), succeeded], 'unmet'],
  ['one that failed', [ablation('2025-05-01'), failed], 'met'],
  ['one with figures that contradict', [ablation('2025-05-01'), contradicting], 'review'],
  ['one with nothing recorded of it', [ablation('2025-05-01')], 'unknown'],
  ['one that contradicts, another with nothing recorded: the record is not complete', [ablation('2025-05-01'), contradicting, ablation('2025-02-01')], 'unknown'],
  ['one that succeeded, another with nothing recorded', [ablation('2025-05-01'), succeeded, ablation('2025-02-01')], 'unmet'],
  ['one that succeeded two years ago', [ablation('2024-09-21'), { ...succeeded, ablationOn: '2024-09-21' }], 'met'],
];

describe('rediagnosis-after-gap, of a block', () => {
  for (const [name, facts, expected, situation] of BLOCK_ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('rediagnosis-after-gap', AFTER_SUCCESS, facts, situation)).toBe(expected));
  }
});

describe('rediagnosis-after-gap', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('rediagnosis-after-gap', REQUIRED, facts, situation)).toBe(expected));
  }
});
