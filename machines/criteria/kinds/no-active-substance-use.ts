import { finding, type CriterionKind } from '../evaluation';
import { excludedByStatement } from '../presence';

/** No active substance use disorder. */
export const noActiveSubstanceUse: CriterionKind<'no-active-substance-use'> = {
  kind: 'no-active-substance-use',
  shape: {},
  evaluate: (criterion, on) => finding(criterion, excludedByStatement(on, 'activeSubstanceUse', 'substance-use-statement')),
};
