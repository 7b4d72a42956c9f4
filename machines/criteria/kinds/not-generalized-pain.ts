import { finding, type CriterionKind } from '../evaluation';
import { excludedByStatement } from '../presence';

/** Not for generalized pain or centralized pain syndromes. */
export const notGeneralizedPain: CriterionKind<'not-generalized-pain'> = {
  kind: 'not-generalized-pain',
  shape: {},
  reads: ['exclusion-review.generalizedPain', 'exclusion-review.occurredOn'],
  evaluate: (criterion, on) => finding(criterion, excludedByStatement(on, 'generalizedPain', 'generalized-pain-statement')),
};
