import { addMonths, isWithinRollingMonths, toPlainDate, type DayNumber } from '../../kernel/calendar';
import type { ChartFact } from '../../evidence/chart';
import { isInRegion } from '../block-evidence';
import { finding, type CriterionKind, type Evaluation } from '../evaluation';
import type { RequiredOf } from '../required';

/** Sessions of the region in the rolling window, over all episodes and sides, the asked one included (C3, C9). */
export const sessionLimit: CriterionKind<'session-limit'> = {
  kind: 'session-limit',
  shape: { counts: ['diagnostic', 'therapeutic', 'ablation'], sessionsMax: 'count', windowMonths: 'count' },
  evaluate(criterion, on) {
    const { sessionsMax, windowMonths } = criterion.required;
    const days: DayNumber[] = [];
    const evidence: string[] = [];
    for (const session of sessionsOf(on, criterion.required.counts)) {
      if (!isWithinRollingMonths(session.day, on.dateOfService, windowMonths) || !isInRegion(session, on)) continue;
      evidence.push(session.id);
      if (!days.includes(session.day)) days.push(session.day);
    }
    const sessions = days.includes(on.dateOfService) ? days.length : days.length + 1;
    if (sessions <= sessionsMax) return finding(criterion, { outcome: 'met', found: { sessions }, evidence });
    // The asked session fits again once enough of the oldest have left the window.
    const leaving = days[sessions - sessionsMax - 1];
    return finding(criterion, {
      outcome: 'unmet',
      found: leaving === undefined ? { sessions } : { sessions, earliestOn: toPlainDate(addMonths(leaving, windowMonths)) },
      evidence,
    });
  },
};

function sessionsOf(on: Evaluation, counts: RequiredOf['session-limit']['counts']): readonly (ChartFact<'block'> | ChartFact<'ablation'>)[] {
  if (counts === 'ablation') return on.facts('ablation');
  return on.facts('block').filter((block) => block.fact.purpose === counts);
}
