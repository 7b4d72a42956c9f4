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

describe('baseline-function with a figure, or by statement', () => {
  const score = (value: number, instrument = 'ODI'): object => ({ type: 'score', occurredOn: '2026-07-20', instrument, value, role: 'baseline' });
  const limited = (limitsFunction: boolean): object => ({ type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', limitsFunction });
  const CUT = { instruments: ['ODI' as const], scoreMin: { ODI: 21 } };
  it.each<[string, readonly object[], string]>([
    ['at the figure', [score(21)], 'met'], ['below', [score(20.9)], 'unmet'], ['another scale', [score(30, 'NDI')], 'unknown'],
    ['two of one day: the lower', [score(30), score(20)], 'unmet'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('baseline-function', CUT, facts)).toBe(expected));
  it.each<[string, readonly object[], string]>([['stated', [limited(true)], 'met'], ['denied', [limited(false)], 'unmet'], ['scored', [score(4)], 'met']])(
    'by statement, %s: %s', (_name, facts, expected) => expect(outcomeOf('baseline-function', { instruments: ['ODI'], statementSuffices: true }, facts)).toBe(expected));
});
