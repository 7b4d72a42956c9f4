import { block, outcomeOf, RIGHT, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['one region', [], 'met'],
  ['two regions', [], 'unmet', { question: { targets: [RIGHT, { level: 'C5-C6', side: 'right' }] } }],
  ['targets outside the named region', [], 'unmet', { question: { region: 'cervical-thoracic' } }],
  ['the region is that of the targets', [], 'met', { question: { region: undefined } }],
  ['neither region nor targets', [], 'unknown', { question: { region: undefined, targets: [] } }],
  ['another region on the same day', [block('2026-09-21', { targets: [{ level: 'C5-C6', side: 'right' }] })], 'unmet'],
  ['another region the day before', [block('2026-09-20', { targets: [{ level: 'C5-C6', side: 'right' }] })], 'met'],
  ['the junction pair', [], 'unmet', { question: { targets: [{ level: 'T12-L1', side: 'right' }, { level: 'L1-L2', side: 'right' }] } }],
  ['the junction pair where it counts, no region named', [], 'met', { question: { region: undefined, targets: [{ level: 'T12-L1', side: 'right' }, { level: 'L1-L2', side: 'right' }] }, parameters: { junctionIsLumbosacral: true } }],
  ['the junction pair where it counts as lumbosacral', [], 'met', { question: { targets: [{ level: 'T12-L1', side: 'right' }, { level: 'L1-L2', side: 'right' }] }, parameters: { junctionIsLumbosacral: true } }],
];

describe('one-region-per-session', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('one-region-per-session', REQUIRED, facts, situation)).toBe(expected));
  }
});
