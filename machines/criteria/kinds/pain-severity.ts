import { toDay, type DayNumber } from '../../kernel/calendar';
import type { ChartFact } from '../../evidence/chart';
import { PAIN_SCALES } from '../../evidence/fact';
import { finding, idsOf, latest, type CriterionKind, type Evaluation } from '../evaluation';
import { historiesOf } from '../pain-history';
import type { Mark } from '../types';

const WITHOUT_FIGURE: readonly Mark[] = ['no-figure-in-source'];

/** Moderate to severe pain that limits function: the latest baseline pain score, unless function is documented as not limited. */
export const painSeverity: CriterionKind<'pain-severity'> = {
  kind: 'pain-severity',
  shape: { scoreMin: 'figures', limitsFunction: { optional: 'boolean' }, afterCare: { optional: 'boolean' } },
  reads: [
    'conservative-care.endedOn', 'conservative-care.occurredOn', 'conservative-care.response', 'pain-history.limitsFunction', 'pain-history.occurredOn',
    'pain-history.region', 'score.instrument', 'score.occurredOn', 'score.role', 'score.value',
  ],
  evaluate(criterion, on) {
    const unlimited = historiesOf(on, undefined, (history) => history.fact.limitsFunction !== undefined)
      .filter((history) => history.fact.limitsFunction === false);
    if (unlimited.length > 0) return finding(criterion, { outcome: 'unmet', found: { limitsFunction: false }, evidence: idsOf(unlimited) });
    const { scoreMin, limitsFunction, afterCare } = criterion.required;
    if (limitsFunction === true) {
      const limited = historiesOf(on, undefined, (history) => history.fact.limitsFunction === true);
      if (limited.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['limited-function-statement'] });
      if (Object.keys(scoreMin).length === 0) return finding(criterion, { outcome: 'met', found: { limitsFunction: true }, evidence: idsOf(limited) });
    }
    const careEnded = afterCare === true ? endOfFailedCare(on) : undefined;
    const isBaseline = (score: ChartFact<'score'>): boolean => PAIN_SCALES.includes(score.fact.instrument)
      && (afterCare === true ? careEnded === undefined || score.day >= careEnded : score.fact.role === 'baseline');
    const withFigure = latest(on.facts('score'), (score) => isBaseline(score) && scoreMin[score.fact.instrument] !== undefined);
    const scores = withFigure.length > 0 ? withFigure : latest(on.facts('score'), isBaseline);
    if (scores.length === 0) return finding(criterion, { outcome: 'unknown', missing: [afterCare === true ? 'pain-score-after-care' : 'baseline-pain-score'] });
    // Of a scale without a figure, pain at all is presence (C10). Two scores of one day: the lower is the careful reading.
    const isEnough = scores.every((score) => (scoreMin[score.fact.instrument] === undefined ? score.fact.value > 0 : score.fact.value >= (scoreMin[score.fact.instrument] as number)));
    return finding(criterion, {
      outcome: isEnough ? 'met' : 'unmet',
      found: { instrument: scores.map((score) => score.fact.instrument), score: scores.map((score) => score.fact.value) },
      evidence: idsOf(scores),
      marks: withFigure.length > 0 ? undefined : WITHOUT_FIGURE,
    });
  },
};

/** The last day of the care that failed; undefined when none with dates is on record, which is another criterion's defect. */
function endOfFailedCare(on: Evaluation): DayNumber | undefined {
  let last: DayNumber | undefined;
  for (const { fact } of on.facts('conservative-care')) {
    if (fact.response !== 'failed' || fact.endedOn === undefined) continue;
    const ended = toDay(fact.endedOn);
    if (last === undefined || ended > last) last = ended;
  }
  return last;
}
