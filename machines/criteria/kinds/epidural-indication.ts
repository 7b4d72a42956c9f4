import { finding, idsOf, type CriterionKind } from '../evaluation';
import { EPIDURAL_INDICATIONS } from '../../evidence/fact';

/** A recorded indication for an epidural: one of the policy's, or any where the source lists none. */
export const epiduralIndication: CriterionKind<'epidural-indication'> = {
  kind: 'epidural-indication',
  shape: { codes: { optional: 'words' } },
  reads: ['indication.code', 'indication.occurredOn'],
  evaluate(criterion, on) {
    const indications = on.facts('indication').filter(({ fact }) => EPIDURAL_INDICATIONS.includes(fact.code));
    if (indications.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['epidural-indication'] });
    const { codes } = criterion.required;
    const isCovered = codes === undefined || indications.some(({ fact }) => codes.includes(fact.code));
    return finding(criterion, { outcome: isCovered ? 'met' : 'unmet', found: { indications: indications.map(({ fact }) => fact.code) }, evidence: idsOf(indications) });
  },
};
