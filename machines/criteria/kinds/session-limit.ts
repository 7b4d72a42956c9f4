import { toPlainDate } from '../../kernel/calendar';
import type { ChartFact } from '../../evidence/chart';
import { leavesWindowOn, sessionsInWindow } from '../../evidence/history';
import { isInRegion } from '../block-evidence';
import { finding, type CriterionKind, type Evaluation } from '../evaluation';
import type { RequiredOf } from '../required';

/** Sessions of the region in the rolling window, over all episodes and sides, the asked one included (C3, C9). */
export const sessionLimit: CriterionKind<'session-limit'> = {
  kind: 'session-limit',
  shape: { counts: ['diagnostic', 'therapeutic', 'ablation'], sessionsMax: 'count', windowMonths: 'count' },
  evaluate(criterion, on) {
    const { counts, sessionsMax, windowMonths } = criterion.required;
    const { count, days, evidence } = sessionsInWindow<SessionFact>(sessionsOf(on, counts), (session) => isInRegion(session, on), on.dateOfService, windowMonths);
    if (count <= sessionsMax) return finding(criterion, { outcome: 'met', found: { sessions: count }, evidence });
    // The asked session fits again once enough of the oldest have left the window.
    const leaving = days[count - sessionsMax - 1];
    return finding(criterion, {
      outcome: 'unmet',
      found: leaving === undefined ? { sessions: count } : { sessions: count, earliestOn: toPlainDate(leavesWindowOn(leaving, windowMonths)) },
      evidence,
    });
  },
};

type SessionFact = ChartFact<'block'> | ChartFact<'ablation'>;

function sessionsOf(on: Evaluation, counts: RequiredOf['session-limit']['counts']): readonly SessionFact[] {
  if (counts === 'ablation') return on.facts('ablation');
  return on.facts('block').filter((block) => block.fact.purpose === counts);
}
