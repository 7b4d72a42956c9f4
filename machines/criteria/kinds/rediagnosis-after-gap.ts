import type { Target } from '../../kernel/anatomy';
import { addYears, toPlainDate } from '../../kernel/calendar';
import { coverage, isDiagnosticMedialBranch, readBlock } from '../block-evidence';
import { finding, type CriterionKind, type Evaluation } from '../evaluation';
import { ablationReadings, lastAblation } from '../repeat-evidence';
import type { RequiredOf } from '../required';
import type { Criterion, Finding } from '../types';

/** After a long gap the source of pain may have to be diagnosed again; within it, a joint that was treated well is not. */
export const rediagnosisAfterGap: CriterionKind<'rediagnosis-after-gap'> = {
  kind: 'rediagnosis-after-gap',
  shape: { rule: ['repeat', 'no-block-after-success'], yearsMin: 'count', blocksMin: 'count', reliefPercentMin: 'percent', monthsMin: 'count' },
  reads: [
    'ablation-outcome.ablationOn', 'ablation-outcome.baseline', 'ablation-outcome.occurredOn', 'ablation-outcome.score', 'ablation-outcome.side',
    'ablation-outcome.statedPercent', 'ablation-outcome.sustainedUntil', 'ablation.occurredOn', 'ablation.targets', 'block.agent', 'block.occurredOn',
    'block.purpose', 'block.relief', 'block.steroid', 'block.targets', 'block.technique', 'question.targets',
  ],
  evaluate(criterion, on) {
    const findings: Finding[] = [];
    for (const target of on.question.targets) {
      const found = criterion.required.rule === 'repeat' ? ofRepeat(criterion, criterion.required, on, target) : ofBlock(criterion, criterion.required, on, target);
      if (found !== undefined) findings.push(found);
    }
    return findings;
  },
};

type Repeat = Extract<RequiredOf['rediagnosis-after-gap'], { readonly rule: 'repeat' }>;
type AfterSuccess = Extract<RequiredOf['rediagnosis-after-gap'], { readonly rule: 'no-block-after-success' }>;

/** Without an ablation `repeat-relief` says so; here there is no gap to measure. */
function ofRepeat(criterion: Criterion, required: Repeat, on: Evaluation, target: Target): Finding | undefined {
  const ablation = lastAblation(on, target);
  if (ablation === undefined) return undefined;
  const gapFrom = addYears(ablation.day, required.yearsMin);
  const found = { ablationOn: ablation.fact.occurredOn, askedAgainFrom: toPlainDate(gapFrom) };
  if (on.dateOfService < gapFrom) return finding(criterion, { outcome: 'met', found, evidence: [ablation.id], target });
  const blocks = on.facts('block').filter((block) =>
    isDiagnosticMedialBranch(block) && block.day > ablation.day && block.day < on.dateOfService && coverage(block.fact.targets, target) === 'yes'
    && readBlock(block, target.side, required.reliefPercentMin, on).relief === 'met');
  const days = new Set(blocks.map((block) => block.day));
  return finding(criterion, {
    outcome: days.size >= required.blocksMin ? 'met' : 'review',
    found: { ...found, positiveBlocksSince: days.size },
    evidence: [ablation.id, ...blocks.map((block) => block.id)],
    target,
  });
}

function ofBlock(criterion: Criterion, required: AfterSuccess, on: Evaluation, target: Target): Finding {
  const ablation = lastAblation(on, target);
  if (ablation === undefined) return finding(criterion, { outcome: 'met', found: { ablation: 'none recorded' }, target });
  const gapFrom = addYears(ablation.day, required.yearsMin);
  const found = { ablationOn: ablation.fact.occurredOn, allowedFrom: toPlainDate(gapFrom) };
  if (on.dateOfService >= gapFrom) return finding(criterion, { outcome: 'met', found, evidence: [ablation.id], target });
  const success = ablationReadings(on, ablation, target, required);
  const outcome = success.outcome === 'met' ? 'unmet' : success.outcome === 'unmet' ? 'met' : success.outcome;
  return finding(criterion, { outcome, found, evidence: success.evidence, missing: outcome === 'unknown' ? ['outcome-of-earlier-procedure'] : [], target });
}
