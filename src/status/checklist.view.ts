/** The checklist as callers read it. */
import type { Chart } from '../../machines/evidence/chart';
import { waitOf } from '../../machines/criteria/earliest-on';
import { verdict } from '../../machines/criteria/narrate';
import type { Assessment, Criterion, Policy } from '../../machines/criteria/types';
import { checklistOf } from '../../machines/packet';
import { reviewIn } from '../../machines/policies/review';

export interface Recorded {
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly recordedByName: string | null;
}

interface Shown {
  readonly assessment: Assessment;
  readonly policy: Policy;
  readonly criteria: readonly Criterion[];
  readonly chart: Chart;
  readonly recorded: ReadonlyMap<string, Recorded>;
}

export function checklistView({ assessment, policy, criteria, chart, recorded }: Shown) {
  const { step, result, dateOfService, asOf, targets, findings } = assessment;
  return {
    step, result, statement: verdict(assessment), policy: assessment.policy, policyTitle: policy.title, policyReview: reviewIn([policy], assessment), dateOfService, asOf, ...waitOf(findings),
    targets: targets.map(({ level, side, result: own }) => ({
      level, side, result: own, ...waitOf(findings.filter(({ target }) => target === undefined || (target.level === level && target.side === side))),
    })),
    items: checklistOf(assessment, criteria, chart, policy.pathway).map(({ finding, evidence, ...item }) => ({
      ...item, text: finding, evidence: evidence.map((one) => ({ ...one, ...recorded.get(one.factId) })),
    })),
  };
}
