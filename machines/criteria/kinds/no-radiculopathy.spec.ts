import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { allowedRadiculopathy: ['absent', 'treated', 'synovial-cyst'], allowedClaudication: ['absent', 'treated'] };
const review = (change: object): object => ({ type: 'exclusion-review', occurredOn: '2026-07-20', ...change });

const ROWS: readonly SpecRow[] = [
  ['both absent', [review({ radiculopathy: 'absent', neurogenicClaudication: 'absent' })], 'met'],
  ['treated', [review({ radiculopathy: 'treated', neurogenicClaudication: 'treated' })], 'met'],
  ['untreated', [review({ radiculopathy: 'untreated', neurogenicClaudication: 'absent' })], 'unmet'],
  ['a synovial cyst', [review({ radiculopathy: 'synovial-cyst', neurogenicClaudication: 'absent' })], 'met'],
  ['claudication present', [review({ radiculopathy: 'absent', neurogenicClaudication: 'present' })], 'unmet'],
  ['claudication not stated', [review({ radiculopathy: 'absent' })], 'unknown'],
  ['untreated, claudication not stated', [review({ radiculopathy: 'untreated' })], 'unmet'],
  ['none', [], 'unknown'],
  ['stated in two reviews', [review({ radiculopathy: 'absent' }), review({ neurogenicClaudication: 'absent', occurredOn: '2026-08-01' })], 'met'],
  ['the later statement counts', [review({ radiculopathy: 'untreated', neurogenicClaudication: 'absent' }), review({ radiculopathy: 'treated', occurredOn: '2026-08-01' })], 'met'],
  ['two of one day: the worse', [review({ radiculopathy: 'absent', neurogenicClaudication: 'absent' }), review({ radiculopathy: 'untreated' })], 'unmet'],
];

describe('no-radiculopathy', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('no-radiculopathy', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('no-radiculopathy without claudication, by statement or imaging', () => {
  const ROOT = { allowedRadiculopathy: ['absent'], imagingFindings: ['root-compression'] };
  const review = { type: 'exclusion-review', occurredOn: '2026-07-20', radiculopathy: 'absent' };
  const study = (findings: readonly string[], region = 'lumbosacral'): object => ({ type: 'imaging', occurredOn: '2026-06-01', modality: 'MRI', region, findings });
  it.each<[string, readonly object[], string]>([
    ['absent', [review], 'met'], ['shown', [review, study(['root-compression'])], 'unmet'], ['shown elsewhere', [review, study(['root-compression'], 'cervical-thoracic')], 'met'],
    ['not stated', [study(['stenosis'])], 'unknown'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('no-radiculopathy', ROOT, facts)).toBe(expected));
});
