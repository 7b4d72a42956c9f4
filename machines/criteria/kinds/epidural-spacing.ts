import { toPlainDate } from '../../kernel/calendar';
import type { ChartFact } from '../../evidence/chart';
import { isEpiduralOf } from '../../evidence/epidural';
import { finding, type CriterionKind } from '../evaluation';

/** Days since the last epidural of the region; without one there is nothing to space. Whether one of another region counts, people say where the source does not. */
export const epiduralSpacing: CriterionKind<'epidural-spacing'> = {
  kind: 'epidural-spacing',
  shape: { daysMin: 'count', regionNotStated: { optional: 'boolean' } },
  reads: ['epidural.occurredOn', 'epidural.region', 'epidural.targets', 'question.targets'],
  evaluate(criterion, on) {
    const { daysMin, regionNotStated } = criterion.required;
    const isOfRegion = ({ fact }: ChartFact<'epidural'>): boolean => isEpiduralOf(fact, on.spinalRegion);
    const isTooSoon = (one: ChartFact<'epidural'> | undefined): boolean => one !== undefined && on.dateOfService - one.day < daysMin;
    // One of the region on the day of service is the asked one; of another region it is another one.
    const last = on.facts('epidural').findLast((one) => one.day < on.dateOfService && isOfRegion(one));
    const elsewhere = regionNotStated === true ? on.facts('epidural').findLast((one) => one.day <= on.dateOfService && !isOfRegion(one)) : undefined;
    if (elsewhere !== undefined && isTooSoon(elsewhere) && !isTooSoon(last)) {
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
