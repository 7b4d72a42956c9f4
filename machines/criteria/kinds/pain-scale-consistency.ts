import { PAIN_SCALES } from '../../evidence/fact';
import { isInRegion } from '../block-evidence';
import { finding, type CriterionKind } from '../evaluation';

/** One pain scale at baseline and after every diagnostic procedure of the region, whatever it was. */
export const painScaleConsistency: CriterionKind<'pain-scale-consistency'> = {
  kind: 'pain-scale-consistency',
  shape: {},
  reads: ['block.occurredOn', 'block.purpose', 'block.relief', 'block.targets', 'score.instrument', 'score.occurredOn', 'score.role'],
  evaluate(criterion, on) {
    const baselines: string[] = [];
    const evidence: string[] = [];
    for (const score of on.facts('score')) {
      if (score.fact.role !== 'baseline' || !PAIN_SCALES.includes(score.fact.instrument)) continue;
      if (!baselines.includes(score.fact.instrument)) baselines.push(score.fact.instrument);
      evidence.push(score.id);
    }
    const afterBlocks: string[] = [];
    let blocksWithoutScale = 0;
    for (const block of on.facts('block')) {
      if (block.day >= on.dateOfService || block.fact.purpose !== 'diagnostic' || !isInRegion(block, on)) continue;
      evidence.push(block.id);
      const scale = block.fact.relief?.scale;
      if (scale === undefined) blocksWithoutScale++;
      else if (!afterBlocks.includes(scale)) afterBlocks.push(scale);
    }
    const missing: string[] = [];
    if (baselines.length === 0) missing.push('baseline-pain-score');
    if (blocksWithoutScale > 0) missing.push('scale-of-block-scores');
    const isConsistent = afterBlocks.length === 0 || (afterBlocks.length === 1 && baselines.includes(afterBlocks[0] as string));
    const outcome = afterBlocks.length > 1 || (baselines.length > 0 && !isConsistent) ? 'unmet' : missing.length > 0 ? 'unknown' : 'met';
    return finding(criterion, { outcome, found: { baseline: baselines, afterBlocks }, evidence, missing });
  },
};
