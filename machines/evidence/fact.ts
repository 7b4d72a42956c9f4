/**
 * Every kind of documented clinical statement, in the names and units of the case format (`docs/case-format.md`).
 * Shapes only; `parse-fact.ts` is the one door through which `unknown` becomes a `Fact`.
 * A field marked optional may be missing from a record: what a missing field means is each criterion's business.
 */
import type { Level, Region, Side, SpinalRegion, LeadRegion } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';

/** Carried by every fact. */
export interface FactBase {
  readonly id?: string;
  readonly occurredOn: PlainDate;
  readonly author?: string;
  readonly source?: string;
  readonly documentId?: string;
  /** Page of the document, from 1. */
  readonly page?: number;
}

/** A documented target: the side may be missing or `bilateral`; it then counts for no side until sides are known. */
export interface DocumentedTarget {
  readonly level: Level;
  readonly side?: Side | 'bilateral';
}

export type Guidance = 'fluoroscopy' | 'CT' | 'ultrasound' | 'MRI' | 'none';
export type PainScale = 'NRS' | 'VAS' | 'VRS';
export type DisabilityScale = 'ODI' | 'NDI' | 'RMDQ' | 'PEG' | 'PROMIS-PI';
export type Instrument = PainScale | DisabilityScale;

export const PAIN_SCALES: readonly string[] = ['NRS', 'VAS', 'VRS'];

export interface Observation {
  /** Minutes after the procedure. */
  readonly minutes: number;
  readonly score: number;
  readonly side?: Side;
  readonly activity?: string;
  readonly source?: EntrySource;
  readonly flags?: readonly ('analgesic' | 'slept')[];
  /** What was taken, of the flag `analgesic`, in the patient's own choice of words. */
  readonly analgesic?: AnalgesicKind;
  /** Written down that long after the moment it speaks of; left out: at that moment. */
  readonly recalledAfterMinutes?: number;
  /** Who of the practice wrote down what the patient said. */
  readonly enteredBy?: string;
}

/** Who said it, or how it came: `phone` is the patient's word, written down by the practice. */
export const ENTRY_SOURCES = ['patient', 'nurse', 'phone'] as const;
export type EntrySource = (typeof ENTRY_SOURCES)[number];

export const ANALGESIC_KINDS = ['acetaminophen', 'anti-inflammatory', 'opioid', 'other'] as const;
export type AnalgesicKind = (typeof ANALGESIC_KINDS)[number];

/** A series against a baseline of the same scale; never a bare number. */
export interface ReliefSeries {
  readonly scale?: PainScale;
  readonly baseline?: number;
  readonly observations?: readonly Observation[];
  /** What the author stated, 0 to 100. */
  readonly statedPercent?: number;
  readonly durationHours?: number;
}

export interface FunctionMeasure {
  /** `instrument` (a disability scale) for ablation outcomes, `measure` (walking-minutes ...) for trials. */
  readonly instrument?: string;
  readonly measure?: string;
  readonly baseline: number;
  readonly value?: number;
  readonly end?: number;
}

export interface DocumentedException {
  readonly kind: string;
  readonly reason: string;
}

export interface PainHistory extends FactBase {
  readonly type: 'pain-history';
  readonly region: Region;
  readonly sides?: readonly (Side | 'bilateral')[];
  readonly onsetOn?: PlainDate;
  /** `axial`, `mixed`, `radicular` ... an open word list. */
  readonly pattern?: string;
  readonly limitsFunction?: boolean;
  readonly diagnoses?: readonly string[];
}

export interface ExclusionReview extends FactBase {
  readonly type: 'exclusion-review';
  readonly radiculopathy?: 'absent' | 'untreated' | 'treated' | 'synovial-cyst';
  readonly neurogenicClaudication?: 'absent' | 'untreated' | 'treated' | 'present';
  readonly otherCause?: 'none' | 'fracture' | 'tumor' | 'infection' | 'deformity' | 'other';
  readonly generalizedPain?: boolean;
  readonly fusedLevels?: readonly Level[];
  readonly activeSubstanceUse?: boolean;
  readonly cardiacDevice?: boolean;
}

export interface ConservativeCare extends FactBase {
  readonly type: 'conservative-care';
  /** `physical-therapy`, `nsaid`, `medication`, `surgery` ... an open word list. */
  readonly modality: string;
  readonly startedOn?: PlainDate;
  readonly endedOn?: PlainDate;
  readonly visits?: number;
  readonly response?: 'failed' | 'partial' | 'successful' | 'not-tolerated' | 'contraindicated';
  readonly reason?: string;
  readonly provider?: string;
  readonly inPerson?: boolean;
}

export interface Score extends FactBase {
  readonly type: 'score';
  readonly instrument: Instrument;
  readonly value: number;
  /** `baseline`, `follow-up` ... */
  readonly role?: string;
  readonly instrumentVersion?: string;
}

export interface Imaging extends FactBase {
  readonly type: 'imaging';
  readonly modality: string;
  readonly region: Region;
  readonly levels?: readonly Level[];
  readonly findings?: readonly string[];
  readonly excludesOtherCause?: boolean;
  /** The findings agree with history and examination, as its reader states. */
  readonly concordant?: boolean;
}

export interface Block extends FactBase {
  readonly type: 'block';
  readonly technique: 'medial-branch' | 'intra-articular';
  readonly purpose: 'diagnostic' | 'therapeutic';
  readonly targets: readonly DocumentedTarget[];
  /** `lidocaine`, `bupivacaine`, `ropivacaine` ... an open word list; windows live in the policies. */
  readonly agent?: string;
  readonly concentrationPercent?: number;
  readonly volumeMlPerTarget?: number;
  readonly steroid?: boolean;
  readonly guidance?: Guidance;
  readonly sedation?: 'none' | 'minimal' | 'moderate' | 'deep';
  readonly setting?: string;
  readonly relief?: ReliefSeries;
  readonly contrast?: boolean;
  readonly imageSaved?: boolean;
  readonly operator?: string;
  readonly exception?: DocumentedException;
}

export interface Ablation extends FactBase {
  readonly type: 'ablation';
  /** `thermal-rf`, `pulsed-rf`, `cooled-rf`, `chemical`, `cryo`, `laser` ... an open word list. */
  readonly technique: string;
  readonly temperatureC?: number;
  readonly targets: readonly DocumentedTarget[];
  readonly guidance?: Guidance;
  readonly setting?: string;
  readonly imageSaved?: boolean;
  readonly operator?: string;
}

export interface AblationOutcome extends FactBase {
  readonly type: 'ablation-outcome';
  readonly ablationOn: PlainDate;
  readonly side?: Side | 'bilateral';
  readonly scale?: PainScale;
  readonly baseline?: number;
  readonly score?: number;
  readonly statedPercent?: number;
  readonly sustainedUntil?: PlainDate;
  readonly function?: FunctionMeasure;
}

/** Indications for an epidural; the others are for stimulation. */
export const EPIDURAL_INDICATIONS: readonly string[] = ['radiculopathy', 'neurogenic-claudication', 'post-laminectomy-syndrome', 'acute-herpes-zoster'];

export interface Indication extends FactBase {
  readonly type: 'indication';
  readonly code:
    | 'failed-back-surgery-syndrome' | 'crps' | 'painful-diabetic-neuropathy'
    | 'ischemic-limb-pain' | 'refractory-angina' | 'non-surgical-back-pain'
    | 'radiculopathy' | 'neurogenic-claudication' | 'post-laminectomy-syndrome' | 'acute-herpes-zoster';
  readonly onsetOn?: PlainDate;
  readonly pattern?: string;
}

export interface PsychEvaluation extends FactBase {
  readonly type: 'psych-evaluation';
  readonly by?: string;
  readonly cleared?: boolean;
}

export interface MultidisciplinaryScreening extends FactBase {
  readonly type: 'multidisciplinary-screening';
}

export interface RiskDiscussion extends FactBase {
  readonly type: 'risk-discussion';
}

export interface TrialDay {
  readonly on: PlainDate;
  readonly score?: number;
  readonly scoreStimulationOff?: number;
  readonly doseMme?: number;
  readonly sleep?: string | number;
  readonly goalMet?: boolean;
  readonly hoursOn?: number;
  /** At its strongest; `score` is that of most of the day. */
  readonly worstScore?: number;
  /** Pain medicine against before the trial, where no dose was counted. */
  readonly medicine?: MedicineTaken;
  readonly source?: EntrySource;
  /** Written down that many days after the day it speaks of; left out: on that day. */
  readonly recalledAfterDays?: number;
  /** Who of the practice wrote down what the patient said. */
  readonly enteredBy?: string;
}

export const MEDICINE_TAKEN = ['none', 'less', 'same', 'more'] as const;
export type MedicineTaken = (typeof MEDICINE_TAKEN)[number];

/** `paddle`: placed through a laminectomy. */
export type LeadType = 'percutaneous' | 'paddle';

export interface ScsTrial extends FactBase {
  readonly type: 'scs-trial';
  /** Instants with an offset, ISO 8601. */
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly leads?: number;
  readonly leadType?: LeadType;
  readonly contacts?: number;
  readonly region: LeadRegion;
  readonly setting?: string;
  readonly relief?: { readonly scale?: PainScale; readonly baseline?: number; readonly end?: number; readonly statedPercent?: number };
  readonly analgesic?: { readonly unit: string; readonly baseline: number; readonly end: number };
  readonly function?: FunctionMeasure;
  readonly days?: readonly TrialDay[];
  readonly exception?: DocumentedException;
}

export interface Plan extends FactBase {
  readonly type: 'plan';
  readonly rfaConsidered?: boolean;
  readonly rfaNotCandidateReason?: string;
}

export interface AuthorizationFact extends FactBase {
  readonly type: 'authorization';
  readonly program: string;
  readonly decision: string;
  readonly decidedOn?: PlainDate;
  readonly codes?: readonly string[];
  /** Approved, of each of its codes. */
  readonly units?: number;
  readonly setting?: string;
  readonly payerReference?: string;
  readonly validFrom?: PlainDate | null;
  readonly validTo?: PlainDate | null;
}

export type EpiduralApproach = 'interlaminar' | 'caudal' | 'transforaminal';
export const EPIDURAL_APPROACHES: readonly EpiduralApproach[] = ['interlaminar', 'caudal', 'transforaminal'];

export interface Epidural extends FactBase {
  readonly type: 'epidural';
  readonly approach: EpiduralApproach;
  readonly targets?: readonly DocumentedTarget[];
  readonly region?: SpinalRegion;
  readonly contrast?: boolean;
  readonly guidance?: Guidance;
  readonly imageSaved?: boolean;
  readonly setting?: string;
  readonly relief?: ReliefSeries;
  readonly function?: FunctionMeasure;
  /** Doses against a baseline, as in a trial. */
  readonly analgesic?: { readonly unit: string; readonly baseline: number; readonly end: number };
}

export interface Implant extends FactBase {
  readonly type: 'implant';
  /** Leads placed in this session; 0 where those of the trial stay and only the generator is placed. */
  readonly leads?: number;
  readonly leadType?: LeadType;
  readonly contacts?: number;
  readonly generator?: boolean;
  readonly region: LeadRegion;
  readonly setting?: string;
}

export interface Revision extends FactBase {
  readonly type: 'revision';
  readonly component: 'lead' | 'paddle' | 'generator';
  readonly action: 'revise' | 'replace' | 'remove';
  readonly setting?: string;
}

export interface Programming extends FactBase {
  readonly type: 'programming';
  readonly complexity: 'none' | 'simple' | 'complex';
  /** Done while leads or a generator were being placed. */
  readonly intraoperative?: boolean;
  readonly setting?: string;
}

export interface DrugTest extends FactBase {
  readonly type: 'drug-test';
  readonly method: string;
  readonly classes?: readonly string[] | number;
  readonly reason?: string;
  readonly riskTier?: string;
  readonly setting?: string;
}

export interface AdvanceBeneficiaryNotice extends FactBase {
  readonly type: 'abn';
  readonly signedOn?: PlainDate;
  readonly services?: readonly string[];
}

export type Fact =
  | PainHistory | ExclusionReview | ConservativeCare | Score | Imaging | Block | Ablation | AblationOutcome
  | Indication | PsychEvaluation | MultidisciplinaryScreening | RiskDiscussion | ScsTrial | Plan | AuthorizationFact
  | Epidural | Implant | Revision | Programming | DrugTest | AdvanceBeneficiaryNotice;

export type FactType = Fact['type'];
export type FactOf<T extends FactType> = Extract<Fact, { readonly type: T }>;
