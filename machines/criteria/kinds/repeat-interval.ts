import { addMonths, toPlainDate } from '../../kernel/calendar';
import { finding, type CriterionKind } from '../evaluation';
import { hasAblationOfUnknownSide, lastAblation } from '../repeat-evidence';
import type { Finding } from '../types';

/** Months since the last ablation of the same joint and side. */
export const repeatInterval: CriterionKind<'repeat-interval'> = {
  kind: 'repeat-interval',
  shape: { monthsMin: 'count', earlierRequired: 'boolean' },
  reads: ['ablation.occurredOn', 'ablation.targets', 'question.targets'],
  evaluate(criterion, on) {
    const { monthsMin, earlierRequired } = criterion.required;
    return on.question.targets.map((target): Finding => {
      const ablation = lastAblation(on, target);
      if (ablation === undefined) {
        const isSideMissing = hasAblationOfUnknownSide(on, target);
        if (isSideMissing) return finding(criterion, { outcome: 'unknown', found: { earlierAblation: 'side not recorded' }, missing: ['side-of-ablation'], target });
        return finding(criterion, { outcome: earlierRequired ? 'unmet' : 'met', found: { earlierAblation: 'none recorded' }, missing: earlierRequired ? ['earlier-ablation-of-this-target'] : [], target });
      }
      const earliest = addMonths(ablation.day, monthsMin);
      const found = { ablationOn: ablation.fact.occurredOn, days: on.dateOfService - ablation.day };
      if (on.dateOfService >= earliest) return finding(criterion, { outcome: 'met', found, evidence: [ablation.id], target });
      return finding(criterion, { outcome: 'unmet', found: { ...found, earliestOn: toPlainDate(earliest) }, evidence: [ablation.id], target });
    });
  },
};
