import { toPlainDate } from '../../kernel/calendar';
import { isEpiduralOf } from '../../evidence/epidural';
import { finding, type CriterionKind } from '../evaluation';

/** Days since the last epidural of the region; without one there is nothing to space. Whether one of another region counts, people say where the source does not. */
export const epiduralSpacing: CriterionKind<'epidural-spacing'> = {
  kind: 'epidural-spacing',
  shape: { daysMin: 'count', regionNotStated: { optional: 'boolean' } },
  reads: ['epidural.occurredOn', 'epidural.region', 'epidural.targets', 'question.targets'],
  evaluate(criterion, on) {
    const { daysMin, regionNotStated } = criterion.required;
    const ofAnyRegion = on.facts('epidural').filter(({ day }) => day < on.dateOfService);
    const last = ofAnyRegion.findLast(({ fact }) => isEpiduralOf(fact, on.spinalRegion));
    const elsewhere = ofAnyRegion[ofAnyRegion.length - 1];
    const isTooSoon = (one: typeof last): boolean => one !== undefined && on.dateOfService - one.day < daysMin;
    if (regionNotStated === true && elsewhere !== undefined && isTooSoon(elsewhere) && !isTooSoon(last)) {
      return finding(criterion, {
        outcome: 'review',
        found: { epiduralElsewhereOn: elsewhere.fact.occurredOn, days: on.dateOfService - elsewhere.day, earliestOn: toPlainDate(elsewhere.day + daysMin) },
        evidence: [elsewhere.id],
      });
    }
    if (last === undefined) return finding(criterion, { outcome: 'met', found: { earlierEpidural: 'none recorded' } });
    const days = on.dateOfService - last.day;
    const isMet = days >= daysMin;
    return finding(criterion, {
      outcome: isMet ? 'met' : 'unmet',
      found: { epiduralOn: last.fact.occurredOn, days, ...(isMet ? {} : { earliestOn: toPlainDate(last.day + daysMin) }) },
      evidence: [last.id],
    });
  },
};
