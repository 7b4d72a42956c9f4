import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { settings: ['22', '24'] };

const ROWS: readonly SpecRow[] = [
  ['a surgery center', [], 'met', { question: { setting: '24' } }],
  ['an office', [], 'unmet', { question: { setting: '11' } }],
  ['not planned', [], 'unknown'],
];

describe('site-of-service', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('site-of-service', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('site-of-service that people review', () => {
  it.each([['24', 'met'], ['22', 'review'], ['12', 'unmet']])('%s: %s', (setting, expected) => expect(outcomeOf('site-of-service', { settings: ['11', '24'], review: ['22'] }, [], { question: { setting } })).toBe(expected));
});
