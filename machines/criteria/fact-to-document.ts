/** Which kind of fact answers what a finding misses, by the same codes as `what-to-document.ts`; what the plan of the episode says has none. */
import type { FactType } from '../evidence/fact';

export const FACT_TO_DOCUMENT: Readonly<Record<string, FactType | null>> = {
  'pain-onset': 'pain-history', 'pain-pattern': 'pain-history', 'limited-function-statement': 'pain-history',
  'baseline-pain-score': 'score', 'pain-score-after-care': 'score', 'baseline-disability-score': 'score',
  'failed-conservative-care': 'conservative-care', 'dates-and-visits-of-care': 'conservative-care', 'date-of-surgery': 'conservative-care',
  'radiculopathy-statement': 'exclusion-review', 'claudication-statement': 'exclusion-review', 'other-cause-statement': 'exclusion-review', 'generalized-pain-statement': 'exclusion-review',
  'substance-use-statement': 'exclusion-review', 'fusion-statement': 'exclusion-review', 'cardiac-device-statement': 'exclusion-review',
  'imaging-that-excludes-other-causes': 'imaging', 'concordant-imaging': 'imaging',
  'diagnostic-block': 'block', 'side-of-block': 'block', 'block-at-this-level-and-side': 'block', 'scores-over-the-agent-window': 'block', 'agent-with-a-window': 'block', 'duration-of-relief': 'block',
  'scale-of-block-scores': 'block', 'guidance-of-block': 'block', 'steroid-of-block': 'block', 'relief-of-block': 'block', 'volume-of-block': 'block',
  'earlier-ablation-of-this-target': 'ablation', 'side-of-ablation': 'ablation', 'outcome-of-earlier-procedure': 'ablation-outcome',
  'reason-not-a-candidate-for-ablation': 'plan', 'ablation-under-consideration': 'plan',
  indication: 'indication', 'epidural-indication': 'indication', 'onset-of-indication': 'indication', 'pattern-of-indication': 'indication',
  'psychological-evaluation': 'psych-evaluation', 'psychological-clearance': 'psych-evaluation', 'profession-of-evaluator': 'psych-evaluation',
  'multidisciplinary-screening': 'multidisciplinary-screening', 'risk-discussion': 'risk-discussion',
  trial: 'scs-trial', 'end-of-trial': 'scs-trial', 'trial-relief-against-baseline': 'scs-trial', 'days-of-the-diary': 'scs-trial', 'functional-measure-against-baseline': 'scs-trial',
  'outcome-of-earlier-trial': 'scs-trial', 'leads-and-contacts-of-trial': 'scs-trial',
  'response-to-epidural': 'epidural',
  attestation: null, 'planned-approach': null, 'planned-contrast': null, 'planned-guidance': null, 'planned-technique': null, 'planned-targets': null, 'planned-place-of-service': null,
};

/** Each kind of fact once, in the order of the codes. */
export function factsToDocument(missing: readonly string[]): readonly FactType[] {
  return [...new Set(missing.flatMap((code) => FACT_TO_DOCUMENT[code] ?? []))];
}
