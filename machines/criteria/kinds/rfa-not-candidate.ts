import { finding, idsOf, type CriterionKind } from '../evaluation';

/** A documented reason why radiofrequency ablation is not an option for this patient. */
export const rfaNotCandidate: CriterionKind<'rfa-not-candidate'> = {
  kind: 'rfa-not-candidate',
  shape: {},
  reads: ['plan.occurredOn', 'plan.rfaNotCandidateReason'],
  evaluate(criterion, on) {
    const plans = on.facts('plan').filter((plan) => plan.fact.rfaNotCandidateReason !== undefined);
    if (plans.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['reason-not-a-candidate-for-ablation'] });
    return finding(criterion, { outcome: 'met', found: { reasons: plans.length }, evidence: idsOf(plans) });
  },
};
