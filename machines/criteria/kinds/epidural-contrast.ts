import { finding, type CriterionKind } from '../evaluation';

/** Contrast during the injection; a documented contraindication is an exception that people decide. */
export const epiduralContrast: CriterionKind<'epidural-contrast'> = {
  kind: 'epidural-contrast',
  shape: {},
  reads: ['question.contrast', 'question.exception'],
  evaluate(criterion, on) {
    const { contrast, exception } = on.question;
    if (contrast === undefined) return finding(criterion, { outcome: 'unknown', missing: ['planned-contrast'] });
    if (contrast) return finding(criterion, { outcome: 'met', found: { contrast } });
    return finding(criterion, { outcome: exception?.kind === 'epidural-contrast' ? 'review' : 'unmet', found: { contrast } });
  },
};
