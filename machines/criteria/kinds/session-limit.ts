import { toPlainDate } from '../../kernel/calendar';
import type { FactId } from '../../kernel/ids';
import type { ChartFact } from '../../evidence/chart';
import { isEpiduralOf } from '../../evidence/epidural';
import { leavesWindowOn, sessionsInWindow } from '../../evidence/history';
import { blockEvidence, isInRegion, whyNotDiagnostic } from '../block-evidence';
import { finding, type CriterionKind, type Evaluation } from '../evaluation';
import type { RequiredOf } from '../required';
import type { Found } from '../types';

/** Sessions of the region in the rolling window, over all episodes and sides, the asked one included (C3, C9). */
export const sessionLimit: CriterionKind<'session-limit'> = {
  kind: 'session-limit',
  shape: { counts: ['diagnostic', 'therapeutic', 'ablation', 'epidural'], sessionsMax: 'count', windowMonths: 'count', regionNotStated: { optional: 'boolean' } },
  reads: ['ablation.occurredOn', 'ablation.targets', 'block.occurredOn', 'block.purpose', 'block.steroid', 'block.targets', 'block.technique', 'epidural.occurredOn', 'epidural.region', 'epidural.targets', 'question.targets'],
  evaluate(criterion, on) {
    const { counts, sessionsMax, windowMonths, regionNotStated } = criterion.required;
    const { count, days, evidence } = sessionsInWindow<SessionFact>(sessionsOf(on, counts), (session) => isOfRegion(session, on), on.dateOfService, windowMonths);
    // A block that proves nothing would otherwise vanish from the answer: say that it was read, and why it does not count.
    const kept = counts === 'diagnostic' ? blockEvidence(on).notCounted.filter((block) => isInRegion(block, on)) : [];
    const named: Found = kept.length === 0 ? {} : { noDiagnosticBlock: kept.map((block) => `${block.fact.occurredOn}: ${whyNotDiagnostic(block)}`) };
    if (count <= sessionsMax && regionNotStated === true) {
      const elsewhere = sessionsInWindow<SessionFact>(sessionsOf(on, counts), (session) => !isOfRegion(session, on), on.dateOfService, windowMonths);
      // Each region on each day is a session, the day of the asked one too.
      const anywhere = count + elsewhere.days.length;
      if (anywhere > sessionsMax) return finding(criterion, { outcome: 'review', found: { sessions: count, sessionsOfAnyRegion: anywhere }, evidence: [...evidence, ...elsewhere.evidence] });
    }
    if (count <= sessionsMax) return finding(criterion, { outcome: 'met', found: { sessions: count, ...named }, evidence: withKept(evidence, kept) });
    // The asked session fits again once enough of the oldest have left the window.
    const leaving = days[count - sessionsMax - 1];
    return finding(criterion, {
      outcome: 'unmet',
      found: { sessions: count, ...(leaving === undefined ? {} : { earliestOn: toPlainDate(leavesWindowOn(leaving, windowMonths)) }), ...named },
      evidence: withKept(evidence, kept),
    });
  },
};

function withKept(evidence: readonly FactId[], kept: readonly ChartFact<'block'>[]): readonly FactId[] {
  return kept.length === 0 ? evidence : [...new Set([...evidence, ...kept.map((block) => block.id)])];
}

type SessionFact = ChartFact<'block'> | ChartFact<'ablation'> | ChartFact<'epidural'>;

function isOfRegion(session: SessionFact, on: Evaluation): boolean {
  return session.fact.type === 'epidural' ? isEpiduralOf(session.fact, on.spinalRegion) : isInRegion(session as ChartFact<'block'> | ChartFact<'ablation'>, on);
}

function sessionsOf(on: Evaluation, counts: RequiredOf['session-limit']['counts']): readonly SessionFact[] {
  if (counts === 'ablation') return on.facts('ablation');
  if (counts === 'epidural') return on.facts('epidural');
  return on.facts('block').filter((block) => block.fact.purpose === counts);
}
