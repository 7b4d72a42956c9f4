import type { Target } from '../../kernel/anatomy';
import { addYears, toPlainDate } from '../../kernel/calendar';
import { all, not } from '../../kernel/outcome';
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

/** Any ablation of the joint within the years that succeeded forbids a block; one whose side is not recorded may have been of this side. */
function ofBlock(criterion: Criterion, required: AfterSuccess, on: Evaluation, target: Target): Finding {
  const last = lastAblation(on, target);
  const recent = on.facts('ablation').filter(({ day, fact }) => day < on.dateOfService && on.dateOfService < addYears(day, required.yearsMin) && coverage(fact.targets, target) !== 'no');
  if (recent.length === 0) {
    if (last === undefined) return finding(criterion, { outcome: 'met', found: { ablation: 'none recorded' }, target });
    return finding(criterion, { outcome: 'met', found: { ablationOn: last.fact.occurredOn, allowedFrom: toPlainDate(addYears(last.day, required.yearsMin)) }, evidence: [last.id], target });
  }
  const readings = recent.map((ablation) => {
    if (coverage(ablation.fact.targets, target) === 'side-unknown') return { ablation, outcome: 'unknown' as const, evidence: [ablation.id], missing: 'side-of-ablation' };
    const success = ablationReadings(on, ablation, target, required);
    return { ablation, outcome: not(success.outcome), evidence: success.evidence, missing: 'outcome-of-earlier-procedure' };
  });
  const outcome = all(readings.map((reading) => reading.outcome));
  const deciding = readings.filter((reading) => reading.outcome === outcome);
  const latest = (deciding[deciding.length - 1] as (typeof readings)[number]).ablation;
  return finding(criterion, {
    outcome,
    found: { ablationOn: latest.fact.occurredOn, allowedFrom: toPlainDate(addYears(latest.day, required.yearsMin)) },
    evidence: [...new Set(readings.flatMap((reading) => reading.evidence))],
    missing: outcome === 'unknown' ? [...new Set(deciding.map((reading) => reading.missing))] : [],
    target,
  });
}
