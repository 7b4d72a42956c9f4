import { regionOfLevel } from '../../kernel/anatomy';
import { finding, idsOf, latest, type CriterionKind } from '../evaluation';

/**
 * No fusion: the text speaks of anterior lumbar interbody fusion and does not limit it to the fused level, so a fused
 * level of the asked region, or any lumbar one, is for people to decide.
 */
export const unfusedSegment: CriterionKind<'unfused-segment'> = {
  kind: 'unfused-segment',
  shape: { imagingFindings: 'words' },
  evaluate(criterion, on) {
    const reviews = latest(on.facts('exclusion-review'), (review) => review.fact.fusedLevels !== undefined);
    const shown = on.facts('imaging').filter((study) => study.fact.region === on.spinalRegion
      && study.fact.findings?.some((one) => criterion.required.imagingFindings.includes(one)) === true);
    if (shown.length > 0) return finding(criterion, { outcome: 'review', found: { imagingShows: 'fusion' }, evidence: [...idsOf(reviews), ...idsOf(shown)] });
    if (reviews.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['fusion-statement'] });
    const region = on.spinalRegion;
    const fused = reviews.flatMap((review) => review.fact.fusedLevels ?? [])
      .filter((level) => regionOfLevel(level) === region || regionOfLevel(level) === 'lumbosacral');
    return finding(criterion, { outcome: fused.length === 0 ? 'met' : 'review', found: { fusedLevels: fused }, evidence: idsOf(reviews) });
  },
};
