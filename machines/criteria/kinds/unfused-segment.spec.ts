import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { imagingFindings: ['fusion'] };
const review = (change: object): object => ({ type: 'exclusion-review', occurredOn: '2026-07-20', ...change });

const ROWS: readonly SpecRow[] = [
  ['none fused', [review({ fusedLevels: [] })], 'met'],
  ['the asked level', [review({ fusedLevels: ['L4-L5'] })], 'review'],
  ['another lumbar level', [review({ fusedLevels: ['L5-S1'] })], 'review'],
  ['a cervical level beside a lumbar session', [review({ fusedLevels: ['C5-C6'] })], 'met'],
  ['a lumbar level beside a cervical session', [review({ fusedLevels: ['L5-S1'] })], 'review', { question: { region: 'cervical-thoracic', targets: [{ level: 'C5-C6', side: 'left' }] } }],
  ['fusion on imaging of the region', [review({ fusedLevels: [] }), { type: 'imaging', occurredOn: '2026-06-01', modality: 'CT', region: 'lumbosacral', findings: ['fusion'] }], 'review'],
  ['fusion on imaging of another region', [review({ fusedLevels: [] }), { type: 'imaging', occurredOn: '2026-06-01', modality: 'CT', region: 'cervical-thoracic', findings: ['fusion'] }], 'met'],
  ['not stated', [review({})], 'unknown'],
];

describe('unfused-segment', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('unfused-segment', REQUIRED, facts, situation)).toBe(expected));
  }
});
