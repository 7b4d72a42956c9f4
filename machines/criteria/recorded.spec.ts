import type { Assessment, Finding } from './types';
import { agrees, eligibleTargetsOf, isAssessed, isEligible, recordOf, saysTheSame } from './recorded';

const RIGHT = { level: 'L4-L5', side: 'right' } as const;
const LEFT = { level: 'L4-L5', side: 'left' } as const;
const FINDING: Finding = {
  criterion: 'relief', kind: 'block-relief', outcome: 'met', target: RIGHT, required: { reliefPercentMin: 1 }, found: { percent: 90, days: [1, 2] }, evidence: ['block-1'], missing: [], marks: [],
  source: { title: 'A policy', document: 'L1' },
};
const SESSION: Finding = { ...FINDING, criterion: 'count', kind: 'block-count', target: undefined, found: {}, evidence: [] };
const FRESH: Assessment = {
  step: 'rfa', policy: { id: 'policy', version: '2026-01-01', document: 'L1', revision: 'v1' }, dateOfService: '2026-03-01', asOf: '2026-03-01', result: 'partial', findings: [FINDING, SESSION],
  unmet: [], unknown: [], review: [], targets: [{ ...RIGHT, result: 'eligible', unmet: [], unknown: [], review: [] }, { ...LEFT, result: 'not-eligible', unmet: ['block-relief'], unknown: [], review: [] }],
};
const RECORD = recordOf(FRESH);
const withFinding = (over: Partial<Finding>): Assessment => ({ ...FRESH, findings: [{ ...FINDING, ...over }, SESSION] });

describe('an assessment in the log', () => {
  it('is slim: nothing that its policy says already', () => {
    expect(RECORD).toEqual({
      step: 'rfa', policy: FRESH.policy, dateOfService: '2026-03-01', result: 'partial', eligibleTargets: [RIGHT],
      findings: [
        { criterion: 'relief', kind: 'block-relief', outcome: 'met', target: RIGHT, found: { percent: 90, days: [1, 2] }, evidence: ['block-1'] },
        { criterion: 'count', kind: 'block-count', outcome: 'met', found: {}, evidence: [] },
      ],
    });
    expect(Object.keys(RECORD.findings[1] ?? {})).not.toContain('target');
  });

  it('allows its step when it is eligible, or partial with an eligible target', () => {
    expect(eligibleTargetsOf(FRESH)).toEqual([RIGHT]);
    expect(isEligible(RECORD)).toBe(true);
    expect(isEligible({ ...RECORD, eligibleTargets: [] })).toBe(false);
    expect(isEligible({ result: 'eligible', eligibleTargets: [] })).toBe(true);
    for (const result of ['not-eligible', 'cannot-tell', 'review'] as const) expect(isEligible({ result, eligibleTargets: [RIGHT] })).toBe(false);
  });

  it('is told apart from none', () => expect([isAssessed(FRESH), isAssessed({ step: 'rfa', error: 'no-coverage' })]).toEqual([true, false]));

  it('is not recorded again while it says the same, whatever the date of service', () => {
    expect(saysTheSame(RECORD, FRESH)).toBe(true);
    expect(saysTheSame(RECORD, { ...FRESH, dateOfService: '2026-03-02', asOf: '2026-03-02' })).toBe(true);
    expect(saysTheSame(RECORD, withFinding({ required: {}, missing: ['x'], marks: ['contested'] }))).toBe(true);
    expect(saysTheSame(undefined, FRESH)).toBe(false);
  });

  it.each<[string, Assessment]>([
    ['result', { ...FRESH, result: 'eligible' }],
    ['policy', { ...FRESH, policy: { ...FRESH.policy, id: 'other' } }],
    ['version', { ...FRESH, policy: { ...FRESH.policy, version: '2026-02-01' } }],
    ['number of findings', { ...FRESH, findings: [FINDING] }],
    ['criterion', withFinding({ criterion: 'other' })],
    ['outcome', withFinding({ outcome: 'unmet' })],
    ['side', withFinding({ target: LEFT })],
    ['level', withFinding({ target: { level: 'L5-S1', side: 'right' } })],
    ['target at all', withFinding({ target: undefined })],
    ['evidence', withFinding({ evidence: ['block-2'] })],
    ['further evidence', withFinding({ evidence: ['block-1', 'block-2'] })],
  ])('is recorded again, and no longer agrees, when its %s differs', (_what, fresh) => {
    expect(saysTheSame(RECORD, fresh)).toBe(false);
    expect(agrees(RECORD, recordOf(fresh))).toBe(false);
  });

  it.each<[string, Finding['found']]>([
    ['figure', { percent: 91, days: [1, 2] }],
    ['key more', { percent: 90, days: [1, 2], hours: 1 }],
    ['key less', { percent: 90 }],
    ['key instead of another', { percent: 90, hours: [1, 2] }],
    ['item of a list', { percent: 90, days: [1, 3] }],
    ['longer list', { percent: 90, days: [1, 2, 3] }],
  ])('is recorded again when it found another %s, and still agrees', (_what, found) => {
    expect(saysTheSame(RECORD, withFinding({ found }))).toBe(false);
    expect(agrees(RECORD, recordOf(withFinding({ found })))).toBe(true);
  });
});
