import type { Side, Target } from '../../kernel/anatomy';
import { toDay, type DayNumber } from '../../kernel/calendar';
import type { ChartFact } from '../../evidence/chart';
import { PAIN_SCALES, type FactOf } from '../../evidence/fact';
import { finding, idsOf, latest, type CriterionKind, type Evaluation } from '../evaluation';
import { historiesOf } from '../pain-history';
import type { RequiredOf } from '../required';
import type { Criterion, Finding, Mark } from '../types';

const WITHOUT_FIGURE: readonly Mark[] = ['no-figure-in-source'];

/** Moderate to severe pain that limits function: the latest baseline pain score, unless function is documented as not limited. */
export const painSeverity: CriterionKind<'pain-severity'> = {
  kind: 'pain-severity',
  shape: { scoreMin: 'figures', limitsFunction: { optional: 'boolean' }, afterCare: { optional: 'boolean' } },
  reads: [
    'conservative-care.endedOn', 'conservative-care.modality', 'conservative-care.occurredOn', 'conservative-care.response', 'pain-history.limitsFunction', 'pain-history.occurredOn',
    'pain-history.region', 'pain-history.sides', 'question.targets', 'score.instrument', 'score.occurredOn', 'score.role', 'score.value',
  ],
  evaluate(criterion, on) {
    const { targets } = on.question;
    if (on.isOneSided) return severityOf(criterion, on, targets[0]?.side, undefined);
    return targets.map((target) => severityOf(criterion, on, target.side, target));
  },
};

type Severity = Criterion<RequiredOf['pain-severity']>;

/** Whether pain limits function is a side's (C7); a score has no side. */
function severityOf(criterion: Severity, on: Evaluation, side: Side | undefined, target: Target | undefined): Finding {
  const { scoreMin, limitsFunction } = criterion.required;
  const stated = historiesOf(on, side, (history) => history.fact.limitsFunction !== undefined);
  if (stated.some((history) => history.fact.limitsFunction === false)) return finding(criterion, { outcome: 'unmet', found: { limitsFunction: false }, evidence: idsOf(stated), target });
  if (limitsFunction === true) {
    if (stated.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['limited-function-statement'], target });
    if (Object.keys(scoreMin).length === 0) return finding(criterion, { outcome: 'met', found: { limitsFunction: true }, evidence: idsOf(stated), target });
  }
  return scored(criterion, on, target);
}

function scored(criterion: Severity, on: Evaluation, target: Target | undefined): Finding {
  const { scoreMin, afterCare } = criterion.required;
  const careEnded = afterCare === true ? endOfCare(on) : undefined;
  const counts = (score: ChartFact<'score'>): boolean => PAIN_SCALES.includes(score.fact.instrument)
    && (afterCare === true ? careEnded === undefined || score.day >= careEnded : score.fact.role === 'baseline');
  const withFigure = latest(on.facts('score'), (score) => counts(score) && scoreMin[score.fact.instrument] !== undefined);
  const scores = withFigure.length > 0 ? withFigure : latest(on.facts('score'), counts);
  if (scores.length === 0) return finding(criterion, { outcome: 'unknown', missing: [afterCare === true ? 'pain-score-after-care' : 'baseline-pain-score'], target });
  // Of a scale without a figure, pain at all is presence (C10). Two scores of one day: the lower is the careful reading.
  const isEnough = scores.every((score) => (scoreMin[score.fact.instrument] === undefined ? score.fact.value > 0 : score.fact.value >= (scoreMin[score.fact.instrument] as number)));
  return finding(criterion, {
    outcome: isEnough ? 'met' : 'unmet',
    found: { instrument: scores.map((score) => score.fact.instrument), score: scores.map((score) => score.fact.value) },
    evidence: idsOf(scores),
    marks: withFigure.length > 0 ? undefined : WITHOUT_FIGURE,
    target,
  });
}

/** The last day of the care that did not help, as the policy's own criterion on care counts it; undefined when none with dates is on record, which is that criterion's defect. */
function endOfCare(on: Evaluation): DayNumber | undefined {
  let last: DayNumber | undefined;
  for (const { fact } of on.facts('conservative-care')) {
    if (fact.endedOn === undefined || !isCareThatFailed(fact, on)) continue;
    const ended = toDay(fact.endedOn);
    if (last === undefined || ended > last) last = ended;
  }
  return last;
}

function isCareThatFailed({ response, modality }: FactOf<'conservative-care'>, { careRule }: Evaluation): boolean {
  if (careRule === undefined) return response === 'failed';
  return response !== undefined && careRule.responses.includes(response) && !careRule.excludedModalities.includes(modality);
}
