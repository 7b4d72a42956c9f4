/** Events and commands of one patient's log. Data only: events past tense, commands imperative, one word per idea. */
import type { Region, Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, AuthorizationId, DocumentId, EpisodeId, FactId, Instant, PacketId, PatientId, RecordsRequestId, SubmissionId } from '../kernel/ids';
import type { Attestation, Imported } from '../evidence/chart';
import type { EpiduralApproach, Fact, Guidance, Observation, TrialDay } from '../evidence/fact';
import type { RecordedAssessment } from '../criteria/recorded';
import type { Coverage, Policy, Step } from '../criteria/types';
import type { DeterminationContent } from '../authorization/determination';
import type { Address, Directory } from '../directory';
import type { AuthorizationCommand, AuthorizationEvent, RequestOverride } from '../authorization/events';
import type { ReviewPacket, SignPacket } from '../authorization/signing';
import type { Exchange } from '../authorization/submission';
import type { Link, LinkCommand, LinkEvent } from './links';
import type { NeedCommand, NeedEvent } from './need-notes';

export type { NotAssessed, RecordedAssessment, RecordedFinding } from '../criteria/recorded';

export type Pathway = Policy['pathway'];

export interface Identifier {
  /** `mrn`, `member-id` ... */
  readonly kind: string;
  readonly value: string;
}

export interface PatientName {
  readonly family: string;
  readonly given: string;
}

export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
export type Sex = (typeof SEXES)[number];

/** What payers ask of a person beside name and birth date. `sex`: as the payer has it. */
export interface PersonDetails {
  readonly sex?: Sex;
  readonly address?: Address;
  readonly phone?: string;
}

export const RELATIONSHIPS = ['self', 'spouse', 'child', 'other'] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** Whose coverage it is, where it is another person's. */
export interface Subscriber extends PersonDetails {
  readonly name: PatientName;
  readonly birthDate: PlainDate;
}

/** A coverage with its dates; `order` 1 is primary. */
export interface PatientCoverage extends Coverage {
  readonly order: number;
  readonly memberId?: string;
  /** The employer's or plan's group. */
  readonly group?: string;
  /** What the patient is to the subscriber; left out: the subscriber. */
  readonly relationship?: Relationship;
  readonly subscriber?: Subscriber;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

/** A smaller form of an image, made for print when it was attached. */
export interface PrintRendition {
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What an episode plans; every field may still be open. */
export interface EpisodePlan {
  readonly targets: readonly Target[];
  readonly technique?: string;
  readonly guidance?: Guidance;
  readonly setting?: string;
  /** Of an epidural. */
  readonly approach?: EpiduralApproach;
  readonly contrast?: boolean;
  /** Of a stimulator. */
  readonly leads?: number;
  readonly plannedOn?: PlainDate;
  /** Where and by whom: entries of the practice's directory. */
  readonly facilityId?: string;
  readonly practitionerId?: string;
}

export type PatientEvent =
  | { readonly type: 'PatientRegistered'; readonly patientId: PatientId; readonly name: PatientName; readonly birthDate: PlainDate;
      readonly identifiers: readonly Identifier[]; readonly coverages: readonly PatientCoverage[];
      readonly details?: PersonDetails;
      /** Someone looked: a patient who has one of the identifiers too is another person. */ readonly confirmedDistinct?: true }
  | { readonly type: 'PersonCorrected'; readonly name: PatientName; readonly birthDate: PlainDate; readonly details: PersonDetails; readonly reason: string }
  | { readonly type: 'CoverageChanged'; readonly coverages: readonly PatientCoverage[] }
  | { readonly type: 'FactDocumented'; readonly factId: FactId; readonly fact: Fact; readonly movedFrom?: PatientId;
      /** Moved here without its reference: the document is the other patient's. */ readonly documentLeftBehind?: DocumentId;
      /** Said by another system, and by nobody here yet. */ readonly imported?: Link;
      /** Of one that was moved: it had been imported into the record it comes from, and stands as it stood there. */ readonly importedThere?: Imported }
  /** Of a block or an epidural a score after so many minutes, of a trial a day of its diary. */
  | { readonly type: 'ObservationAdded'; readonly factId: FactId; readonly observation: Observation | TrialDay; /** The patient's own diary it came through. */ readonly diaryId?: string;
      /** Said by another system: whoever attested the fact has not seen it. */ readonly imported?: Link }
  | { readonly type: 'FactCorrected'; readonly factId: FactId; readonly fact: Fact; /** Version of the fact it replaces. */ readonly replaces: number; readonly reason: string }
  /** A clinician has looked at what another system states and stands for it. */
  | ({ readonly type: 'FactsAttested'; readonly factIds: readonly FactId[] } & Attestation)
  | { readonly type: 'FactRetracted'; readonly factId: FactId; readonly reason: string }
  | { readonly type: 'FactMoved'; readonly factId: FactId; readonly toPatientId: PatientId; readonly reason: string;
      /** The document it names, which stays in this record. */ readonly documentKept?: DocumentId }
  | { readonly type: 'DocumentAttached'; readonly documentId: DocumentId; readonly sha256: string; readonly mediaType: string; readonly bytes: number;
      readonly pages: number; readonly title: string; readonly rendition?: PrintRendition }
  | { readonly type: 'EpisodeOpened'; readonly episodeId: EpisodeId; readonly pathway: Pathway; readonly region: Region; readonly plan: EpisodePlan }
  | { readonly type: 'TargetsPlanned'; readonly episodeId: EpisodeId; readonly plan: EpisodePlan }
  | { readonly type: 'EpisodeClosed'; readonly episodeId: EpisodeId; readonly reason: string }
  | { readonly type: 'StepAssessed'; readonly episodeId: EpisodeId; readonly assessment: RecordedAssessment }
  /** No policy answers for the step any more (coverage or policy changed): its last assessment holds no longer. */
  | { readonly type: 'StepNotAssessed'; readonly episodeId: EpisodeId; readonly step: Step; readonly error: string }
  /** A procedure has a day: of an authorization, or of a step for which none is needed. */
  | ({ readonly type: 'ProcedureScheduled' } & ScheduledDay)
  | ({ readonly type: 'ProcedureRescheduled' } & ScheduledDay)
  | { readonly type: 'ProcedureCancelled'; readonly episodeId: EpisodeId; readonly step: Step; readonly authorizationId?: AuthorizationId; readonly reason: string }
  | { readonly type: 'RecordsRequested'; readonly requestId: RecordsRequestId; /** The other provider's name. */ readonly from: string; readonly what: string;
      readonly askedOn: PlainDate; /** When to ask again. */ readonly chaseOn: PlainDate; readonly episodeId?: EpisodeId }
  | { readonly type: 'RecordsChased'; readonly requestId: RecordsRequestId; readonly chasedOn: PlainDate; readonly chaseOn: PlainDate }
  | { readonly type: 'RecordsReceived'; readonly requestId: RecordsRequestId; readonly receivedOn: PlainDate; readonly documentId?: DocumentId }
  | NeedEvent
  | LinkEvent
  | AuthorizationEvent;

/** A fact as another system states it, or what it adds to one; read when it is decided. */
export type ImportedStatement =
  | { readonly factId: FactId; readonly fact: unknown; /** Retracted when the link was undone, and the person who linked again wants it back. */ readonly revives?: true }
  | { readonly factId: FactId; readonly observation: unknown };

interface ScheduledDay {
  readonly episodeId: EpisodeId;
  readonly step: Step;
  readonly authorizationId?: AuthorizationId;
  readonly on: PlainDate;
  readonly targets: readonly Target[];
  readonly facilityId?: string;
  readonly practitionerId?: string;
  /** What people had to decide about the day, and did. */
  readonly accepted?: readonly string[];
}

/** What the planner says of a day: reasons by code, those that forbid it, and the first day that is allowed. */
export interface BookingSaid {
  readonly because: readonly string[];
  readonly forbids: readonly string[];
  readonly firstAllowedOn: PlainDate | null;
  /** `firstAllowedOn` holds if a request is sent on this day and approved. */
  readonly assumesRequestOn?: PlainDate;
}

export type ScheduleOf = { readonly authorizationId: AuthorizationId } | { readonly episodeId: EpisodeId; readonly step: Step };

/** What somebody wants booked. Targets left out: what was approved, or is planned. */
export interface Appointment {
  readonly of: ScheduleOf;
  readonly on: PlainDate;
  readonly targets?: readonly Target[];
  readonly facilityId?: string;
  readonly practitionerId?: string;
  /** The day is one that sources count differently, and is meant. */
  readonly acceptContestedDay?: boolean;
  /** Somebody has decided what people must decide about the day. */
  readonly acceptReview?: boolean;
}

export type PatientCommand =
  | { readonly type: 'RegisterPatient'; readonly patientId: PatientId; readonly name: PatientName; readonly birthDate: PlainDate;
      readonly identifiers: readonly Identifier[]; readonly coverages: readonly PatientCoverage[]; readonly details?: PersonDetails; readonly confirmedDistinct?: true }
  | { readonly type: 'CorrectPerson'; readonly name: PatientName; readonly birthDate: PlainDate; readonly details: PersonDetails; readonly reason: string }
  | { readonly type: 'ChangeCoverage'; readonly coverages: readonly PatientCoverage[] }
  | { readonly type: 'DocumentFact'; readonly factId: FactId; readonly fact: Fact }
  /** What it must look like is the fact's business, so it is read against the fact. */
  | { readonly type: 'AddObservation'; readonly factId: FactId; readonly observation: unknown; /** Through the patient's own diary; left out: by the practice. */ readonly diaryId?: string }
  | { readonly type: 'CorrectFact'; readonly factId: FactId; readonly fact: Fact; readonly replaces: number; readonly reason: string;
      /** A clinician corrects: what was imported is documented by them from then on. */ readonly byClinician?: true }
  /** By a clinician only: who may send it is the table of permissions' business. */
  | { readonly type: 'AttestFacts'; readonly factIds: readonly FactId[] }
  | { readonly type: 'RetractFact'; readonly factId: FactId; readonly reason: string }
  /** Decided on the patient that has the fact; the other side is `DocumentFact` with `movedFrom`, in the same commit. */
  | { readonly type: 'MoveFact'; readonly factId: FactId; readonly toPatientId: PatientId; readonly reason: string }
  | { readonly type: 'ReceiveMovedFact'; readonly factId: FactId; readonly fact: Fact; readonly fromPatientId: PatientId; readonly imported?: Imported }
  | { readonly type: 'AttachDocument'; readonly documentId: DocumentId; readonly sha256: string; readonly mediaType: string; readonly bytes: number;
      readonly pages: number; readonly title: string; readonly rendition?: PrintRendition }
  | { readonly type: 'OpenEpisode'; readonly episodeId: EpisodeId; readonly pathway: Pathway; readonly region: Region; readonly plan: EpisodePlan }
  | { readonly type: 'PlanTargets'; readonly episodeId: EpisodeId; readonly plan: EpisodePlan }
  | { readonly type: 'CloseEpisode'; readonly episodeId: EpisodeId; readonly reason: string }
  | { readonly type: 'ReassessPatient' }
  /** A payer's own message: kept as it came, and what it says recorded. */
  | { readonly type: 'RecordAnswer'; readonly authorizationId: AuthorizationId; readonly determination: DeterminationContent; readonly document: Omit<Extract<PatientEvent, { type: 'DocumentAttached' }>, 'type'> }
  /** The payer's answer to what the service has sent. */
  | { readonly type: 'RecordDelivery'; readonly authorizationId: AuthorizationId; readonly submissionId: SubmissionId; readonly exchange: Exchange; readonly reference?: string;
      readonly determination?: DeterminationContent; readonly document: Omit<Extract<PatientEvent, { type: 'DocumentAttached' }>, 'type'> }
  | { readonly type: 'DraftAuthorization'; readonly authorizationId: AuthorizationId; readonly packetId: PacketId; readonly episodeId: EpisodeId; readonly step: Step }
  | { readonly type: 'RequestAuthorization'; readonly authorizationId: AuthorizationId; readonly dateOfService: PlainDate;
      readonly override?: RequestOverride; readonly expedited?: boolean; readonly justification?: string }
  | ({ readonly type: 'ScheduleProcedure' | 'RescheduleProcedure'; readonly booking: BookingSaid } & Appointment)
  | { readonly type: 'CancelProcedure'; readonly of: ScheduleOf; readonly reason: string }
  | { readonly type: 'RequestRecords'; readonly requestId: RecordsRequestId; readonly from: string; readonly what: string;
      readonly askedOn: PlainDate; readonly chaseOn: PlainDate; readonly episodeId?: EpisodeId }
  | { readonly type: 'ChaseRecords'; readonly requestId: RecordsRequestId; readonly chasedOn: PlainDate; readonly chaseOn: PlainDate }
  | { readonly type: 'ReceiveRecords'; readonly requestId: RecordsRequestId; readonly receivedOn: PlainDate; readonly documentId?: DocumentId }
  | { readonly type: 'ImportFacts'; readonly from: Link; readonly statements: readonly ImportedStatement[] }
  | LinkCommand
  | ReviewPacket | SignPacket
  | NeedCommand
  | AuthorizationCommand;

/** Everything `decide` may read besides the patient: handed in, never fetched. */
export interface Given {
  /** The practice's today. */
  readonly asOf: PlainDate;
  readonly recordedAt: Instant;
  readonly actor: ActorId;
  /** All policies active for the practice. */
  readonly policies: readonly Policy[];
  /** Whom the practice knows; left out where nothing can be planned with any of them. */
  readonly directory?: Directory;
  /** Ids for what this command may create by itself (authorization drafts and packets), enough for every open episode. */
  readonly newId: () => string;
}
