import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['recorded', [{ type: 'indication', occurredOn: '2026-07-20', code: 'crps' }], 'met'],
  ['recorded after asOf', [{ type: 'indication', occurredOn: '2026-07-20', code: 'crps' }], 'unknown', { question: { asOf: '2026-07-19' } }],
  ['not recorded', [], 'unknown'],
];

describe('indication', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('indication', REQUIRED, facts, situation)).toBe(expected));
  }
});
