import { regionOfLevel, type Target } from '../../kernel/anatomy';
import type { ChartFact } from '../../evidence/chart';
import { finding, idsOf, latest, type CriterionKind, type Evaluation } from '../evaluation';
import type { RequiredOf } from '../required';
import type { Criterion, Finding } from '../types';

/**
 * No fusion at the asked level, where the policy says so. Else: the text speaks of anterior lumbar interbody fusion and does not limit it to the fused level, so a fused
 * level of the asked region, or any lumbar one, is for people to decide.
 */
export const unfusedSegment: CriterionKind<'unfused-segment'> = {
  kind: 'unfused-segment',
  shape: { imagingFindings: 'words', atLevelOnly: { optional: 'boolean' } },
  reads: ['exclusion-review.fusedLevels', 'exclusion-review.occurredOn', 'imaging.findings', 'imaging.levels', 'imaging.occurredOn', 'imaging.region', 'question.targets'],
  evaluate(criterion, on) {
    if (criterion.required.atLevelOnly === true) return on.question.targets.map((target) => ofTarget(criterion, on, target));
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

/** A fused asked level is unmet; a study that shows a fusion without its level leaves it to people. */
function ofTarget(criterion: Criterion<RequiredOf['unfused-segment']>, on: Evaluation, target: Target): Finding {
  const reviews = latest(on.facts('exclusion-review'), (review) => review.fact.fusedLevels !== undefined);
  const shown = on.facts('imaging').filter((study) => study.fact.region === on.spinalRegion
    && study.fact.findings?.some((one) => criterion.required.imagingFindings.includes(one)) === true
    && (namesNoLevel(study) || study.fact.levels?.includes(target.level) === true));
  const isStated = reviews.some((review) => review.fact.fusedLevels?.includes(target.level) === true);
  const isShown = shown.some((study) => !namesNoLevel(study));
  const evidence = [...idsOf(reviews), ...idsOf(shown)];
  if (isStated || isShown) return finding(criterion, { outcome: 'unmet', found: { fusedLevels: [target.level] }, evidence, target });
  if (shown.length > 0) return finding(criterion, { outcome: 'review', found: { imagingShows: 'fusion' }, evidence, target });
  if (reviews.length === 0) return finding(criterion, { outcome: 'unknown', missing: ['fusion-statement'], target });
  return finding(criterion, { outcome: 'met', found: { fusedLevels: reviews.flatMap((review) => review.fact.fusedLevels ?? []) }, evidence, target });
}

function namesNoLevel({ fact }: ChartFact<'imaging'>): boolean {
  return fact.levels === undefined || fact.levels.length === 0;
}
