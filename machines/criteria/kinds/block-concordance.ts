import { blockEvidence, DIAGNOSTIC_BLOCKS } from '../block-evidence';
import { finding, idsOf, type CriterionKind } from '../evaluation';

/** The same level and side: per target, as many of the recorded sessions as the step asks for cover it. Number is `block-count`. */
export const blockConcordance: CriterionKind<'block-concordance'> = {
  kind: 'block-concordance',
  shape: { blocksMin: 'count' },
  reads: DIAGNOSTIC_BLOCKS,
  evaluate(criterion, on) {
    const { counted, elsewhere, sessions, targets } = blockEvidence(on);
    if (sessions === 0) return undefined;
    const needed = Math.min(criterion.required.blocksMin, sessions);
    return targets.map(({ target, covering, sideUnknown }) => {
      const isMet = covering.length >= needed;
      // One beside a sided block of the same day is no further session.
      const further = new Set(sideUnknown.map(({ day }) => day).filter((day) => !covering.some(({ block }) => block.day === day)));
      const couldBe = covering.length + further.size >= needed;
      return finding(criterion, {
        outcome: isMet ? 'met' : couldBe ? 'unknown' : 'unmet',
        found: { covering: covering.length, needed },
        evidence: isMet ? covering.map((reading) => reading.block.id) : [...idsOf(counted), ...idsOf(elsewhere)],
        missing: isMet ? [] : couldBe ? ['side-of-block'] : ['block-at-this-level-and-side'],
        target,
      });
    });
  },
};
