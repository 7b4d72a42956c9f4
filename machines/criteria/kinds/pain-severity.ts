import { PAIN_SCALES } from '../../evidence/fact';
import { finding, idsOf, latest, type CriterionKind } from '../evaluation';
import { historiesOf } from '../pain-history';

/** Moderate to severe pain that limits function: the latest baseline pain score, unless function is documented as not limited. */
export const painSeverity: CriterionKind<'pain-severity'> = {
  kind: 'pain-severity',
  shape: { scoreMin: 'figures' },
  evaluate(criterion, on) {
    const unlimited = historiesOf(on, undefined, (history) => history.fact.limitsFunction !== undefined)
      .filter((history) => history.fact.limitsFunction === false);
    const scores = latest(on.facts('score'), (score) => score.fact.role === 'baseline' && PAIN_SCALES.includes(score.fact.instrument));
    if (unlimited.length > 0) return finding(criterion, { outcome: 'unmet', found: { limitsFunction: false }, evidence: idsOf(unlimited) });
    const { scoreMin } = criterion.required;
    const score = scores.find((one) => scoreMin[one.fact.instrument] !== undefined) ?? scores[0];
    if (score === undefined) return finding(criterion, { outcome: 'unknown', missing: ['baseline-pain-score'] });
    const min = scoreMin[score.fact.instrument];
    const found = { instrument: score.fact.instrument, score: score.fact.value };
    if (min === undefined) return finding(criterion, { outcome: 'unknown', found, evidence: [score.id], missing: ['baseline-pain-score-on-a-scale-with-a-figure'] });
    return finding(criterion, { outcome: score.fact.value >= min ? 'met' : 'unmet', found, evidence: [score.id] });
  },
};
