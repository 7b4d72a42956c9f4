import { finding, idsOf, latest, type CriterionKind } from '../evaluation';

/** No other cause of the pain, on clinical assessment or on imaging of the region: imaging excludes or shows one, it is not asked for. */
export const noOtherCause: CriterionKind<'no-other-cause'> = {
  kind: 'no-other-cause',
  shape: { imagingSuffices: 'boolean', imagingRequired: { optional: 'boolean' }, otherCauses: 'words' },
  reads: ['exclusion-review.occurredOn', 'exclusion-review.otherCause', 'imaging.excludesOtherCause', 'imaging.findings', 'imaging.occurredOn', 'imaging.region', 'question.targets'],
  evaluate(criterion, on) {
    const reviews = latest(on.facts('exclusion-review'), (review) => review.fact.otherCause !== undefined);
    const causes = reviews.map((review) => review.fact.otherCause as string).filter((cause) => cause !== 'none');
    if (causes.length > 0) return finding(criterion, { outcome: 'unmet', found: { otherCause: causes }, evidence: idsOf(reviews) });
    const region = on.spinalRegion;
    const imaging = latest(on.facts('imaging'), (study) => study.fact.region === region && study.fact.excludesOtherCause !== undefined)
      .filter((study) => study.fact.excludesOtherCause === true);
    const evidence = [...idsOf(reviews), ...idsOf(imaging)];
    const shown = latest(on.facts('imaging'), (study) => study.fact.region === region)
      .filter((study) => study.fact.findings?.some((one) => criterion.required.otherCauses.includes(one)) === true);
    if (shown.length > 0) {
      // A study that shows another cause and says that it excludes one contradicts itself: people decide.
      const isContradictory = shown.every((study) => study.fact.excludesOtherCause === true);
      return finding(criterion, { outcome: isContradictory ? 'review' : 'unmet', found: { imagingShows: shown.flatMap((study) => study.fact.findings ?? []) }, evidence: [...idsOf(reviews), ...idsOf(shown)] });
    }
    const { imagingSuffices, imagingRequired } = criterion.required;
    if (imagingRequired === true && imaging.length === 0) return finding(criterion, { outcome: 'unknown', evidence, missing: ['imaging-that-excludes-other-causes'] });
    if (reviews.length > 0) return finding(criterion, { outcome: 'met', found: { otherCause: 'none', imagingExcludes: imaging.length > 0 }, evidence });
    if (imagingSuffices && imaging.length > 0) return finding(criterion, { outcome: 'met', found: { imagingExcludes: true }, evidence });
    return finding(criterion, { outcome: 'unknown', missing: ['other-cause-statement'] });
  },
};
