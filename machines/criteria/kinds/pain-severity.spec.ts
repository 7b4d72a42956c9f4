import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { scoreMin: { NRS: 4 } };
const score = (change: object): object => ({ type: 'score', occurredOn: '2026-07-20', instrument: 'NRS', value: 4, role: 'baseline', ...change });

const ROWS: readonly SpecRow[] = [
  ['at the figure', [score({})], 'met'],
  ['below', [score({ value: 3.9 })], 'unmet'],
  ['no score', [], 'unknown'],
  ['a score that is no baseline', [score({ role: 'follow-up' })], 'unknown'],
  ['a disability score is no pain score', [score({ instrument: 'ODI', value: 40 })], 'unknown'],
  ['a scale without a figure', [score({ instrument: 'VAS', value: 80 })], 'met'],
  ['no pain on a scale without a figure', [score({ instrument: 'VAS', value: 0 })], 'unmet'],
  ['a later score on a scale without a figure hides nothing', [score({ value: 2 }), score({ instrument: 'VAS', value: 80, occurredOn: '2026-08-01' })], 'unmet'],
  ['the latest baseline', [score({ value: 8, occurredOn: '2026-01-01' }), score({ value: 2 })], 'unmet'],
  ['function documented as not limited', [score({}), { type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', sides: ['right'], limitsFunction: false }], 'unmet'],
];

describe('pain-severity', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('pain-severity', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('pain-severity by statement, and after care', () => {
  const history = (limitsFunction?: boolean): object => ({ type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', sides: ['right'], limitsFunction });
  it.each<[string, readonly object[], string]>([['stated', [history(true)], 'met'], ['denied', [history(false)], 'unmet'], ['not said', [history()], 'unknown'], ['nothing', [], 'unknown']])(
    'limiting pain, %s: %s', (_name, facts, expected) => expect(outcomeOf('pain-severity', { scoreMin: {}, limitsFunction: true }, facts)).toBe(expected));
  const AFTER = { scoreMin: { NRS: 3 }, afterCare: true };
  const score = (occurredOn: string, value: number, role = 'baseline'): object => ({ type: 'score', occurredOn, instrument: 'NRS', value, role });
  const care = (endedOn?: string): object => ({ type: 'conservative-care', occurredOn: '2026-05-01', modality: 'physical-therapy', response: 'failed', endedOn });
  it.each<[string, readonly object[], string]>([
    ['at the end of care', [care('2026-04-10'), score('2026-04-10', 3)], 'met'],
    ['before its end', [care('2026-04-10'), score('2026-04-09', 8)], 'unknown'],
    ['too low since', [care('2026-04-10'), score('2026-03-01', 8), score('2026-06-01', 2, 'follow-up')], 'unmet'],
    ['care without an end', [care(), score('2026-03-01', 8)], 'met'],
  ])('after care, %s: %s', (_name, facts, expected) => expect(outcomeOf('pain-severity', AFTER, facts)).toBe(expected));
});
