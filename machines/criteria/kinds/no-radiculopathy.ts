import { all, type Outcome } from '../../kernel/outcome';
import { finding, idsOf, latest, type CriterionKind, type Evaluation } from '../evaluation';

/** No untreated radiculopathy or neurogenic claudication; a facet synovial cyst is the exception (C14). */
export const noRadiculopathy: CriterionKind<'no-radiculopathy'> = {
  kind: 'no-radiculopathy',
  shape: { allowedRadiculopathy: 'words', allowedClaudication: { optional: 'words' }, imagingFindings: { optional: 'words' } },
  reads: ['exclusion-review.neurogenicClaudication', 'exclusion-review.occurredOn', 'exclusion-review.radiculopathy', 'imaging.findings', 'imaging.occurredOn', 'imaging.region'],
  evaluate(criterion, on) {
    const { allowedRadiculopathy, allowedClaudication, imagingFindings } = criterion.required;
    const shown = imagingFindings === undefined ? [] : latest(on.facts('imaging'), (study) => study.fact.region === on.spinalRegion)
      .filter((study) => study.fact.findings?.some((one) => imagingFindings.includes(one)) === true);
    if (shown.length > 0) return finding(criterion, { outcome: 'unmet', found: { imagingShows: shown.flatMap((study) => study.fact.findings ?? []) }, evidence: idsOf(shown) });
    const radiculopathy = stated(on, 'radiculopathy', allowedRadiculopathy);
    const claudication = allowedClaudication === undefined ? NOT_ASKED : stated(on, 'neurogenicClaudication', allowedClaudication);
    const missing: string[] = [];
    if (radiculopathy.outcome === 'unknown') missing.push('radiculopathy-statement');
    if (claudication.outcome === 'unknown') missing.push('claudication-statement');
    return finding(criterion, {
      outcome: all([radiculopathy.outcome, claudication.outcome]),
      found: { radiculopathy: radiculopathy.values, neurogenicClaudication: claudication.values },
      evidence: [...new Set([...radiculopathy.evidence, ...claudication.evidence])],
      missing,
    });
  },
};

const NOT_ASKED = { outcome: 'met', values: [], evidence: [] } as const;

function stated(on: Evaluation, field: 'radiculopathy' | 'neurogenicClaudication', allowed: readonly string[]):
  { readonly outcome: Outcome; readonly values: readonly string[]; readonly evidence: readonly string[] } {
  const reviews = latest(on.facts('exclusion-review'), (review) => review.fact[field] !== undefined);
  const values = reviews.map((review) => review.fact[field] as string);
  const outcome = values.length === 0 ? 'unknown' : values.every((value) => allowed.includes(value)) ? 'met' : 'unmet';
  return { outcome, values, evidence: idsOf(reviews) };
}
