import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};
const review = (change: object): object => ({ type: 'exclusion-review', occurredOn: '2026-07-20', ...change });

const ROWS: readonly SpecRow[] = [
  ['stated absent', [review({ generalizedPain: false })], 'met'],
  ['stated present', [review({ generalizedPain: true })], 'unmet'],
  ['not stated', [review({})], 'unknown'],
  ['no review', [], 'unknown'],
  ['the later statement counts', [review({ generalizedPain: true }), review({ generalizedPain: false, occurredOn: '2026-08-01' })], 'met'],
  ['two of one day: the worse', [review({ generalizedPain: false }), review({ generalizedPain: true })], 'unmet'],
];

describe('not-generalized-pain', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('not-generalized-pain', REQUIRED, facts, situation)).toBe(expected));
  }
});
