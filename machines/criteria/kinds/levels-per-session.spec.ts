import { BELOW, LEFT, outcomeOf, RIGHT, type Situation, type SpecRow } from '../spec-support';

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

describe('levels-per-session on each side, contiguous', () => {
  const asked = (...targets: readonly string[]): Situation => ({ question: { targets: targets.map((target) => ({ level: target.split(' ')[0], side: target.split(' ')[1] })) as never } });
  const PER_SIDE = { levelsMax: 3, perSide: true };
  it.each<[string, Situation, string]>([
    ['three', asked('L3-L4 right', 'L4-L5 right', 'L5-S1 right'), 'met'],
    ['four', asked('L2-L3 right', 'L3-L4 right', 'L4-L5 right', 'L5-S1 right'), 'unmet'],
    ['three on each side, at other levels', asked('L3-L4 right', 'L4-L5 right', 'L5-S1 right', 'L1-L2 left', 'L2-L3 left', 'L3-L4 left'), 'met'],
    ['a gap', asked('L3-L4 right', 'L5-S1 right'), 'met'],
    ['three of one region beside one of the other', asked('T12-L1 right', 'L1-L2 right', 'L2-L3 right', 'L3-L4 right'), 'met'],
  ])('%s: %s', (_name, situation, expected) => expect(outcomeOf('levels-per-session', PER_SIDE, [], situation)).toBe(expected));
  it.each<[string, Situation, string]>([
    ['neighbours', asked('L3-L4 right', 'L4-L5 right', 'L5-S1 right'), 'met'],
    ['a gap', asked('L3-L4 right', 'L5-S1 right'), 'unmet'],
    ['a gap that the other side fills', asked('L3-L4 right', 'L4-L5 left', 'L5-S1 right'), 'unmet'],
    ['one', asked('L5-S1 right'), 'met'],
  ])('contiguous, %s: %s', (_name, situation, expected) => expect(outcomeOf('levels-per-session', { ...PER_SIDE, contiguous: true }, [], situation)).toBe(expected));
});
