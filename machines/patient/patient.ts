/**
 * The aggregate: one patient, one log, one version. Routes events to the chart and to the episodes and authorizations
 * they name; the only room that imports the pathways.
 */
import type { Region, Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationId, DocumentId, EpisodeId, FactId, PatientId, RecordsRequestId } from '../kernel/ids';
import type { Rejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import type { Assessment, Step } from '../criteria/types';
import type { AuthorizationState } from '../authorization/authorization';
import type { Link, Links } from './links';
import type { NeedNotes } from './need-notes';
import type { EpisodePlan, Given, Identifier, NotAssessed, PatientCommand, PatientCoverage, PatientEvent, PatientName, Pathway, PersonDetails, PrintRendition, RecordedAssessment } from './events';

export type { AuthorizationState } from '../authorization/authorization';

export interface EpisodeState {
  readonly id: EpisodeId;
  readonly pathway: Pathway;
  readonly region: Region;
  readonly plan: EpisodePlan;
  /** The pathway map's state value, a plain string: `conservative-care`, `ready-for-block-1` ... */
  readonly position: string;
  /** Last recorded assessment of each step. */
  readonly assessments: { readonly [S in Step]?: RecordedAssessment };
  readonly closed?: { readonly reason: string };
  /** By step the last schedule, fulfilled or not. */
  readonly scheduled?: readonly Scheduled[];
}

/** A procedure that has a day: of an authorization, or of a step for which none is needed. */
export interface Scheduled {
  readonly step: Step;
  readonly on: PlainDate;
  readonly targets: readonly Target[];
  readonly authorizationId?: AuthorizationId;
  readonly facilityId?: string;
  readonly practitionerId?: string;
  /** What people had to decide, and did when it was scheduled. */
  readonly accepted?: readonly string[];
  /** What the record held then of the procedures of its pathway. */
  readonly preceding: readonly FactId[];
}

export interface PatientDocument {
  readonly id: DocumentId;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly pages: number;
  readonly title: string;
  readonly rendition?: PrintRendition;
}

export interface PatientState {
  /** Undefined until registered. */
  readonly id?: PatientId;
  readonly name?: PatientName;
  readonly birthDate?: PlainDate;
  readonly details?: PersonDetails;
  readonly identifiers: readonly Identifier[];
  readonly coverages: readonly PatientCoverage[];
  readonly chart: Chart;
  /** Version of each current fact (1 when documented, +1 with every correction); -1 when retracted or moved away. */
  readonly factVersions: Readonly<Record<FactId, number>>;
  readonly documents: readonly PatientDocument[];
  readonly episodes: readonly EpisodeState[];
  readonly authorizations: readonly AuthorizationState[];
  /** Asked of other providers, oldest first. */
  readonly recordsRequests: readonly RecordsRequest[];
  /** What staff noted about needs for authorizations; left out until somebody has. */
  readonly needs?: readonly NeedNotes[];
  /** Patients of other systems that are this one; left out until there is one. */
  readonly links?: Links;
  /** Facts that came from another system, by the patient they were said of there. */
  readonly imported?: Readonly<Record<FactId, Link>>;
}

/** Records asked of another provider: chased until they are there. */
export interface RecordsRequest {
  readonly id: RecordsRequestId;
  readonly from: string;
  readonly what: string;
  readonly askedOn: PlainDate;
  readonly episodeId?: EpisodeId;
  /** The days on which they were asked for again. */
  readonly chasedOn: readonly PlainDate[];
  readonly chaseOn: PlainDate;
  readonly received?: { readonly on: PlainDate; readonly documentId?: DocumentId };
}

/** What status shows of one episode after one unrecorded reassessment; a closed one has the tag `closed` and nothing ahead. */
export interface EpisodeStanding {
  readonly episodeId: EpisodeId;
  readonly pathway: Pathway;
  readonly region: Region;
  readonly plan: EpisodePlan;
  readonly position: string;
  /** Worklist words: `ready`, `waiting`, `needs-review`, `requested`, `authorized` ... */
  readonly tags: readonly string[];
  /** The next gated step; undefined when nothing is ahead. */
  readonly nextStep?: Step;
  /** Every step ahead, in order; the first is the next step's. */
  readonly assessments: readonly (Assessment | NotAssessed)[];
  readonly authorizations: readonly AuthorizationState[];
  /** Procedures that have a day and are awaited. */
  readonly scheduled: readonly Scheduled[];
}

export type DecidePatient = (command: PatientCommand, patient: PatientState, given: Given) => readonly PatientEvent[] | Rejection;
export type EvolvePatient = (patient: PatientState, event: PatientEvent) => PatientState;
/** Status: fold to `knownAt` first, then this answers from one unrecorded reassessment at `asOf`. Pure. */
export type StandingOf = (patient: PatientState, given: Pick<Given, 'asOf' | 'policies'>) => readonly EpisodeStanding[];
