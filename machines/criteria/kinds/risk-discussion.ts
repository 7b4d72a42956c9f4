import { finding, type CriterionKind } from '../evaluation';
import { recorded } from '../presence';

/** Education and discussion of risks with the patient. */
export const riskDiscussion: CriterionKind<'risk-discussion'> = {
  kind: 'risk-discussion',
  shape: {},
  reads: ['risk-discussion.occurredOn'],
  evaluate: (criterion, on) => finding(criterion, recorded(on, 'risk-discussion', 'risk-discussion')),
};
