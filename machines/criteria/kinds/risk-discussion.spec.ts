import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['recorded', [{ type: 'risk-discussion', occurredOn: '2026-07-20' }], 'met'],
  ['recorded after asOf', [{ type: 'risk-discussion', occurredOn: '2026-07-20' }], 'unknown', { question: { asOf: '2026-07-19' } }],
  ['not recorded', [], 'unknown'],
];

describe('risk-discussion', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('risk-discussion', REQUIRED, facts, situation)).toBe(expected));
  }
});
