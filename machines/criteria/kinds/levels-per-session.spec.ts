import { BELOW, LEFT, outcomeOf, RIGHT, type SpecRow } from '../spec-support';

const REQUIRED = { levelsMax: 2 };

const ROWS: readonly SpecRow[] = [
  ['two levels', [], 'met', { question: { targets: [RIGHT, BELOW] } }],
  ['one level on both sides', [], 'met', { question: { targets: [RIGHT, LEFT] } }],
  ['two levels on both sides', [], 'met', { question: { targets: [RIGHT, LEFT, BELOW, { level: 'L5-S1', side: 'left' }] } }],
  ['two levels of each of two regions', [], 'met', { question: { targets: [RIGHT, BELOW, { level: 'C5-C6', side: 'right' }, { level: 'C4-C5', side: 'right' }] } }],
  ['three levels', [], 'unmet', { question: { targets: [RIGHT, BELOW, { level: 'L3-L4', side: 'right' }] } }],
  ['none named', [], 'unknown', { question: { targets: [] } }],
];

describe('levels-per-session', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('levels-per-session', REQUIRED, facts, situation)).toBe(expected));
  }
});
