import { finding, type CriterionKind } from '../evaluation';

/** Thermal ablation only; a technique the text does not name is for people to decide. */
export const technique: CriterionKind<'technique'> = {
  kind: 'technique',
  shape: { allowed: 'words', review: 'words' },
  reads: ['question.technique'],
  evaluate(criterion, on) {
    const planned = on.question.technique;
    if (planned === undefined) return finding(criterion, { outcome: 'unknown', missing: ['planned-technique'] });
    const { allowed, review } = criterion.required;
    return finding(criterion, { outcome: allowed.includes(planned) ? 'met' : review.includes(planned) ? 'review' : 'unmet', found: { planned } });
  },
};
