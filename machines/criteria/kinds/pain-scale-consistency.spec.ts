import { block, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};
const score = (change: object): object => ({ type: 'score', occurredOn: '2026-07-20', instrument: 'NRS', value: 4, role: 'baseline', ...change });

const ROWS: readonly SpecRow[] = [
  ['a baseline and no block yet', [score({})], 'met'],
  ['the same scale after the block', [score({}), block('2026-08-03')], 'met'],
  ['another scale after the block', [score({}), block('2026-08-03', { relief: { scale: 'VAS', baseline: 80 } })], 'unmet'],
  ['two scales at baseline, one after each block', [score({}), score({ instrument: 'VAS' }), block('2026-08-03'), block('2026-08-24', { relief: { scale: 'VAS', baseline: 80 } })], 'unmet'],
  ['two scales at baseline, one of them throughout', [score({}), score({ instrument: 'VAS' }), block('2026-08-03')], 'met'],
  ['a block without a scale', [score({}), block('2026-08-03', { relief: undefined })], 'unknown'],
  ['no baseline', [block('2026-08-03')], 'unknown'],
  ['a block of another region does not concern it', [score({}), block('2026-08-03', { targets: [{ level: 'C5-C6', side: 'right' }], relief: { scale: 'VAS', baseline: 80 } })], 'met'],
  ['a therapeutic block does not concern it', [score({}), block('2026-08-03', { purpose: 'therapeutic', relief: { scale: 'VAS', baseline: 80 } })], 'met'],
];

describe('pain-scale-consistency', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('pain-scale-consistency', REQUIRED, facts, situation)).toBe(expected));
  }
});
