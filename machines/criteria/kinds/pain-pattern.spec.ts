import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { allowed: ['axial'], review: ['mixed'] };
const history = (change: object): object => ({ type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', sides: ['right'], ...change });

const ROWS: readonly SpecRow[] = [
  ['axial', [history({ pattern: 'axial' })], 'met'],
  ['radicular', [history({ pattern: 'radicular' })], 'unmet'],
  ['mixed', [history({ pattern: 'mixed' })], 'review'],
  ['not stated', [history({})], 'unknown'],
  ['two of one day: the worse', [history({ pattern: 'axial' }), history({ pattern: 'radicular' })], 'unmet'],
];

describe('pain-pattern', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('pain-pattern', REQUIRED, facts, situation)).toBe(expected));
  }
});
