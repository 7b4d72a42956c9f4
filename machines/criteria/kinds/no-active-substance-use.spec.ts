import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};
const review = (change: object): object => ({ type: 'exclusion-review', occurredOn: '2026-07-20', ...change });

const ROWS: readonly SpecRow[] = [
  ['stated absent', [review({ activeSubstanceUse: false })], 'met'],
  ['stated present', [review({ activeSubstanceUse: true })], 'unmet'],
  ['not stated', [review({})], 'unknown'],
  ['no review', [], 'unknown'],
  ['the later statement counts', [review({ activeSubstanceUse: true }), review({ activeSubstanceUse: false, occurredOn: '2026-08-01' })], 'met'],
  ['two of one day: the worse', [review({ activeSubstanceUse: false }), review({ activeSubstanceUse: true })], 'unmet'],
];

describe('no-active-substance-use', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('no-active-substance-use', REQUIRED, facts, situation)).toBe(expected));
  }
});
