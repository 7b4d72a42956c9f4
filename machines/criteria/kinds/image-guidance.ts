import { all, type Outcome } from '../../kernel/outcome';
import { blockEvidence, CHOSEN_BLOCKS } from '../block-evidence';
import { finding, type CriterionKind } from '../evaluation';

/** Fluoroscopy or CT: for the asked procedure and for the diagnostic blocks it rests on. */
export const imageGuidance: CriterionKind<'image-guidance'> = {
  kind: 'image-guidance',
  shape: { allowed: 'words' },
  reads: [...CHOSEN_BLOCKS, 'block.guidance', 'question.guidance'],
  evaluate(criterion, on) {
    const allowed: readonly string[] = criterion.required.allowed;
    const judge = (guidance: string | undefined): Outcome => (guidance === undefined ? 'unknown' : allowed.includes(guidance) ? 'met' : 'unmet');
    const outcomes: Outcome[] = [judge(on.question.guidance)];
    const missing: string[] = outcomes[0] === 'unknown' ? ['planned-guidance'] : [];
    const ofBlocks: string[] = [];
    const evidence: string[] = [];
    if (on.blockRule !== undefined) {
      for (const target of blockEvidence(on).targets) {
        for (const { block } of target.chosen) {
          if (evidence.includes(block.id)) continue;
          evidence.push(block.id);
          outcomes.push(judge(block.fact.guidance));
          ofBlocks.push(block.fact.guidance ?? 'not recorded');
        }
      }
    }
    if (ofBlocks.includes('not recorded')) missing.push('guidance-of-block');
    return finding(criterion, { outcome: all(outcomes), found: { planned: on.question.guidance ?? null, blocks: ofBlocks }, evidence, missing });
  },
};
