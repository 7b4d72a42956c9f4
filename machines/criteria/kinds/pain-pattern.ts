import { all, type Outcome } from '../../kernel/outcome';
import { finding, idsOf, type CriterionKind } from '../evaluation';
import { forEachPainHistory } from '../pain-history';

/** Mainly axial pain. */
export const painPattern: CriterionKind<'pain-pattern'> = {
  kind: 'pain-pattern',
  shape: { allowed: 'words', review: 'words' },
  reads: ['pain-history.occurredOn', 'pain-history.pattern', 'pain-history.region', 'pain-history.sides', 'question.targets'],
  evaluate(criterion, on) {
    const { allowed, review } = criterion.required;
    return forEachPainHistory(on, (history) => history.fact.pattern !== undefined, (histories, target) => {
      if (histories.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['pain-pattern'], target });
      const outcomes = histories.map((history): Outcome => {
        const pattern = history.fact.pattern as string;
        return allowed.includes(pattern) ? 'met' : review.includes(pattern) ? 'review' : 'unmet';
      });
      return finding(criterion, {
        outcome: all(outcomes),
        found: { pattern: histories.map((history) => history.fact.pattern as string) },
        evidence: idsOf(histories),
        target,
      });
    });
  },
};
