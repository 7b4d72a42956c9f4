import { finding, type CriterionKind } from '../evaluation';

/** The policy names the procedure as not covered; nothing that is documented changes that. */
export const coveredProcedure: CriterionKind<'covered-procedure'> = {
  kind: 'covered-procedure',
  shape: {},
  reads: [],
  evaluate: (criterion) => finding(criterion, { outcome: 'unmet' }),
};
