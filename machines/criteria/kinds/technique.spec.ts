import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { allowed: ['thermal-rf'], review: ['cooled-rf'] };

const ROWS: readonly SpecRow[] = [
  ['thermal', [], 'met', { question: { technique: 'thermal-rf' } }],
  ['pulsed', [], 'unmet', { question: { technique: 'pulsed-rf' } }],
  ['cooled', [], 'review', { question: { technique: 'cooled-rf' } }],
  ['not planned', [], 'unknown'],
];

describe('technique', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('technique', REQUIRED, facts, situation)).toBe(expected));
  }
});
