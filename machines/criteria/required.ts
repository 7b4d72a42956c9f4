/**
 * What each kind of criterion asks for: the shape of `required` in a policy file. Every figure of a payer is one of
 * these fields, with its unit last in the name. Data only.
 */
import type { DisabilityScale, Guidance } from '../evidence/fact';
import type { Kind } from './types';

/** The kind asks for presence; its requirement has no parameters. */
export type Presence = Readonly<Record<string, never>>;

export interface RequiredOf extends Record<Kind, object> {
  /** Met from `monthsMin` clamped calendar months, unmet below `unmetBelowDays`, review between (C12). */
  'pain-duration': { readonly monthsMin: number; readonly unmetBelowDays: number };
  /** Lowest baseline score by instrument; of an instrument without a figure a score above zero is presence (C10). */
  'pain-severity': { readonly scoreMin: Readonly<Record<string, number>> };
  'pain-pattern': { readonly allowed: readonly string[]; readonly review: readonly string[] };
  /** Responses that count as care that did not help, and modalities that are not conservative care here. */
  'conservative-care': { readonly responses: readonly string[]; readonly excludedModalities: readonly string[] };
  'no-radiculopathy': { readonly allowedRadiculopathy: readonly string[]; readonly allowedClaudication: readonly string[] };
  /** Imaging of the region that excludes other causes suffices without a clinical statement. */
  'no-other-cause': { readonly imagingSuffices: boolean; /** Coded imaging findings that are another cause. */ readonly otherCauses: readonly string[] };
  'not-generalized-pain': Presence;
  /** Coded imaging findings that say fusion. */
  'unfused-segment': { readonly imagingFindings: readonly string[] };
  'pain-scale-consistency': Presence;
  'baseline-function': { readonly instruments: readonly DisabilityScale[] };
  'image-guidance': { readonly allowed: readonly Guidance[] };
  technique: { readonly allowed: readonly string[]; readonly review: readonly string[] };
  'one-region-per-session': Presence;
  'levels-per-session': { readonly levelsMax: number };
  'block-count': { readonly blocksMin: number };
  'block-concordance': { readonly blocksMin: number };
  'block-relief': { readonly reliefPercentMin: number };
  'block-duration': Presence;
  /** From a block to the date of service, or from one block to the next; an individual exception may be documented. */
  'block-interval': { readonly daysMin: number; readonly between: 'block-and-service' | 'blocks'; readonly exceptionAllowed: boolean };
  'session-limit': { readonly counts: 'diagnostic' | 'therapeutic' | 'ablation'; readonly sessionsMax: number; readonly windowMonths: number };
  /** `functionWithoutFigure`: function is an alternative for which the source gives no percentage (C13). */
  'repeat-relief': { readonly of: 'ablation' | 'therapeutic'; readonly reliefPercentMin: number; readonly monthsMin: number; readonly functionWithoutFigure: boolean };
  /**
   * `repeat`: from `yearsMin` since the last ablation new positive blocks are asked for.
   * `no-block-after-success`: no block where an ablation within `yearsMin` succeeded.
   */
  'rediagnosis-after-gap':
    | { readonly rule: 'repeat'; readonly yearsMin: number; readonly blocksMin: number; readonly reliefPercentMin: number }
    | { readonly rule: 'no-block-after-success'; readonly yearsMin: number; readonly reliefPercentMin: number; readonly monthsMin: number };
  'rfa-not-candidate': Presence;
  indication: Presence;
  'psych-evaluation': Presence;
  'multidisciplinary-screening': Presence;
  'no-active-substance-use': Presence;
  'risk-discussion': Presence;
  /** Either route suffices; for these indications less is for people to decide. */
  'trial-relief': { readonly painPercentMin: number; readonly analgesicPercentMin: number; readonly reviewBelowForIndications: readonly string[] };
  'trial-function': Presence;
  /** What a failed trial is, is what `trial-relief` of the same policy says. */
  'trial-limit': { readonly trialsMax: number };
  'lead-limit': { readonly leadsMax: number; readonly contactsMax: number };
  'site-of-service': { readonly settings: readonly string[] };
}
