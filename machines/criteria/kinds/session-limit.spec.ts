import { LEFT, block, findingsOf, outcomeOf, type SpecRow } from '../spec-support';

const REQUIRED = { counts: 'diagnostic', sessionsMax: 2, windowMonths: 12 } as const;

const ROWS: readonly SpecRow[] = [
  ['the asked one is the last', [block('2026-08-03')], 'met'],
  ['one too many', [block('2026-08-03'), block('2026-08-24')], 'unmet'],
  ['exactly twelve months before is out', [block('2025-09-21'), block('2026-08-24')], 'met'],
  ['a day later is in', [block('2025-09-22'), block('2026-08-24')], 'unmet'],
  ['two on one day are one', [block('2026-08-03'), block('2026-08-03', { targets: [LEFT] })], 'met'],
  ['left and right on different days are two', [block('2026-08-03'), block('2026-08-04', { targets: [LEFT] })], 'unmet'],
  ['another region is counted apart', [block('2026-08-03'), block('2026-08-24', { targets: [{ level: 'C5-C6', side: 'left' }] })], 'met'],
  ['therapeutic sessions are counted apart', [block('2026-08-03'), block('2026-08-24', { purpose: 'therapeutic' })], 'met'],
  ['a session on the date of service is the asked one', [block('2026-08-03'), block('2026-09-21')], 'met'],
  ['an intra-articular diagnostic session counts', [block('2026-08-03'), block('2026-08-24', { technique: 'intra-articular' })], 'unmet'],
];

describe('session-limit', () => {
  for (const [name, facts, expected, situation] of ROWS) {
    it(`${name}: ${expected}`, () => expect(outcomeOf('session-limit', REQUIRED, facts, situation)).toBe(expected));
  }
  it('says from when the asked session fits: a session of 29 February still counts on 28 February', () => {
    const [finding] = findingsOf('session-limit', REQUIRED, [block('2024-02-29'), block('2024-06-03')], { question: { dateOfService: '2024-09-01' } });
    expect(finding?.found).toMatchObject({ sessions: 3, earliestOn: '2025-03-01' });
  });
  it('names a block that is no diagnostic medial branch block, and why', () => {
    const [finding] = findingsOf('session-limit', REQUIRED, [block('2026-08-03', { steroid: true })]);
    expect(finding).toMatchObject({ outcome: 'met', found: { sessions: 2, noDiagnosticBlock: ['2026-08-03: with steroid'] } });
    expect(finding?.evidence).toEqual(['block-1']);
  });
});
