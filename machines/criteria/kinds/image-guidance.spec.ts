import { block, LEFT, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { allowed: ['fluoroscopy', 'CT'] as const };
const RULE = { blocksMin: 2, reliefPercentMin: 80 };

const ROWS: readonly SpecRow[] = [
  ['planned under fluoroscopy', [], 'met', { question: { guidance: 'fluoroscopy' } }],
  ['planned under CT', [], 'met', { question: { guidance: 'CT' } }],
  ['planned under ultrasound', [], 'unmet', { question: { guidance: 'ultrasound' } }],
  ['planned without', [], 'unmet', { question: { guidance: 'none' } }],
  ['not planned', [], 'unknown'],
  ['a block it rests on under ultrasound', [block('2026-08-03', { guidance: 'ultrasound' })], 'unmet', { question: { guidance: 'CT' }, blockRule: RULE }],
  ['a block it rests on, not recorded', [block('2026-08-03', { guidance: undefined })], 'unknown', { question: { guidance: 'CT' }, blockRule: RULE }],
  ['a block of another side under ultrasound', [block('2026-08-03', { guidance: 'ultrasound', targets: [LEFT] })], 'met', { question: { guidance: 'CT' }, blockRule: RULE }],
];

describe('image-guidance', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('image-guidance', REQUIRED, facts, situation)).toBe(expected));
  }
});
