import type { Target } from '../../kernel/anatomy';
import { finding, type CriterionKind, type Evaluation } from '../evaluation';
import { ablationReadings, hasAblationOfUnknownSide, lastAblation, therapeuticReading, type RepeatReading } from '../repeat-evidence';

/**
 * The earlier procedure at this level and side helped enough, for long enough; or function improved (C13).
 * Without an earlier ablation a repeat has nothing to rest on; a first therapeutic block asks for none.
 */
export const repeatRelief: CriterionKind<'repeat-relief'> = {
  kind: 'repeat-relief',
  shape: {
    of: ['ablation', 'therapeutic'], reliefPercentMin: 'percent', monthsMin: { optional: 'count' }, weeksMin: { optional: 'count' },
    functionWithoutFigure: 'boolean', functionPercentMin: { optional: 'percent' },
  },
  reads: [
    'ablation-outcome.ablationOn', 'ablation-outcome.baseline', 'ablation-outcome.function', 'ablation-outcome.occurredOn', 'ablation-outcome.score',
    'ablation-outcome.side', 'ablation-outcome.statedPercent', 'ablation-outcome.sustainedUntil', 'ablation.occurredOn', 'ablation.targets',
    'block.agent', 'block.occurredOn', 'block.purpose', 'block.relief', 'block.targets', 'question.targets',
  ],
  evaluate(criterion, on) {
    const findings = [];
    for (const target of on.question.targets) {
      const reading = readingOf(on, target, criterion.required);
      if (reading === 'no-procedure') {
        if (criterion.required.of === 'therapeutic') continue;
        const isSideMissing = hasAblationOfUnknownSide(on, target);
        findings.push(finding(criterion, {
          outcome: isSideMissing ? 'unknown' : 'unmet',
          found: { earlierAblation: isSideMissing ? 'side not recorded' : 'none recorded' },
          missing: [isSideMissing ? 'side-of-ablation' : 'earlier-ablation-of-this-target'],
          target,
        }));
        continue;
      }
      findings.push(finding(criterion, {
        outcome: reading.outcome,
        found: reading.found,
        evidence: reading.evidence,
        missing: reading.outcome === 'unknown' ? ['outcome-of-earlier-procedure'] : [],
        target,
      }));
    }
    return findings;
  },
};

function readingOf(on: Evaluation, target: Target, required: Parameters<typeof ablationReadings>[3]): RepeatReading | 'no-procedure' {
  if (required.of === 'therapeutic') return therapeuticReading(on, target, required);
  const ablation = lastAblation(on, target);
  return ablation === undefined ? 'no-procedure' : ablationReadings(on, ablation, target, required);
}
