import { finding, type CriterionKind } from '../evaluation';

/** Where the procedure is planned: the place of service must be one the policy names. */
export const siteOfService: CriterionKind<'site-of-service'> = {
  kind: 'site-of-service',
  shape: { settings: 'words', review: { optional: 'words' } },
  reads: ['question.setting'],
  evaluate(criterion, on) {
    const { setting } = on.question;
    if (setting === undefined) return finding(criterion, { outcome: 'unknown', missing: ['planned-place-of-service'] });
    return finding(criterion, { outcome: criterion.required.settings.includes(setting) ? 'met' : criterion.required.review?.includes(setting) === true ? 'review' : 'unmet', found: { setting } });
  },
};
