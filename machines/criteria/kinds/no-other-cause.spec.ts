import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { imagingSuffices: true, otherCauses: ['fracture', 'tumor'] };
const review = (change: object): object => ({ type: 'exclusion-review', occurredOn: '2026-07-20', ...change });
const imaging = (change: object): object => ({ type: 'imaging', occurredOn: '2026-06-01', modality: 'MRI', region: 'lumbosacral', ...change });

const ROWS: readonly SpecRow[] = [
  ['none on examination', [review({ otherCause: 'none' })], 'met'],
  ['a fracture', [review({ otherCause: 'fracture' }), imaging({ excludesOtherCause: true })], 'unmet'],
  ['imaging alone excludes', [imaging({ excludesOtherCause: true })], 'met'],
  ['imaging of another region', [imaging({ excludesOtherCause: true, region: 'cervical-thoracic' })], 'unknown'],
  ['imaging that does not exclude', [imaging({ excludesOtherCause: false })], 'unknown'],
  ['the latest imaging counts', [imaging({ excludesOtherCause: true }), imaging({ excludesOtherCause: false, occurredOn: '2026-07-01' })], 'unknown'],
  ['imaging shows another cause', [review({ otherCause: 'none' }), imaging({ findings: ['fracture'], excludesOtherCause: false })], 'unmet'],
  ['imaging shows another cause and says nothing more', [imaging({ findings: ['facet-arthropathy', 'tumor'] })], 'unmet'],
  ['imaging that contradicts itself', [imaging({ findings: ['tumor'], excludesOtherCause: true })], 'review'],
  ['a later study without the finding', [imaging({ findings: ['fracture'] }), imaging({ excludesOtherCause: true, occurredOn: '2026-07-01' })], 'met'],
  ['nothing', [], 'unknown'],
  ['imaging after asOf', [imaging({ excludesOtherCause: true, occurredOn: '2026-09-22' })], 'unknown'],
];

describe('no-other-cause', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('no-other-cause', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('no-other-cause by imaging', () => {
  const IMAGING = { imagingSuffices: true, imagingRequired: true, otherCauses: ['tumor'] };
  const review = { type: 'exclusion-review', occurredOn: '2026-07-20', otherCause: 'none' };
  const study = (change: object): object => ({ type: 'imaging', occurredOn: '2026-06-01', modality: 'MRI', region: 'lumbosacral', excludesOtherCause: true, ...change });
  it.each<[string, readonly object[], string]>([
    ['a study alone', [study({})], 'met'], ['a statement alone', [review], 'unknown'], ['both', [review, study({})], 'met'],
    ['of another region', [review, study({ region: 'cervical-thoracic' })], 'unknown'], ['one that does not exclude', [review, study({ excludesOtherCause: false })], 'unknown'],
    ['one that shows a cause', [review, study({ findings: ['tumor'], excludesOtherCause: false })], 'unmet'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('no-other-cause', IMAGING, facts)).toBe(expected));
});
