import { LEFT, outcomeOf, RIGHT, SCS, type SpecRow } from '../spec-support';

const REQUIRED = { monthsMin: 3, unmetBelowDays: 84 };
const history = (change: object): object => ({ type: 'pain-history', occurredOn: '2026-07-20', region: 'lumbosacral', sides: ['right'], ...change });

const ROWS: readonly SpecRow[] = [
  ['three clamped months to the day', [history({ onsetOn: '2026-06-21' })], 'met'],
  ['a day short of three months', [history({ onsetOn: '2026-06-22' })], 'review'],
  ['84 days', [history({ onsetOn: '2026-06-29' })], 'review'],
  ['83 days', [history({ onsetOn: '2026-06-30' })], 'unmet'],
  ['no history', [], 'unknown'],
  ['no onset', [history({})], 'unknown'],
  ['the other side', [history({ onsetOn: '2025-01-01', sides: ['left'] })], 'unknown'],
  ['another region', [history({ onsetOn: '2025-01-01', region: 'cervical-thoracic' })], 'unknown'],
  ['no side', [history({ onsetOn: '2025-01-01', sides: undefined })], 'unknown'],
  ['both sides asked, one documented', [history({ onsetOn: '2025-01-01' })], 'met unknown', { question: { targets: [RIGHT, LEFT] } }],
  ['both sides documented together', [history({ onsetOn: '2025-01-01', sides: ['bilateral'] })], 'met met', { question: { targets: [RIGHT, LEFT] } }],
  ['the later history counts', [history({ onsetOn: '2025-01-01' }), history({ onsetOn: '2026-09-01', occurredOn: '2026-09-02' })], 'unmet'],
  ['a history after asOf is not seen', [history({ onsetOn: '2025-01-01', occurredOn: '2026-09-22' })], 'unknown'],
  ['three months from 31 March end on 30 June', [history({ onsetOn: '2026-03-31' })], 'met', { question: { dateOfService: '2026-06-30', asOf: '2026-09-21' } }],
];

describe('pain-duration', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('pain-duration', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('pain-duration without a range for judgment', () => {
  const MONTHS = { monthsMin: 3 };
  it.each([['2026-06-21', 'met'], ['2026-06-22', 'unmet']])('since %s: %s', (onsetOn, expected) => expect(outcomeOf('pain-duration', MONTHS, [history({ onsetOn })])).toBe(expected));
});

describe('pain-duration from an indication or a surgery', () => {
  const indication = (change: object): object => ({ type: 'indication', occurredOn: '2026-07-01', code: 'painful-diabetic-neuropathy', ...change });
  const surgery = (change: object): object => ({ type: 'conservative-care', occurredOn: '2026-07-01', modality: 'surgery', response: 'failed', ...change });
  const YEAR = { monthsMin: 12 };
  const rows: readonly SpecRow[] = [
    ['a year to the day', [indication({ onsetOn: '2025-09-21' })], 'met'],
    ['a day short', [indication({ onsetOn: '2025-09-22' })], 'unmet'],
    ['the shortest of one day', [indication({ onsetOn: '2020-01-01' }), indication({ onsetOn: '2026-01-01' })], 'unmet'],
    ['no onset', [indication({})], 'unknown'],
    ['none', [], 'unknown'],
  ];
  for (const [name, facts, expected] of rows) it(`indication, ${name}: ${expected}`, () => expect(outcomeOf('pain-duration', { ...YEAR, from: 'indication' }, facts, { question: SCS })).toBe(expected));
  const surgeries: readonly SpecRow[] = [
    ['a year to the day', [surgery({ endedOn: '2025-09-21' })], 'met'],
    ['a day short', [surgery({ endedOn: '2025-09-22' })], 'unmet'],
    ['the last one counts', [surgery({ endedOn: '2020-01-01' }), surgery({ startedOn: '2026-02-01' })], 'unmet'],
    ['without a date', [surgery({})], 'unknown'],
    ['other care', [surgery({ modality: 'medication', endedOn: '2020-01-01' })], 'unknown'],
  ];
  for (const [name, facts, expected] of surgeries) it(`surgery, ${name}: ${expected}`, () => expect(outcomeOf('pain-duration', { ...YEAR, from: 'surgery' }, facts, { question: SCS })).toBe(expected));
});
