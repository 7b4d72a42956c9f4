import { addMonths, toDay, toPlainDate } from '../../kernel/calendar';
import { finding, idsOf, type CriterionKind } from '../evaluation';
import { forEachPainHistory } from '../pain-history';

/** How long the pain has lasted, to the date of service; between the two figures people decide (C12). */
export const painDuration: CriterionKind<'pain-duration'> = {
  kind: 'pain-duration',
  shape: { monthsMin: 'count', unmetBelowDays: 'count' },
  evaluate(criterion, on) {
    const { monthsMin, unmetBelowDays } = criterion.required;
    return forEachPainHistory(on, (history) => history.fact.onsetOn !== undefined, (histories, target) => {
      if (histories.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['pain-onset'], target });
      // Several histories of one day: the shortest pain is the careful reading.
      let onset = -Infinity;
      for (const history of histories) onset = Math.max(onset, toDay(history.fact.onsetOn as string));
      const days = on.dateOfService - onset;
      const earliest = addMonths(onset, monthsMin);
      const outcome = on.dateOfService >= earliest ? 'met' : days < unmetBelowDays ? 'unmet' : 'review';
      return finding(criterion, {
        outcome,
        found: outcome === 'met' ? { onsetOn: toPlainDate(onset), days } : { onsetOn: toPlainDate(onset), days, earliestOn: toPlainDate(earliest) },
        evidence: idsOf(histories),
        target,
      });
    });
  },
};
