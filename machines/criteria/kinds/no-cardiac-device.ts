import { finding, type CriterionKind } from '../evaluation';
import { excludedByStatement } from '../presence';

/** No pacemaker or implanted defibrillator. */
export const noCardiacDevice: CriterionKind<'no-cardiac-device'> = {
  kind: 'no-cardiac-device',
  shape: {},
  evaluate: (criterion, on) => finding(criterion, excludedByStatement(on, 'cardiacDevice', 'cardiac-device-statement')),
};
