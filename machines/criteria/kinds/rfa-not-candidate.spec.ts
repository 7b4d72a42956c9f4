import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['a reason', [{ type: 'plan', occurredOn: '2026-07-20', rfaNotCandidateReason: 'pacemaker' }], 'met'],
  ['a plan without', [{ type: 'plan', occurredOn: '2026-07-20', rfaConsidered: true }], 'unknown'],
  ['none', [], 'unknown'],
];

describe('rfa-not-candidate', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('rfa-not-candidate', REQUIRED, facts, situation)).toBe(expected));
  }
});
