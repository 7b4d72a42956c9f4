/**
 * What a policy asks and what an assessment answers: the types every layer shares. Data only.
 * One `Finding` is answered to the caller, recorded in the log, printed in the packet and read by the pathway's guard.
 */
import type { Region, Target } from '../kernel/anatomy';
import type { DayNumber, PlainDate } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import type { DocumentedException, EpiduralApproach, Guidance } from '../evidence/fact';

export const STEPS = ['mbb1', 'mbb2', 'mbb-diagnostic', 'mbb-therapeutic', 'rfa', 'repeat-rfa', 'trial', 'implant', 'esi'] as const;
export type Step = (typeof STEPS)[number];

/** The kinds this version evaluates. A new kind is one file in `kinds/`, one type in `Required`, one registry line. */
export const KINDS = [
  'pain-duration', 'pain-severity', 'pain-pattern', 'conservative-care',
  'no-radiculopathy', 'no-other-cause', 'not-generalized-pain', 'unfused-segment',
  'pain-scale-consistency', 'baseline-function', 'image-guidance', 'technique',
  'one-region-per-session', 'levels-per-session',
  'block-relief', 'block-duration', 'block-interval', 'block-concordance', 'block-count', 'block-volume',
  'session-limit', 'repeat-relief', 'repeat-interval', 'rediagnosis-after-gap',
  'rfa-not-candidate', 'rfa-considered', 'no-recent-intraarticular', 'covered-procedure',
  'indication', 'psych-evaluation', 'multidisciplinary-screening', 'no-active-substance-use', 'risk-discussion', 'no-cardiac-device',
  'trial-relief', 'trial-function', 'trial-duration', 'trial-limit', 'lead-limit', 'site-of-service',
  'epidural-indication', 'concordant-imaging', 'epidural-levels', 'epidural-contrast', 'epidural-spacing', 'epidural-repeat',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Source {
  readonly title: string;
  /** Document id: `L38773`, `NCD 160.7`. */
  readonly document: string;
  readonly version?: string;
  readonly effective?: PlainDate;
  readonly url?: string;
  /** Where in the document. */
  readonly section?: string;
}

export type Confidence = 'primary' | 'secondary' | 'unconfirmed';

/** A criterion as a policy file states it; `required` is the kind's own shape (thresholds live there and nowhere else). */
export interface Criterion<R = unknown> {
  /** Unique in the policy: `block-relief-80`. */
  readonly id: string;
  readonly kind: Kind;
  readonly required: R;
  readonly source: Source;
  readonly confidence: Confidence;
  /** Two readings with their sources; a mark, not an outcome. */
  readonly contested?: readonly { readonly reading: string; readonly source: Source }[];
  /** The source asks for presence and gives no figure (C10). */
  readonly noFigureInSource?: boolean;
  /** Asked only of patients with one of these recorded indications (a code, or `code/pattern`); without one the criterion gives no finding. */
  readonly onlyForIndications?: readonly string[];
  /** Not asked of patients with one of these recorded. */
  readonly notForIndications?: readonly string[];
  /** Asked only at these places of service, or where none is stated. */
  readonly onlyInSettings?: readonly string[];
  /** A clinician has to stand for what meets it: what another system states alone does not, until one attests it here. */
  readonly asksForClinician?: boolean;
}

export interface PolicyRef {
  /** `medicare-facet-cgs`. */
  readonly id: string;
  /** Its `effectiveFrom`. */
  readonly version: PlainDate;
  /** `L38773`. */
  readonly document: string;
  /** `v32`. */
  readonly revision: string;
}

export interface Coverage {
  readonly payer: string;
  /** `original-medicare`, `commercial`. */
  readonly line?: string;
  /** Two letters; selects the Medicare contractor. */
  readonly state?: string;
}

/** Who decides for the payer, from and to which day (both included): `eviCore` for Cigna. */
export interface Delegate {
  readonly name: string;
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

/** Which number of a block's series a policy reads (`machines/evidence/relief.ts`). */
export const RELIEF_STATISTICS = ['peakRelief', 'reliefAtHour', 'meanOverAgentWindow', 'minSustainedOverAgentWindow', 'patientStatedRelief'] as const;
export type ReliefStatistic = (typeof RELIEF_STATISTICS)[number];

export interface Policy extends PolicyRef {
  readonly title: string;
  readonly pathway: 'rfa' | 'scs' | 'epidural';
  readonly effectiveFrom: PlainDate;
  /** Last day in force; left out while there is no successor. */
  readonly effectiveTo?: PlainDate;
  readonly covers: { readonly payer: string; readonly line?: string; /** Lines of business with rules of their own. */ readonly exceptLines?: readonly string[]; readonly states?: readonly string[]; readonly delegate?: Delegate };
  readonly confidence: Confidence;
  /** When a person last compared the file with its sources, and by when that is due again. */
  readonly readOn?: PlainDate;
  readonly reviewBy?: PlainDate;
  /** Of a practice's own file: the shipped policy in whose place it stands, `id@version`. */
  readonly replaces?: string;
  readonly parameters: PolicyParameters;
  /** Every step with the criteria it adds and those it takes over, flattened by `parsePolicy`, in the order of the file. */
  readonly steps: { readonly [S in Step]?: readonly Criterion[] };
  /** Rules without a kind: shown, never change a result. */
  readonly notes: readonly { readonly text: string; readonly source: Source }[];
}

/** Rules of reading a policy may set (`docs/reading-policies.md`). */
export interface PolicyParameters {
  /** Minutes for which an agent must hold, by agent. */
  readonly agentWindowMinutes: Readonly<Record<string, number>>;
  /** What `block-relief` compares. */
  readonly reliefStatistic: ReliefStatistic;
  /** The hour of `reliefAtHour`; left out with any other statistic. */
  readonly reliefAtHour?: number;
  /** First minute whose observations count. */
  readonly reliefFromMinutes: number;
  /** Stated against computed relief further apart than this (percentage points) is marked discordant. */
  readonly discordantPointsMin: number;
  /** T12-L1 with L1-L2 counts as lumbosacral. */
  readonly junctionIsLumbosacral: boolean;
}

/** What is asked of a policy: may this step be done on that date? */
export interface StepQuestion {
  readonly step: Step;
  readonly dateOfService: DayNumber;
  readonly asOf: DayNumber;
  readonly region?: Region;
  /** Empty for stimulation, and for an epidural that has no side. */
  readonly targets: readonly Target[];
  readonly technique?: string;
  readonly guidance?: Guidance;
  /** Place of service, two digits. */
  readonly setting?: string;
  /** Of an epidural. */
  readonly approach?: EpiduralApproach;
  readonly contrast?: boolean;
  readonly exception?: DocumentedException;
}

export type Mark = 'contested' | 'unconfirmed' | 'no-figure-in-source' | 'discordant' | 'not-attested';

/** Small plain data: numbers, dates and words that explain the outcome; its keys are the kind's own. */
export type Found = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>;

export interface Finding {
  /** The criterion's id in the policy. */
  readonly criterion: string;
  readonly kind: Kind;
  readonly outcome: Outcome;
  /** Left out: the finding concerns the whole session. */
  readonly target?: Target;
  readonly required: unknown;
  readonly found: Found;
  /** Facts that were read, also when unmet. */
  readonly evidence: readonly FactId[];
  /** Codes of what to document next; sentences are made by `narrate`. */
  readonly missing: readonly string[];
  readonly marks: readonly Mark[];
  readonly source: Source;
}

export type Result = 'eligible' | 'not-eligible' | 'cannot-tell' | 'review' | 'partial';

export interface OutcomeSets {
  readonly unmet: readonly Kind[];
  readonly unknown: readonly Kind[];
  readonly review: readonly Kind[];
}

export interface TargetAssessment extends OutcomeSets, Target {
  readonly result: Exclude<Result, 'partial'>;
}

export interface Assessment extends OutcomeSets {
  readonly step: Step;
  readonly policy: PolicyRef;
  readonly dateOfService: PlainDate;
  readonly asOf: PlainDate;
  readonly result: Result;
  readonly findings: readonly Finding[];
  /** One per asked target; empty for stimulation. */
  readonly targets: readonly TargetAssessment[];
}
