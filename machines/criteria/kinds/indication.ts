import { finding, type CriterionKind } from '../evaluation';
import { recorded } from '../presence';

/** A recorded indication for stimulation; the source lists none, so any recorded one is presence. */
export const indication: CriterionKind<'indication'> = {
  kind: 'indication',
  shape: {},
  evaluate: (criterion, on) => finding(criterion, recorded(on, 'indication', 'indication')),
};
