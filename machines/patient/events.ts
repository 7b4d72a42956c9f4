/** Events and commands of one patient's log. Data only: events past tense, commands imperative, one word per idea. */
import type { Region, Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, AuthorizationId, DocumentId, EpisodeId, FactId, Instant, PacketId, PatientId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import type { Fact, Guidance, Observation } from '../evidence/fact';
import type { Coverage, Found, Kind, Policy, PolicyRef, Result, Step } from '../criteria/types';
import type { AuthorizationEvent, Decision, Proof, RequestOverride } from '../authorization/events';

export type Pathway = 'rfa' | 'scs';

export interface Identifier {
  /** `mrn`, `member-id` ... */
  readonly kind: string;
  readonly value: string;
}

export interface PatientName {
  readonly family: string;
  readonly given: string;
}

/** A coverage with its dates; `order` 1 is primary. */
export interface PatientCoverage extends Coverage {
  readonly order: number;
  readonly memberId?: string;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** What an episode plans; every field may still be open. */
export interface EpisodePlan {
  readonly targets: readonly Target[];
  readonly technique?: string;
  readonly guidance?: Guidance;
  readonly setting?: string;
  readonly plannedOn?: PlainDate;
}

/** A finding as the log keeps it; required, citation and wording are read from the policy it names. */
export interface RecordedFinding {
  readonly criterion: string;
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly target?: Target;
  readonly found: Found;
  readonly evidence: readonly FactId[];
}

export interface RecordedAssessment {
  readonly step: Step;
  readonly policy: PolicyRef;
  readonly dateOfService: PlainDate;
  readonly result: Result;
  /** Targets whose own result is eligible. */
  readonly eligibleTargets: readonly Target[];
  readonly findings: readonly RecordedFinding[];
}

/** Why nothing could be assessed: the typed error of policy selection. */
export interface NotAssessed {
  readonly step: Step;
  readonly error: string;
}

export type PatientEvent =
  | { readonly type: 'PatientRegistered'; readonly patientId: PatientId; readonly name: PatientName; readonly birthDate: PlainDate;
      readonly identifiers: readonly Identifier[]; readonly coverages: readonly PatientCoverage[] }
  | { readonly type: 'CoverageChanged'; readonly coverages: readonly PatientCoverage[] }
  | { readonly type: 'FactDocumented'; readonly factId: FactId; readonly fact: Fact; readonly movedFrom?: PatientId }
  | { readonly type: 'ObservationAdded'; readonly factId: FactId; readonly observation: Observation }
  | { readonly type: 'FactCorrected'; readonly factId: FactId; readonly fact: Fact; /** Version of the fact it replaces. */ readonly replaces: number; readonly reason: string }
  | { readonly type: 'FactRetracted'; readonly factId: FactId; readonly reason: string }
  | { readonly type: 'FactMoved'; readonly factId: FactId; readonly toPatientId: PatientId; readonly reason: string }
  | { readonly type: 'DocumentAttached'; readonly documentId: DocumentId; readonly sha256: string; readonly mediaType: string; readonly bytes: number;
      readonly pages: number; readonly title: string }
  | { readonly type: 'EpisodeOpened'; readonly episodeId: EpisodeId; readonly pathway: Pathway; readonly region: Region; readonly plan: EpisodePlan }
  | { readonly type: 'TargetsPlanned'; readonly episodeId: EpisodeId; readonly plan: EpisodePlan }
  | { readonly type: 'EpisodeClosed'; readonly episodeId: EpisodeId; readonly reason: string }
  | { readonly type: 'StepAssessed'; readonly episodeId: EpisodeId; readonly assessment: RecordedAssessment }
  | AuthorizationEvent;

export type PatientCommand =
  | { readonly type: 'RegisterPatient'; readonly patientId: PatientId; readonly name: PatientName; readonly birthDate: PlainDate;
      readonly identifiers: readonly Identifier[]; readonly coverages: readonly PatientCoverage[] }
  | { readonly type: 'ChangeCoverage'; readonly coverages: readonly PatientCoverage[] }
  | { readonly type: 'DocumentFact'; readonly factId: FactId; readonly fact: Fact }
  | { readonly type: 'AddObservation'; readonly factId: FactId; readonly observation: Observation }
  | { readonly type: 'CorrectFact'; readonly factId: FactId; readonly fact: Fact; readonly replaces: number; readonly reason: string }
  | { readonly type: 'RetractFact'; readonly factId: FactId; readonly reason: string }
  /** Decided on the patient that has the fact; the other side is `DocumentFact` with `movedFrom`, in the same commit. */
  | { readonly type: 'MoveFact'; readonly factId: FactId; readonly toPatientId: PatientId; readonly reason: string }
  | { readonly type: 'ReceiveMovedFact'; readonly factId: FactId; readonly fact: Fact; readonly fromPatientId: PatientId }
  | { readonly type: 'AttachDocument'; readonly documentId: DocumentId; readonly sha256: string; readonly mediaType: string; readonly bytes: number;
      readonly pages: number; readonly title: string }
  | { readonly type: 'OpenEpisode'; readonly episodeId: EpisodeId; readonly pathway: Pathway; readonly region: Region; readonly plan: EpisodePlan }
  | { readonly type: 'PlanTargets'; readonly episodeId: EpisodeId; readonly plan: EpisodePlan }
  | { readonly type: 'CloseEpisode'; readonly episodeId: EpisodeId; readonly reason: string }
  | { readonly type: 'ReassessPatient' }
  | { readonly type: 'DraftAuthorization'; readonly authorizationId: AuthorizationId; readonly packetId: PacketId; readonly episodeId: EpisodeId; readonly step: Step }
  | { readonly type: 'RequestAuthorization'; readonly authorizationId: AuthorizationId; readonly dateOfService: PlainDate;
      readonly override?: RequestOverride; readonly expedited?: boolean; readonly justification?: string }
  | { readonly type: 'SubmitAuthorization'; readonly authorizationId: AuthorizationId; readonly submittedAt: Instant; readonly channel: string; readonly proof: Proof }
  | { readonly type: 'RecordDetermination'; readonly authorizationId: AuthorizationId; readonly decision: Decision; readonly decidedOn: PlainDate;
      readonly payerReference?: string; readonly validFrom?: PlainDate; readonly validTo?: PlainDate; readonly targets?: readonly Target[];
      readonly reason?: string; readonly documentId?: string }
  | { readonly type: 'SchedulePeerToPeer'; readonly authorizationId: AuthorizationId; readonly on: PlainDate }
  | { readonly type: 'FileAppeal'; readonly authorizationId: AuthorizationId; readonly filedOn: PlainDate; readonly level: string }
  | { readonly type: 'WithdrawAuthorization'; readonly authorizationId: AuthorizationId; readonly reason: string }
  | { readonly type: 'ExpireAuthorization'; readonly authorizationId: AuthorizationId };

/** Everything `decide` may read besides the patient: handed in, never fetched. */
export interface Given {
  /** The practice's today. */
  readonly asOf: PlainDate;
  readonly recordedAt: Instant;
  readonly actor: ActorId;
  /** All policies active for the practice. */
  readonly policies: readonly Policy[];
  /** Ids for what this command may create by itself (authorization drafts and packets), enough for every open episode. */
  readonly newId: () => string;
}
