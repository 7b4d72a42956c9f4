import { block, LEFT, outcomeOf, RIGHT, type SpecRow } from '../spec-support';

const REQUIRED = { of: 'ablation', reliefPercentMin: 50, monthsMin: 6, functionWithoutFigure: true } as const;
const ablation = (occurredOn: string, change: object = {}): object => ({ type: 'ablation', occurredOn, technique: 'thermal-rf', targets: [RIGHT], ...change });
const outcome = (change: object): object => ({ type: 'ablation-outcome', occurredOn: '2026-09-10', ablationOn: '2026-03-02', side: 'right', scale: 'NRS', baseline: 8, score: 4, sustainedUntil: '2026-09-02', ...change });

const ROWS: readonly SpecRow[] = [
  ['half the pain for six months', [ablation('2026-03-02'), outcome({})], 'met'],
  ['a day short of six months', [ablation('2026-03-02'), outcome({ sustainedUntil: '2026-09-01', function: { instrument: 'ODI', baseline: 44, value: 50 } })], 'unmet'],
  ['too little, function worse', [ablation('2026-03-02'), outcome({ score: 4.1, function: { instrument: 'ODI', baseline: 44, value: 50 } })], 'unmet'],
  ['too little, function better', [ablation('2026-03-02'), outcome({ score: 4.1, function: { instrument: 'ODI', baseline: 44, value: 40 } })], 'review'],
  ['too little, function not recorded', [ablation('2026-03-02'), outcome({ score: 4.1 })], 'unknown'],
  ['no end recorded', [ablation('2026-03-02'), outcome({ sustainedUntil: undefined, function: { instrument: 'ODI', baseline: 44, value: 50 } })], 'unknown'],
  ['what held after the date of service does not count', [ablation('2026-03-02'), outcome({ sustainedUntil: '2026-09-10' })], 'unknown', { question: { dateOfService: '2026-08-30', asOf: '2026-12-01' } }],
  ['an ablation whose side is not recorded', [ablation('2026-03-02', { targets: [{ level: 'L4-L5' }] })], 'unknown'],
  ['no outcome', [ablation('2026-03-02')], 'unknown'],
  ['no ablation', [outcome({})], 'unmet'],
  ['the other side', [ablation('2026-03-02', { targets: [LEFT] }), outcome({})], 'unmet'],
  ['an outcome of the other side', [ablation('2026-03-02'), outcome({ side: 'left' })], 'unknown'],
  ['the last ablation counts', [ablation('2026-03-02'), outcome({}), ablation('2026-08-01')], 'unknown'],
  ['six months from 31 August are clamped', [ablation('2025-08-31'), outcome({ ablationOn: '2025-08-31', sustainedUntil: '2026-02-28' })], 'met'],
];

describe('repeat-relief', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('repeat-relief', REQUIRED, facts, situation)).toBe(expected));
  }
});

describe('repeat-relief over weeks, and by a share of function', () => {
  const done = { type: 'ablation', occurredOn: '2026-03-02', technique: 'thermal-rf', targets: [{ level: 'L4-L5', side: 'right' }] };
  const after = (change: object): object => ({ type: 'ablation-outcome', occurredOn: '2026-09-01', ablationOn: '2026-03-02', side: 'right', scale: 'NRS', baseline: 8, ...change });
  const WEEKS = { of: 'ablation' as const, reliefPercentMin: 50, weeksMin: 12, functionWithoutFigure: false };
  it.each([['2026-05-25', 'met'], ['2026-05-24', 'unmet']])('until %s: %s', (sustainedUntil, expected) => expect(outcomeOf('repeat-relief', WEEKS, [done, after({ score: 4, sustainedUntil })])).toBe(expected));
  const SHARE = { of: 'ablation' as const, reliefPercentMin: 50, monthsMin: 6, functionWithoutFigure: false, functionPercentMin: 50 };
  it.each([[22, 'met'], [22.1, 'unmet'], [44, 'unmet'], [60, 'unmet']])('disability from 44 to %s: %s', (value, expected) =>
    expect(outcomeOf('repeat-relief', SHARE, [done, after({ score: 8, sustainedUntil: '2026-09-02', function: { instrument: 'ODI', baseline: 44, value } })])).toBe(expected));
});

describe('repeat-relief of a therapeutic block', () => {
  const REPEAT = { of: 'therapeutic', reliefPercentMin: 50, monthsMin: 3, functionWithoutFigure: false } as const;
  const JUNCTION = { level: 'T12-L1', side: 'right' } as const;
  const alone = { question: { step: 'mbb-therapeutic', region: 'cervical-thoracic', targets: [JUNCTION] }, parameters: { junctionIsLumbosacral: true }, blockRule: { blocksMin: 1, reliefPercentMin: 50 } } as const;
  const treated = (targets: readonly object[]): object => block('2026-05-01', { purpose: 'therapeutic', targets, relief: { scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: 7 }, { minutes: 60, score: 7 }, { minutes: 180, score: 7 }] } });
  const repeat = (facts: readonly object[]): string => outcomeOf('repeat-relief', REPEAT, facts, alone);

  it('asks for the relief of a junction joint also where it was treated with lumbar ones', () => {
    expect(repeat([treated([JUNCTION])])).toBe('unknown');
    expect(repeat([treated([JUNCTION, { level: 'L1-L2', side: 'right' }])])).toBe('unknown');
    expect(repeat([treated([{ level: 'L1-L2', side: 'right' }])])).toBe('none');
  });
});
