import type { ChartFact } from '../../evidence/chart';
import { blockEvidence, blocksAtTarget, DIAGNOSTIC_BLOCKS, sessionsOf, whyNotDiagnostic } from '../block-evidence';
import { finding, idsOf, type CriterionKind, type Evaluation } from '../evaluation';
import type { RequiredOf } from '../required';
import type { Criterion, Finding } from '../types';

/**
 * How many diagnostic medial branch sessions are on record, regardless of place and result; or, as a cap, how many of one
 * joint and side with the asked one.
 */
export const blockCount: CriterionKind<'block-count'> = {
  kind: 'block-count',
  shape: { blocksMin: { optional: 'count' }, perTargetMax: { optional: 'count' }, anestheticOnly: { optional: 'boolean' } },
  reads: DIAGNOSTIC_BLOCKS,
  evaluate(criterion, on) {
    const { blocksMin = 0, perTargetMax, anestheticOnly } = criterion.required;
    if (perTargetMax !== undefined) return capped(criterion, on, perTargetMax);
    const { counted, elsewhere, notCounted, sessions } = blockEvidence(on);
    const isMet = sessions >= blocksMin;
    const stated = anestheticOnly === true ? sessionsOf([...counted, ...elsewhere].filter(isWithoutSteroid), on) : sessions;
    const isUnstated = isMet && stated < blocksMin;
    return finding(criterion, {
      outcome: isUnstated ? 'unknown' : isMet ? 'met' : 'unmet',
      found: notCounted.length === 0 ? { diagnosticSessions: sessions } : { diagnosticSessions: sessions, keptNotCounted: notCounted.map((block) => `${block.fact.occurredOn}: ${whyNotDiagnostic(block)}`) },
      evidence: [...idsOf(counted), ...idsOf(elsewhere), ...idsOf(notCounted)],
      missing: isUnstated ? ['steroid-of-block'] : isMet ? [] : ['diagnostic-block'],
    });
  },
};

function isWithoutSteroid({ fact }: ChartFact<'block'>): boolean {
  return fact.steroid === false;
}

/** A block of the level whose side is not recorded may be one too many. */
function capped(criterion: Criterion<RequiredOf['block-count']>, on: Evaluation, perTargetMax: number): readonly Finding[] {
  return on.question.targets.map((target) => {
    const { covering, sideUnknown } = blocksAtTarget(on, target);
    const asked = covering.length + 1;
    const outcome = asked > perTargetMax ? 'unmet' : asked + sideUnknown.length > perTargetMax ? 'unknown' : 'met';
    return finding(criterion, {
      outcome,
      found: { blocksHereWithTheAsked: asked },
      evidence: [...idsOf(covering), ...idsOf(sideUnknown)],
      missing: outcome === 'unknown' ? ['side-of-block'] : [],
      target,
    });
  });
}
