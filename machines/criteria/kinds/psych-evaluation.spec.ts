import { outcomeOf, SCS, type SpecRow } from '../spec-support';

const REQUIRED = {};
const evaluation = (change: object): object => ({ type: 'psych-evaluation', occurredOn: '2026-08-10', by: 'clinical-psychologist', ...change });

const ROWS: readonly SpecRow[] = [
  ['cleared', [evaluation({ cleared: true })], 'met'],
  ['not cleared', [evaluation({ cleared: false })], 'unmet'],
  ['clearance not recorded', [evaluation({})], 'unknown'],
  ['none', [], 'unknown'],
  ['the latest counts', [evaluation({ cleared: false }), evaluation({ cleared: true, occurredOn: '2026-08-20' })], 'met'],
  ['two of one day: the worse', [evaluation({ cleared: true }), evaluation({ cleared: false })], 'unmet'],
];

describe('psych-evaluation', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('psych-evaluation', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('psych-evaluation by a named profession', () => {
  const BY = { by: ['psychiatrist', 'clinical-psychologist'] };
  const evaluated = (change: object): object => ({ type: 'psych-evaluation', occurredOn: '2026-08-10', cleared: true, ...change });
  it.each<[string, readonly object[], string]>([
    ['one of them', [evaluated({ by: 'psychiatrist' })], 'met'],
    ['another', [evaluated({ by: 'coach' })], 'unmet'],
    ['not recorded', [evaluated({})], 'unknown'],
    ['one of them who did not clear', [evaluated({ by: 'psychiatrist', cleared: false })], 'unmet'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('psych-evaluation', BY, facts, { question: SCS })).toBe(expected));
});
