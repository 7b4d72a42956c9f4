import { assess } from '../../machines/criteria/assess';
import { toDay } from '../../machines/kernel/calendar';
import { chartOf } from '../../machines/evidence/chart';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { stepInWords } from './step-in-words';

describe('a step in words', () => {
  const policy = SHIPPED_POLICIES.find(({ pathway, reviewBy, effectiveTo }) => pathway === 'rfa' && reviewBy !== undefined && effectiveTo === undefined);
  if (policy?.reviewBy === undefined) throw new Error('no shipped policy says when it is to be reviewed');
  const due = toDay(policy.reviewBy);
  const assessedOn = (asOf: typeof due) => assess(policy, { step: 'rfa', dateOfService: asOf, asOf, region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'right' }] }, chartOf([]));

  it('tells the verdict and every finding', () => {
    const assessment = assessedOn(due - 1);
    const lines = stepInWords(assessment, SHIPPED_POLICIES);
    expect(lines[0]).toContain(policy.id);
    expect(lines.filter((line) => /^ {4}[-+?!] /.test(line))).toHaveLength(assessment.findings.length);
    expect(assessment.findings.length).toBeGreaterThan(0);
  });
  it("says that the policy's file is due for review, from that day on", () => {
    expect(stepInWords(assessedOn(due), SHIPPED_POLICIES).join('\n')).toContain(`due for review since ${policy.reviewBy ?? ''}; it was last compared with its sources on ${policy.readOn ?? ''}`);
    expect(stepInWords(assessedOn(due - 1), SHIPPED_POLICIES).join('\n')).not.toContain('due for review');
  });
});
