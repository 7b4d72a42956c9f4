import { toPlainDate } from '../../kernel/calendar';
import { blockEvidence, CHOSEN_BLOCKS, intervalOutcome } from '../block-evidence';
import { finding, type CriterionKind } from '../evaluation';

/** The gap before the confirming block; a documented individual exception is for people to decide, never met by itself. */
export const blockInterval: CriterionKind<'block-interval'> = {
  kind: 'block-interval',
  shape: { daysMin: 'count', between: ['block-and-service', 'blocks'], exceptionAllowed: 'boolean' },
  reads: CHOSEN_BLOCKS,
  evaluate(criterion, on) {
    const rule = on.blockRule;
    if (rule === undefined) return undefined;
    const findings = [];
    for (const { target, chosen } of blockEvidence(on).targets) {
      const gap = intervalOutcome(chosen, rule, on);
      if (gap === undefined) continue;
      findings.push(finding(criterion, {
        outcome: gap.outcome,
        found: gap.outcome === 'met' ? { days: gap.days } : { days: gap.days, earliestOn: toPlainDate(gap.from + criterion.required.daysMin) },
        evidence: chosen.map((reading) => reading.block.id),
        target,
      }));
    }
    return findings;
  },
};
