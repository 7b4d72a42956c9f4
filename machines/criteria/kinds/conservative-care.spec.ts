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

describe('conservative-care with a length', () => {
  const FAILED = ['failed', 'not-tolerated'];
  const lasting = (startedOn: string, endedOn: string | undefined, change: object = {}): object => course({ response: 'failed', startedOn, endedOn, ...change });
  const WEEKS = { responses: FAILED, excludedModalities: [], weeksMin: 4 };
  const MONTHS = { responses: FAILED, excludedModalities: [], monthsMin: 3 };
  it.each<[string, object, readonly object[], string]>([
    ['28 days', WEEKS, [lasting('2026-01-05', '2026-02-02')], 'met'],
    ['27 days', WEEKS, [lasting('2026-01-05', '2026-02-01')], 'unmet'],
    ['two short courses do not add up', WEEKS, [lasting('2026-01-05', '2026-01-20'), lasting('2026-02-05', '2026-02-20')], 'unmet'],
    ['one of two is long enough', WEEKS, [lasting('2026-01-05', '2026-01-20'), lasting('2026-01-05', '2026-02-20')], 'met'],
    ['no last day', WEEKS, [lasting('2026-01-05', undefined)], 'unknown'],
    ['a short one beside one without a response', WEEKS, [lasting('2026-01-05', '2026-01-20'), course({ startedOn: '2026-01-05', endedOn: '2026-04-05' })], 'unknown'],
    ['a short one beside a successful one', WEEKS, [lasting('2026-01-05', '2026-01-20'), course({ response: 'successful' })], 'unmet'],
    ['contraindicated where the policy does not say so', WEEKS, [course({ response: 'contraindicated', reason: 'anticoagulation' })], 'unknown'],
    ['contraindicated where it does', { ...WEEKS, responses: [...FAILED, 'contraindicated'] }, [course({ response: 'contraindicated', reason: 'anticoagulation' })], 'met'],
    ['three months to the clamped day', MONTHS, [lasting('2025-11-30', '2026-02-28')], 'met'],
    ['a day short of three months', MONTHS, [lasting('2026-01-05', '2026-04-04')], 'unmet'],
  ])('%s: %s', (_name, required, facts, expected) => expect(outcomeOf('conservative-care', required as typeof WEEKS, facts)).toBe(expected));
});

describe('conservative-care by visits', () => {
  const REQUIRED_VISITS = { responses: ['failed'], excludedModalities: [], modalities: ['physical-therapy'], visitsMin: 4, visitsWithinWeeks: 6, endedWithinMonths: 6 };
  const visits = (change: object): object => course({ response: 'failed', startedOn: '2026-03-01', endedOn: '2026-04-12', visits: 4, ...change });
  it.each<[string, readonly object[], string]>([
    ['four in six weeks', [visits({})], 'met'],
    ['three', [visits({ visits: 3 })], 'unmet'],
    ['four in a longer course', [visits({ startedOn: '2026-02-28' })], 'review'],
    ['not counted', [visits({ visits: undefined })], 'unknown'],
    ['ended exactly six months before', [visits({ startedOn: '2026-03-01', endedOn: '2026-03-21' })], 'met'],
    ['ended a day earlier', [visits({ startedOn: '2026-03-01', endedOn: '2026-03-20' })], 'unmet'],
    ['another modality', [visits({ modality: 'chiropractic' })], 'unknown'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('conservative-care', REQUIRED_VISITS, facts)).toBe(expected));
});
