import { outcomeOf, SCS, type SpecRow } from '../spec-support';

const REQUIRED = {};

const ROWS: readonly SpecRow[] = [
  ['recorded', [{ type: 'indication', occurredOn: '2026-07-20', code: 'crps' }], 'met'],
  ['recorded after asOf', [{ type: 'indication', occurredOn: '2026-07-20', code: 'crps' }], 'unknown', { question: { asOf: '2026-07-19' } }],
  ['not recorded', [], 'unknown'],
];

describe('indication', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('indication', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('indication among the policy\'s codes', () => {
  const CODES = { codes: ['failed-back-surgery-syndrome', 'crps'], patterns: { 'failed-back-surgery-syndrome': ['radicular-leg'] } };
  const recordedAs = (code: string, pattern?: string): object => ({ type: 'indication', occurredOn: '2026-07-01', code, pattern });
  it.each<[string, readonly object[], string]>([
    ['a covered one', [recordedAs('crps')], 'met'],
    ['its pattern', [recordedAs('failed-back-surgery-syndrome', 'radicular-leg')], 'met'],
    ['another pattern', [recordedAs('failed-back-surgery-syndrome', 'axial')], 'unmet'],
    ['no pattern', [recordedAs('failed-back-surgery-syndrome')], 'unknown'],
    ['another code', [recordedAs('refractory-angina')], 'unmet'],
    ['one of two', [recordedAs('refractory-angina'), recordedAs('crps')], 'met'],
    ['none', [], 'unknown'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('indication', CODES, facts, { question: SCS })).toBe(expected));
});
