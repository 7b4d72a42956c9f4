import { finding, type CriterionKind } from '../evaluation';
import { excludedByStatement } from '../presence';

/** No pacemaker or implanted defibrillator. */
export const noCardiacDevice: CriterionKind<'no-cardiac-device'> = {
  kind: 'no-cardiac-device',
  shape: {},
  reads: ['exclusion-review.cardiacDevice', 'exclusion-review.occurredOn'],
  evaluate: (criterion, on) => finding(criterion, excludedByStatement(on, 'cardiacDevice', 'cardiac-device-statement')),
};
