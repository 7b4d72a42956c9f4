import type { Target } from '../../kernel/anatomy';
import { addMonths, toDay, toPlainDate, type DayNumber } from '../../kernel/calendar';
import { finding, idsOf, latest, type CriterionKind, type Evaluation } from '../evaluation';
import { isNamed } from './indication';
import { forEachPainHistory } from '../pain-history';
import type { RequiredOf } from '../required';
import type { Criterion, Finding } from '../types';

/** How long the pain has lasted, to the date of service; between the two figures people decide (C12). */
export const painDuration: CriterionKind<'pain-duration'> = {
  kind: 'pain-duration',
  shape: { monthsMin: { optional: 'count' }, weeksMin: { optional: 'count' }, unmetBelowDays: { optional: 'count' }, from: { optional: ['indication', 'surgery'] } },
  reads: [
    'conservative-care.endedOn', 'conservative-care.modality', 'conservative-care.occurredOn', 'conservative-care.startedOn', 'indication.code',
    'indication.occurredOn', 'indication.onsetOn', 'indication.pattern', 'pain-history.occurredOn', 'pain-history.onsetOn', 'pain-history.region', 'pain-history.sides',
    'question.targets',
  ],
  evaluate(criterion, on) {
    const { from } = criterion.required;
    if (from === 'indication') return fromIndication(criterion, on);
    if (from === 'surgery') return fromSurgery(criterion, on);
    return forEachPainHistory(on, (history) => history.fact.onsetOn !== undefined, (histories, target) => {
      if (histories.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['pain-onset'], target });
      // Several histories of one day: the shortest pain is the careful reading.
      let onset = -Infinity;
      for (const history of histories) onset = Math.max(onset, toDay(history.fact.onsetOn as string));
      return lasted(criterion, on, 'onsetOn', onset, idsOf(histories), target);
    });
  },
};

const DAYS_PER_WEEK = 7;

type Duration = Criterion<RequiredOf['pain-duration']>;

/** Of stimulation: the onset recorded with the indications the policy covers; several of one day: the shortest. */
function fromIndication(criterion: Duration, on: Evaluation): Finding {
  const indications = latest(on.facts('indication'), ({ fact }) => fact.onsetOn !== undefined && (criterion.onlyForIndications === undefined || isNamed(fact, criterion.onlyForIndications)));
  if (indications.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['onset-of-indication'] });
  const onset = Math.max(...indications.map(({ fact }) => toDay(fact.onsetOn as string)));
  return lasted(criterion, on, 'onsetOn', onset, idsOf(indications), undefined);
}

/** From the last surgery that is recorded as care that was tried. */
function fromSurgery(criterion: Duration, on: Evaluation): Finding {
  const surgeries = on.facts('conservative-care').filter(({ fact }) => fact.modality === 'surgery' && (fact.endedOn ?? fact.startedOn) !== undefined);
  if (surgeries.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['date-of-surgery'] });
  const last = Math.max(...surgeries.map(({ fact }) => toDay((fact.endedOn ?? fact.startedOn) as string)));
  return lasted(criterion, on, 'surgeryOn', last, idsOf(surgeries), undefined);
}

function lasted(criterion: Duration, on: Evaluation, name: string, since: DayNumber, evidence: readonly string[], target: Target | undefined): Finding {
  const { monthsMin = 0, weeksMin = 0, unmetBelowDays } = criterion.required;
  const days = on.dateOfService - since;
  const earliest = addMonths(since, monthsMin) + weeksMin * DAYS_PER_WEEK;
  const outcome = on.dateOfService >= earliest ? 'met' : unmetBelowDays === undefined || days < unmetBelowDays ? 'unmet' : 'review';
  const found = { [name]: toPlainDate(since), days };
  return finding(criterion, { outcome, found: outcome === 'met' ? found : { ...found, earliestOn: toPlainDate(earliest) }, evidence, target });
}
