import { finding, idsOf, latest, type CriterionKind } from '../evaluation';

/** An ablation must be under consideration when the diagnostic block is done. */
export const rfaConsidered: CriterionKind<'rfa-considered'> = {
  kind: 'rfa-considered',
  shape: {},
  reads: ['plan.occurredOn', 'plan.rfaConsidered'],
  evaluate(criterion, on) {
    const plans = latest(on.facts('plan'), (plan) => plan.fact.rfaConsidered !== undefined);
    if (plans.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['ablation-under-consideration'] });
    const isConsidered = plans.every((plan) => plan.fact.rfaConsidered === true);
    return finding(criterion, { outcome: isConsidered ? 'met' : 'unmet', found: { rfaConsidered: isConsidered }, evidence: idsOf(plans) });
  },
};
