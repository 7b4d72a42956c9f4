import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['recorded', [{ type: 'multidisciplinary-screening', occurredOn: '2026-07-20' }], 'met'],
  ['recorded after asOf', [{ type: 'multidisciplinary-screening', occurredOn: '2026-07-20' }], 'unknown', { question: { asOf: '2026-07-19' } }],
  ['not recorded', [], 'unknown'],
];

describe('multidisciplinary-screening', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('multidisciplinary-screening', REQUIRED, facts, situation)).toBe(expected));
  }
});
