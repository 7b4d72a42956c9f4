import { block, findingsOf, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { weeksMin: 4 };
const injection = (occurredOn: string, change: object = {}): object => block(occurredOn, { technique: 'intra-articular', purpose: 'therapeutic', ...change });
const ASKED = { question: { step: 'mbb1' as const } };
const RULE = { blockRule: { blocksMin: 2, reliefPercentMin: 50 } };

const ROWS: readonly SpecRow[] = [
  ['none', [], 'met', ASKED],
  ['28 days before the asked block', [injection('2026-08-24')], 'met', ASKED],
  ['27 days before the asked block', [injection('2026-08-25')], 'unmet', ASKED],
  ['a diagnostic one is no therapeutic injection', [injection('2026-08-25', { purpose: 'diagnostic' })], 'met', ASKED],
  ['a medial branch block is no injection into the joint', [block('2026-08-25', { purpose: 'therapeutic' })], 'met', ASKED],
  ['another region', [injection('2026-08-25', { targets: [{ level: 'C4-C5', side: 'right' }] })], 'met', ASKED],
  ['27 days before a block that the ablation rests on', [injection('2026-07-07'), block('2026-08-03'), block('2026-08-24')], 'unmet', RULE],
  ['28 days before it', [injection('2026-07-06'), block('2026-08-03'), block('2026-08-24')], 'met', RULE],
  ['after both blocks', [block('2026-08-03'), block('2026-08-24'), injection('2026-08-30')], 'met', RULE],
];

describe('no-recent-intraarticular', () => {
  for (const [name, facts, expected, situation] of ROWS) it(`${name}: ${expected}`, () => expect(outcomeOf('no-recent-intraarticular', REQUIRED, facts, situation)).toBe(expected));
  it('says from when the asked block is possible', () => {
    expect(findingsOf('no-recent-intraarticular', REQUIRED, [injection('2026-08-25')], ASKED)[0]?.found).toMatchObject({ earliestOn: '2026-09-22' });
    expect(findingsOf('no-recent-intraarticular', REQUIRED, [injection('2026-07-20'), block('2026-08-03'), block('2026-08-24')], RULE)[0]?.found).not.toHaveProperty('earliestOn');
  });
});
