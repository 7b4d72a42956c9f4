import { BELOW, block, LEFT, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { blocksMin: 2 };
const RULE = { blocksMin: 2, reliefPercentMin: 80 };

const ROWS: readonly SpecRow[] = [
  ['two', [block('2026-08-03'), block('2026-08-24')], 'met'],
  ['one', [block('2026-08-03')], 'unmet'],
  ['none', [], 'unmet'],
  ['two on one day are one session', [block('2026-08-03'), block('2026-08-03', { targets: [BELOW] })], 'unmet'],
  ['place does not matter', [block('2026-08-03', { targets: [LEFT] }), block('2026-08-24', { targets: [BELOW] })], 'met'],
  ['another region is another place', [block('2026-08-03', { targets: [{ level: 'C5-C6', side: 'right' }] }), block('2026-08-24')], 'met'],
  ['intra-articular', [block('2026-08-03', { technique: 'intra-articular' }), block('2026-08-24')], 'unmet'],
  ['therapeutic', [block('2026-08-03', { purpose: 'therapeutic' }), block('2026-08-24')], 'unmet'],
  ['with steroid', [block('2026-08-03', { steroid: true }), block('2026-08-24')], 'unmet'],
  [
    'of the junction and lumbar on one day, where the junction with L1-L2 is lumbar: one session',
    [block('2026-08-03', { targets: [{ level: 'T12-L1', side: 'right' }, { level: 'L1-L2', side: 'right' }] }), block('2026-08-03')], 'unmet',
    { question: { region: 'cervical-thoracic', targets: [{ level: 'T12-L1', side: 'right' }] }, parameters: { junctionIsLumbosacral: true } },
  ],
  ['on the date of service', [block('2026-08-03'), block('2026-09-21')], 'unmet'],
];

describe('block-count', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('block-count', REQUIRED, facts, { blockRule: RULE, ...situation })).toBe(expected));
  }
});

describe('block-count as a cap of one level and side', () => {
  const CAP = { perTargetMax: 2 };
  it.each<[string, readonly object[], string]>([
    ['the first', [], 'met'],
    ['the second', [block('2026-08-03')], 'met'],
    ['the third', [block('2026-08-03'), block('2026-08-20')], 'unmet'],
    ['two of one day are one', [block('2026-08-03'), block('2026-08-03')], 'met'],
    ['of the other side', [block('2026-08-03', { targets: [LEFT] }), block('2026-08-20', { targets: [LEFT] })], 'met'],
    ['one whose side is not recorded', [block('2026-08-03'), block('2026-08-20', { targets: [{ level: 'L4-L5' }] })], 'unknown'],
    ['a therapeutic one is none', [block('2026-08-03'), block('2026-08-20', { purpose: 'therapeutic' })], 'met'],
    ['one on the day of service is the asked one', [block('2026-08-03'), block('2026-09-21')], 'met'],
  ])('%s: %s', (_name, facts, expected) => expect(outcomeOf('block-count', CAP, facts)).toBe(expected));
});
