import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { instruments: ['ODI', 'RMDQ'] as const };
const score = (change: object): object => ({ type: 'score', occurredOn: '2026-07-20', instrument: 'NRS', value: 4, role: 'baseline', ...change });

const ROWS: readonly SpecRow[] = [
  ['one of the instruments', [score({ instrument: 'RMDQ', value: 12 })], 'met'],
  ['another instrument', [score({ instrument: 'PEG', value: 6 })], 'unknown'],
  ['not at baseline', [score({ instrument: 'ODI', value: 44, role: 'follow-up' })], 'unknown'],
  ['a pain score', [score({})], 'unknown'],
  ['none', [], 'unknown'],
];

describe('baseline-function', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('baseline-function', REQUIRED, facts, situation)).toBe(expected));
  }
});
