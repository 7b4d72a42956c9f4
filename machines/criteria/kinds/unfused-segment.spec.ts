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

describe('unfused-segment at the level only', () => {
  const AT_LEVEL = { ...REQUIRED, atLevelOnly: true };
  const study = (change: object): object => ({ type: 'imaging', occurredOn: '2026-06-01', modality: 'CT', region: 'lumbosacral', findings: ['fusion'], ...change });
  it.each<[string, readonly object[], string]>([
    ['none fused', [review({ fusedLevels: [] })], 'met'],
    ['the asked level', [review({ fusedLevels: ['L4-L5'] })], 'unmet'],
    ['another level', [review({ fusedLevels: ['L5-S1'] })], 'met'],
    ['a study that names it', [review({ fusedLevels: [] }), study({ levels: ['L4-L5'] })], 'unmet'],
    ['a study that names another', [review({ fusedLevels: [] }), study({ levels: ['L5-S1'] })], 'met'],
    ['a study that names none', [review({ fusedLevels: [] }), study({})], 'review'],
    ['not stated', [], 'unknown'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('unfused-segment', AT_LEVEL, facts)).toBe(expected));
  it('tells the targets apart', () => {
    const targets = [{ level: 'L4-L5', side: 'right' }, { level: 'L5-S1', side: 'right' }] as const;
    expect(outcomeOf('unfused-segment', AT_LEVEL, [review({ fusedLevels: ['L5-S1'] })], { question: { targets } })).toBe('met unmet');
  });
});
