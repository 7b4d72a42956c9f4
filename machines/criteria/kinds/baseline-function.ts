import { finding, idsOf, type CriterionKind } from '../evaluation';

/** A disability score at baseline, on any of the policy's instruments. */
export const baselineFunction: CriterionKind<'baseline-function'> = {
  kind: 'baseline-function',
  shape: { instruments: 'words' },
  evaluate(criterion, on) {
    const instruments: readonly string[] = criterion.required.instruments;
    const scores = on.facts('score').filter((score) => score.fact.role === 'baseline' && instruments.includes(score.fact.instrument));
    const last = scores[scores.length - 1];
    if (last === undefined) return finding(criterion, { outcome: 'unknown', missing: ['baseline-disability-score'] });
    return finding(criterion, { outcome: 'met', found: { instrument: last.fact.instrument, score: last.fact.value }, evidence: idsOf(scores) });
  },
};
