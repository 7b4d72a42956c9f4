import { toDay } from '../kernel/calendar';
import { chartOf, type Imported } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { assess } from './assess';
import { narrate } from './narrate';
import type { Finding, Policy } from './types';

const CIGNA = SHIPPED_POLICIES.find(({ id }) => id === 'cigna-scs-evicore') as Policy;
const ELSEWHERE: Imported = { source: 'northside-ehr' };
const ATTESTED: Imported = { ...ELSEWHERE, attested: { by: 'Dr. Sample', on: '2026-09-01' } };
const evaluation = (id: string, change: object = {}): Fact => ({ id, type: 'psych-evaluation', occurredOn: '2026-08-10', by: 'clinical-psychologist', cleared: true, ...change }) as Fact;

function evaluated(facts: readonly Fact[], imported: Readonly<Record<string, Imported>>): Finding {
  const asked = { step: 'trial', targets: [], dateOfService: toDay('2026-09-14'), asOf: toDay('2026-09-14') } as const;
  return assess(CIGNA, asked, chartOf(facts, imported)).findings.find(({ criterion }) => criterion === 'behavioral-attestation') as Finding;
}

describe('a criterion that asks for a clinician', () => {
  it('is for people to decide where only what was imported meets it, and says what waits and who can answer', () => {
    const finding = evaluated([evaluation('e1')], { e1: ELSEWHERE });
    expect(finding).toMatchObject({ outcome: 'review', evidence: ['e1'], missing: ['attestation'], found: { cleared: true, importedFrom: ['northside-ehr'], notAttested: ['e1'] } });
    expect(finding.marks).toContain('not-attested');
    expect(narrate(finding)).toBe('Psychological evaluation with clearance: for people to decide; the record shows cleared: yes; the policy asks: a psychological evaluation with clearance; imported from northside-ehr, not yet attested: a clinician attests it.');
  });

  it('is met once it was attested, or by what was documented here alone', () => {
    expect(evaluated([evaluation('e1')], { e1: ATTESTED })).toMatchObject({ outcome: 'met', missing: [], found: { cleared: true } });
    expect(evaluated([evaluation('e1'), evaluation('own', { occurredOn: '2026-07-01' })], { e1: ELSEWHERE }).outcome).toBe('met');
    expect(evaluated([evaluation('e1')], {}).outcome).toBe('met');
  });

  it('stays unmet or unknown where it is: nothing is hidden because nobody has attested it', () => {
    expect(evaluated([evaluation('e1', { cleared: false })], { e1: ELSEWHERE })).toMatchObject({ outcome: 'unmet', missing: [] });
    expect(evaluated([evaluation('e1', { cleared: undefined })], { e1: ELSEWHERE })).toMatchObject({ outcome: 'unknown', missing: ['psychological-clearance'] });
    expect(evaluated([evaluation('own', { occurredOn: '2026-07-01' }), evaluation('e1', { cleared: false })], { e1: ELSEWHERE }).outcome).toBe('unmet');
  });

  it('is nothing to a criterion that asks for none', () => {
    const facts = [{ id: 'i', type: 'indication', occurredOn: '2026-07-01', code: 'crps' } as Fact];
    const { findings } = assess(CIGNA, { step: 'trial', targets: [], dateOfService: toDay('2026-09-14'), asOf: toDay('2026-09-14') }, chartOf(facts, { i: ELSEWHERE }));
    expect(findings.find(({ kind }) => kind === 'indication')?.outcome).toBe('met');
  });
});
