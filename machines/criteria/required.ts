/**
 * What each kind of criterion asks for: the shape of `required` in a policy file. Every figure of a payer is one of
 * these fields, with its unit last in the name. Data only.
 */
import type { DisabilityScale, Guidance } from '../evidence/fact';
import type { Kind } from './types';

/** The kind asks for presence; its requirement has no parameters. */
export type Presence = Readonly<Record<string, never>>;

export interface RequiredOf extends Record<Kind, object> {
  /**
   * Met from `weeksMin` weeks (C1), or from `monthsMin` clamped calendar months, unmet below `unmetBelowDays`, review between (C12); without the second
   * figure unmet until then. Measured from the pain history's onset, or `from` the indication's, or the last surgery.
   */
  'pain-duration': { readonly monthsMin?: number; readonly weeksMin?: number; readonly unmetBelowDays?: number; readonly from?: 'indication' | 'surgery' };
  /**
   * Lowest baseline score by instrument; of an instrument without a figure a score above zero is presence (C10).
   * `limitsFunction`: the record must say that pain limits function; without any figure beside it no score is asked for.
   * `afterCare`: the latest score counts, and only one taken at or after the end of the care that failed.
   */
  'pain-severity': { readonly scoreMin: Readonly<Record<string, number>>; readonly limitsFunction?: boolean; readonly afterCare?: boolean };
  'pain-pattern': { readonly allowed: readonly string[]; readonly review: readonly string[] };
  /** Responses that count as care that did not help, and modalities that are not conservative care here. */
  'conservative-care': {
    readonly responses: readonly string[];
    readonly excludedModalities: readonly string[];
    /** Only these count; left out: all but the excluded. */
    readonly modalities?: readonly string[];
    /** Length of the longest single course, end minus start (C1, C2). Care that is contraindicated has no length. */
    readonly weeksMin?: number;
    readonly monthsMin?: number;
    /** At least so many visits, within so many weeks. */
    readonly visitsMin?: number;
    readonly visitsWithinWeeks?: number;
    /** The course ended at most so many months before the date of service. */
    readonly endedWithinMonths?: number;
  };
  'no-radiculopathy': {
    readonly allowedRadiculopathy: readonly string[];
    /** Left out: the policy does not ask. */
    readonly allowedClaudication?: readonly string[];
    /** Coded imaging findings of the region that say a compressed root. */
    readonly imagingFindings?: readonly string[];
  };
  /**
   * `imagingSuffices`: imaging of the region that excludes other causes suffices without a clinical statement.
   * `imagingRequired`: a clinical statement alone does not; there must be such imaging.
   */
  'no-other-cause': { readonly imagingSuffices: boolean; readonly imagingRequired?: boolean; /** Coded imaging findings that are another cause. */ readonly otherCauses: readonly string[] };
  'not-generalized-pain': Presence;
  /** Coded imaging findings that say fusion. `atLevelOnly`: a fused asked level is unmet and another is no matter; else any of the region is review. */
  'unfused-segment': { readonly imagingFindings: readonly string[]; readonly atLevelOnly?: boolean };
  'pain-scale-consistency': Presence;
  /** `scoreMin`: lowest score by instrument. `statementSuffices`: that pain limits function may be stated instead of scored. */
  'baseline-function': { readonly instruments: readonly DisabilityScale[]; readonly scoreMin?: Readonly<Record<string, number>>; readonly statementSuffices?: boolean };
  'image-guidance': { readonly allowed: readonly Guidance[] };
  technique: { readonly allowed: readonly string[]; readonly review: readonly string[] };
  'one-region-per-session': Presence;
  /** `perSide`: each side's levels are counted apart. `contiguous`: they must be neighbours. */
  'levels-per-session': { readonly levelsMax: number; readonly perSide?: boolean; readonly contiguous?: boolean };
  /** `blocksMin`: sessions the step rests on. `perTargetMax`: sessions of one joint and side, the asked one included. */
  'block-count': { readonly blocksMin?: number; readonly perTargetMax?: number; /** A block counts only when the record says that it held no steroid. */ readonly anestheticOnly?: boolean };
  'block-concordance': { readonly blocksMin: number };
  /** Without a figure, documented relief is asked for as presence (C10). */
  'block-relief': { readonly reliefPercentMin?: number };
  /** Of the blocks the step rests on, anaesthetic per target in millilitres. */
  'block-volume': { readonly mlPerTargetMax: number };
  'block-duration': Presence;
  /** From a block to the date of service, or from one block to the next; an individual exception may be documented. */
  'block-interval': { readonly daysMin: number; readonly between: 'block-and-service' | 'blocks'; readonly exceptionAllowed: boolean };
  /** `regionNotStated`, of epidurals: the source does not say per region, so sessions of other regions are for people to count. */
  'session-limit': { readonly counts: 'diagnostic' | 'therapeutic' | 'ablation' | 'epidural'; readonly sessionsMax: number; readonly windowMonths: number; readonly regionNotStated?: boolean };
  /** `functionWithoutFigure`: function is an alternative for which the source gives no percentage (C13). */
  'repeat-relief': {
    readonly of: 'ablation' | 'therapeutic';
    readonly reliefPercentMin: number;
    readonly monthsMin?: number;
    readonly weeksMin?: number;
    readonly functionWithoutFigure: boolean;
    /** Function is an alternative from this improvement on, in percent of its baseline. */
    readonly functionPercentMin?: number;
  };
  /** Months since the last ablation of the joint and side. `earlierRequired`: without one there is nothing to repeat. */
  'repeat-interval': { readonly monthsMin: number; readonly earlierRequired: boolean };
  /**
   * `repeat`: from `yearsMin` since the last ablation new positive blocks are asked for.
   * `no-block-after-success`: no block where an ablation within `yearsMin` succeeded.
   */
  'rediagnosis-after-gap':
    | { readonly rule: 'repeat'; readonly yearsMin: number; readonly blocksMin: number; readonly reliefPercentMin: number }
    | { readonly rule: 'no-block-after-success'; readonly yearsMin: number; readonly reliefPercentMin: number; readonly monthsMin: number };
  'rfa-not-candidate': Presence;
  'rfa-considered': Presence;
  /** Weeks between a therapeutic injection into a joint of the region and a diagnostic block. */
  'no-recent-intraarticular': { readonly weeksMin: number };
  /** The policy does not cover the procedure at all. */
  'covered-procedure': Presence;
  /** `codes`: the covered ones; left out: any. `patterns`: pain patterns that a code asks for. */
  indication: { readonly codes?: readonly string[]; readonly patterns?: Readonly<Record<string, readonly string[]>> };
  /** `by`: professions that may evaluate; left out: any. */
  'psych-evaluation': { readonly by?: readonly string[] };
  'multidisciplinary-screening': Presence;
  'no-active-substance-use': Presence;
  'risk-discussion': Presence;
  'no-cardiac-device': Presence;
  /**
   * Either route suffices; for these indications less is for people to decide. Without `painPercentMin` documented relief
   * is asked for as presence (C10). `analgesicRoute`: less analgesics is a route of its own, with its figure or as presence.
   */
  'trial-relief': { readonly painPercentMin?: number; readonly analgesicRoute: boolean; readonly analgesicPercentMin?: number; readonly reviewBelowForIndications: readonly string[] };
  'trial-function': Presence;
  /** Elapsed time from lead to pull: longer than so many hours; or full 24-hour days. */
  'trial-duration': { readonly hoursOver?: number; readonly daysMin?: number; readonly daysMax?: number };
  /** What a failed trial is, is what `trial-relief` of the same policy says. */
  'trial-limit': { readonly trialsMax: number };
  'lead-limit': { readonly leadsMax: number; readonly contactsMax: number };
  'epidural-indication': { readonly codes?: readonly string[] };
  /** Modalities that count, and the oldest that does. */
  'concordant-imaging': { readonly modalities?: readonly string[]; readonly withinMonths?: number };
  /** Levels in one session by approach. */
  'epidural-levels': { readonly transforaminalMax: number; readonly otherMax: number; readonly contiguous?: boolean };
  'epidural-contrast': Presence;
  /** `regionNotStated`: the source does not say of which region the last one is. */
  'epidural-spacing': { readonly daysMin: number; readonly regionNotStated?: boolean };
  /**
   * Relief of the last score, held for the weeks; `functionPercentMin`: or so much better function; `gainToo`: and function or
   * analgesics better. Without a percentage documented relief is asked for as presence (C10). `sustainedHoursMin`, where the
   * source asks for lasting relief without a figure: relief that the record follows for less is for people to decide.
   */
  'epidural-repeat': { readonly reliefPercentMin?: number; readonly weeksMin?: number; readonly sustainedHoursMin?: number; readonly functionPercentMin?: number; readonly gainToo?: boolean };
  /** `review`: places that people decide on. */
  'site-of-service': { readonly settings: readonly string[]; readonly review?: readonly string[] };
}
