import { finding, type CriterionKind } from '../evaluation';
import { excludedByStatement } from '../presence';

/** No active substance use disorder. */
export const noActiveSubstanceUse: CriterionKind<'no-active-substance-use'> = {
  kind: 'no-active-substance-use',
  shape: {},
  reads: ['exclusion-review.activeSubstanceUse', 'exclusion-review.occurredOn'],
  evaluate: (criterion, on) => finding(criterion, excludedByStatement(on, 'activeSubstanceUse', 'substance-use-statement')),
};
