import { finding, idsOf, latest, type CriterionKind } from '../evaluation';

/** A disability score at baseline, on any of the policy's instruments; the latest counts where the policy has a figure. */
export const baselineFunction: CriterionKind<'baseline-function'> = {
  kind: 'baseline-function',
  shape: { instruments: 'words', scoreMin: { optional: 'figures' }, statementSuffices: { optional: 'boolean' } },
  reads: ['pain-history.limitsFunction', 'pain-history.occurredOn', 'score.instrument', 'score.occurredOn', 'score.role', 'score.value'],
  evaluate(criterion, on) {
    const { scoreMin, statementSuffices } = criterion.required;
    const instruments: readonly string[] = criterion.required.instruments;
    const scores = on.facts('score').filter((score) => score.fact.role === 'baseline' && instruments.includes(score.fact.instrument));
    const last = scores[scores.length - 1];
    if (last === undefined) {
      const stated = statementSuffices === true ? latest(on.facts('pain-history'), (history) => history.fact.limitsFunction !== undefined) : [];
      if (stated.length > 0) {
        const limits = stated.every((history) => history.fact.limitsFunction === true);
        return finding(criterion, { outcome: limits ? 'met' : 'unmet', found: { limitsFunction: limits }, evidence: idsOf(stated) });
      }
      return finding(criterion, { outcome: 'unknown', missing: ['baseline-disability-score'] });
    }
    const needed = scoreMin?.[last.fact.instrument];
    // Two scores of one day: the lower is the careful reading.
    const isEnough = needed === undefined || scores.every((score) => score.day !== last.day || score.fact.instrument !== last.fact.instrument || score.fact.value >= needed);
    return finding(criterion, { outcome: isEnough ? 'met' : 'unmet', found: { instrument: last.fact.instrument, score: last.fact.value }, evidence: idsOf(scores) });
  },
};
