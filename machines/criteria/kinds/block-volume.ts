import { all, type Outcome } from '../../kernel/outcome';
import { blockEvidence, DIAGNOSTIC_BLOCKS } from '../block-evidence';
import { finding, type CriterionKind } from '../evaluation';

/** Anaesthetic per target of the blocks a step rests on: more than the policy allows reaches other structures than the joint's nerves. */
export const blockVolume: CriterionKind<'block-volume'> = {
  kind: 'block-volume',
  shape: { mlPerTargetMax: 'figure' },
  reads: [...DIAGNOSTIC_BLOCKS, 'block.agent', 'block.relief', 'block.volumeMlPerTarget'],
  evaluate(criterion, on) {
    const { mlPerTargetMax } = criterion.required;
    const findings = [];
    for (const { target, chosen } of blockEvidence(on).targets) {
      if (chosen.length === 0) continue;
      const volumes = chosen.map((reading) => reading.block.fact.volumeMlPerTarget);
      const outcome = all(volumes.map((volume): Outcome => (volume === undefined ? 'unknown' : volume <= mlPerTargetMax ? 'met' : 'unmet')));
      findings.push(finding(criterion, {
        outcome,
        found: { occurredOn: chosen.map((reading) => reading.block.fact.occurredOn), volumeMl: volumes.map((volume) => volume ?? 'not recorded') },
        evidence: chosen.map((reading) => reading.block.id),
        missing: outcome === 'unknown' ? ['volume-of-block'] : [],
        target,
      }));
    }
    return findings;
  },
};
