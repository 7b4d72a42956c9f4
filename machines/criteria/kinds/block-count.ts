import { blockEvidence, whyNotDiagnostic } from '../block-evidence';
import { finding, idsOf, type CriterionKind } from '../evaluation';

/** How many diagnostic medial branch sessions are on record, regardless of place and result. */
export const blockCount: CriterionKind<'block-count'> = {
  kind: 'block-count',
  shape: { blocksMin: 'count' },
  evaluate(criterion, on) {
    const { counted, elsewhere, notCounted, sessions } = blockEvidence(on);
    const isMet = sessions >= criterion.required.blocksMin;
    return finding(criterion, {
      outcome: isMet ? 'met' : 'unmet',
      found: notCounted.length === 0 ? { diagnosticSessions: sessions } : { diagnosticSessions: sessions, keptNotCounted: notCounted.map((block) => `${block.fact.occurredOn}: ${whyNotDiagnostic(block)}`) },
      evidence: [...idsOf(counted), ...idsOf(elsewhere), ...idsOf(notCounted)],
      missing: isMet ? [] : ['diagnostic-block'],
    });
  },
};
