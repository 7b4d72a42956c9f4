import { finding, type CriterionKind } from '../evaluation';
import { recorded } from '../presence';

/** Multidisciplinary screening, psychological and physical, before implantation. */
export const multidisciplinaryScreening: CriterionKind<'multidisciplinary-screening'> = {
  kind: 'multidisciplinary-screening',
  shape: {},
  reads: ['multidisciplinary-screening.occurredOn'],
  evaluate: (criterion, on) => finding(criterion, recorded(on, 'multidisciplinary-screening', 'multidisciplinary-screening')),
};
