import { addMonths, toPlainDate } from '../../kernel/calendar';
import { finding, idsOf, latest, type CriterionKind } from '../evaluation';
import type { Found } from '../types';

/** A study of the region that its reader found concordant with history and examination, and that is not too old; one outside the window does not count. */
export const concordantImaging: CriterionKind<'concordant-imaging'> = {
  kind: 'concordant-imaging',
  shape: { modalities: { optional: 'words' }, withinMonths: { optional: 'count' } },
  reads: ['imaging.concordant', 'imaging.modality', 'imaging.occurredOn', 'imaging.region', 'question.targets'],
  evaluate(criterion, on) {
    const { modalities, withinMonths } = criterion.required;
    const oldest = withinMonths === undefined ? -Infinity : addMonths(on.dateOfService, -withinMonths);
    const region = on.spinalRegion;
    const studies = on.facts('imaging').filter(({ fact }) => fact.region === region && (modalities === undefined || modalities.includes(fact.modality)));
    const counted = studies.filter(({ day }) => day >= oldest);
    const stated = latest(counted, ({ fact }) => fact.concordant !== undefined);
    if (stated.length === 0) {
      const found: Found = withinMonths === undefined || counted.length === studies.length ? {} : { tooOld: studies.filter(({ day }) => day < oldest).map(({ fact }) => fact.occurredOn), countedFrom: toPlainDate(oldest) };
      return finding(criterion, { outcome: 'unknown', found, evidence: idsOf(studies), missing: ['concordant-imaging'] });
    }
    // Two of one day that contradict each other: the worse.
    const isConcordant = stated.every(({ fact }) => fact.concordant === true);
    return finding(criterion, { outcome: isConcordant ? 'met' : 'unmet', found: { concordant: isConcordant, imagingOn: stated.map(({ fact }) => fact.occurredOn) }, evidence: idsOf(stated) });
  },
};
