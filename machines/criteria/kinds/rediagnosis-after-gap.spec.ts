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

describe('rediagnosis-after-gap', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('rediagnosis-after-gap', REQUIRED, facts, situation)).toBe(expected));
  }
});
