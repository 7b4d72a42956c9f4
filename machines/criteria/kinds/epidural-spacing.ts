import { toPlainDate } from '../../kernel/calendar';
import { isEpiduralOf } from '../../evidence/epidural';
import { finding, type CriterionKind } from '../evaluation';

/** Days since the last epidural of the region; without one there is nothing to space. */
export const epiduralSpacing: CriterionKind<'epidural-spacing'> = {
  kind: 'epidural-spacing',
  shape: { daysMin: 'count' },
  reads: ['epidural.occurredOn', 'epidural.region', 'epidural.targets', 'question.targets'],
  evaluate(criterion, on) {
    const earlier = on.facts('epidural').filter(({ day, fact }) => day < on.dateOfService && isEpiduralOf(fact, on.spinalRegion));
    const last = earlier[earlier.length - 1];
    if (last === undefined) return finding(criterion, { outcome: 'met', found: { earlierEpidural: 'none recorded' } });
    const days = on.dateOfService - last.day;
    const isMet = days >= criterion.required.daysMin;
    return finding(criterion, {
      outcome: isMet ? 'met' : 'unmet',
      found: { epiduralOn: last.fact.occurredOn, days, ...(isMet ? {} : { earliestOn: toPlainDate(last.day + criterion.required.daysMin) }) },
      evidence: [last.id],
    });
  },
};
