import { outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { responses: ['failed', 'not-tolerated', 'contraindicated'], excludedModalities: ['surgery'] };
const course = (change: object): object => ({ type: 'conservative-care', occurredOn: '2026-04-10', modality: 'physical-therapy', ...change });

const ROWS: readonly SpecRow[] = [
  ['failed', [course({ response: 'failed' })], 'met'],
  ['not tolerated', [course({ response: 'not-tolerated' })], 'met'],
  ['contraindicated with a reason', [course({ response: 'contraindicated', reason: 'renal disease' })], 'met'],
  ['contraindicated without a reason', [course({ response: 'contraindicated' })], 'unknown'],
  ['successful', [course({ response: 'successful' })], 'unmet'],
  ['partial', [course({ response: 'partial' })], 'unknown'],
  ['one failed, one successful', [course({ response: 'failed' }), course({ response: 'successful' })], 'met'],
  ['none', [], 'unknown'],
  ['surgery only', [course({ modality: 'surgery', response: 'failed' })], 'unknown'],
];

describe('conservative-care', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('conservative-care', REQUIRED, facts, situation)).toBe(expected));
  }
});
