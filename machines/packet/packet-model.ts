/**
 * The packet of one request as plain data: what a reviewer is told, and the facts each statement rests on.
 * Rendering (PDF, later other forms) adds layout and nothing else. Dates are plain dates, ids are the log's own.
 */
import type { Level, Region, Side, Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationId, DocumentId, FactId, PacketId, PracticeId } from '../kernel/ids';
import type { Outcome } from '../kernel/outcome';
import type { FactType } from '../evidence/fact';
import type { Confidence, Kind, Mark, Result, Source, Step } from '../criteria/types';
import type { Address, Channel, Facility, MissingField, Organization, Payer, Practitioner } from '../directory';
import type { ClaimType, PlannedLine } from '../coding';
import type { PriorAuthorization } from '../programs/applies';

/** One sentence and the facts it is made from; never empty. */
export interface Sentence {
  readonly text: string;
  readonly factIds: readonly FactId[];
}

export interface NarrativeSection {
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

export interface RequestedTarget {
  readonly level: Level;
  readonly side: Side;
  /** The nerves that serve the joint; empty where they are not treated. */
  readonly nerves: readonly string[];
}

export interface PacketRequest {
  readonly step: Step;
  /** `Radiofrequency ablation, first`. */
  readonly kind: string;
  readonly region?: Region;
  /** Empty for stimulation. */
  readonly targets: readonly RequestedTarget[];
  /** Planned targets that the request leaves out, and what is not met for them. */
  readonly notCovered: readonly { readonly target: Target; readonly kinds: readonly { readonly kind: Kind; readonly title: string }[] }[];
  /** Planned date of service; left out while none is planned. */
  readonly plannedOn?: PlainDate;
  /** Of an ablation. */
  readonly technique?: string;
  /** Of an epidural. */
  readonly approach?: string;
  readonly guidance?: string;
  /** Place of service, two digits, and what it is called. */
  readonly setting?: { readonly code: string; readonly name: string };
  readonly expedited: boolean;
  readonly justification?: string;
  /** Diagnosis codes of the pain history that concern the request. */
  readonly diagnoses: readonly string[];
  /** One per code and side, in the order of levels; the same line has the same place in every packet of the plan. */
  readonly lines: readonly PlannedLine[];
  readonly claimType: ClaimType;
  /** The payer decided on an earlier packet of this authorization: what it said last. */
  readonly resubmissionOf?: { readonly packetId: PacketId; readonly decision: string; readonly decidedOn: PlainDate; readonly payerReference?: string; readonly reason?: string };
  /** Of a permanent stimulator: the payer's number for its trial, where one request serves both. */
  readonly trialReference?: string;
}

/** Whom the request names, from the practice's directory; left out: not planned, or not known. */
export interface PacketParties {
  readonly practice?: Organization;
  readonly practitioner?: Practitioner;
  readonly facility?: Facility;
  /** Who insures, and who decides where that is another. */
  readonly payer?: Payer;
  readonly delegate?: Payer;
  /** In force on the day of service. */
  readonly channels: readonly Channel[];
  /** Does prior authorization apply, and the program that says so. */
  readonly need: { readonly result: PriorAuthorization; readonly program: string | null };
  /** Which field of which record this payer asks for and nobody has recorded. */
  readonly missing: readonly MissingField[];
}

/** The program's own first page. A row without a value is missing, unless it may be empty. */
export interface CoverSheet {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly rows: readonly { readonly label: string; readonly value?: string; readonly mayBeEmpty?: boolean }[] }[];
}

export interface PacketPatient {
  /** `Family, Given`. */
  readonly name: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: PlainDate;
  readonly sex?: string;
  readonly address?: Address;
  readonly phone?: string;
  /** Of the primary coverage, else the patient's identifier of that kind. */
  readonly memberId?: string;
}

export interface PacketCoverage {
  readonly payer: string;
  readonly line?: string;
  readonly state?: string;
  readonly memberId?: string;
  readonly group?: string;
  /** What the patient is to the subscriber; left out: the subscriber. */
  readonly relationship?: string;
  readonly subscriber?: { readonly name: { readonly family: string; readonly given: string }; readonly birthDate: PlainDate; readonly sex?: string; readonly address?: Address; readonly phone?: string };
  readonly order: number;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

export interface PacketPolicy {
  readonly title: string;
  /** `medicare-facet-cgs@2025-01-01`. */
  readonly ref: string;
  readonly document: string;
  readonly revision: string;
  readonly confidence: Confidence;
}

export interface Verdict {
  readonly result: Result;
  readonly sentence: string;
  /** The day to which every duration and window was measured; the planned one, when one is planned. */
  readonly dateOfService: PlainDate;
  /** Each requested target by itself; empty for stimulation. */
  readonly targets: readonly { readonly target: Target; readonly result: Exclude<Result, 'partial'> }[];
}

/** A fact as a reviewer is pointed to it. */
export interface Evidence {
  readonly factId: FactId;
  readonly type: FactType;
  readonly occurredOn: PlainDate;
  /** What it is: `MRI, lumbosacral`. */
  readonly summary: string;
  /** The whole fact in one line. */
  readonly description: string;
  readonly author?: string;
  /** The page of an appended document, when the fact names it. */
  readonly document?: { readonly documentId: DocumentId; readonly page?: number };
}

/** A mark with the words that are printed: contested readings are printed with their sources. */
export interface PrintedMark {
  readonly mark: Mark;
  readonly text: string;
}

/** One criterion, for the session or for the targets whose finding is the same. */
export interface CrosswalkRow {
  readonly criterion: string;
  readonly kind: Kind;
  readonly title: string;
  readonly required: string;
  readonly outcome: Outcome;
  /** The whole sentence; `shown` is what the record shows, without the question, and may be empty. */
  readonly finding: string;
  readonly shown: string;
  /** Empty: the finding concerns the whole session. */
  readonly targets: readonly Target[];
  readonly evidence: readonly Evidence[];
  /** The finding rests on what is asked (targets, technique, place), too. */
  readonly readsRequest: boolean;
  readonly marks: readonly PrintedMark[];
  readonly source: Source;
}

/** A finding that is not met: what the record shows, what to document next, and who could. */
export interface Gap {
  readonly criterion: string;
  readonly kind: Kind;
  readonly title: string;
  readonly outcome: Exclude<Outcome, 'met'>;
  readonly targets: readonly Target[];
  readonly finding: string;
  readonly shown: string;
  readonly toDocument: string;
  readonly who: string;
  readonly overridden: boolean;
}

export interface PrintedOverride {
  readonly by: string;
  readonly rationale: string;
  readonly kinds: readonly { readonly kind: Kind; readonly title: string }[];
}

/** The pain scores around one procedure, and the statistics that carry a name. */
export interface ReliefTable {
  readonly factId: FactId;
  readonly occurredOn: PlainDate;
  readonly title: string;
  readonly scale?: string;
  readonly baseline?: number;
  /** What `at` counts from the procedure's start. */
  readonly unit: 'minutes' | 'days';
  /** The relief that the policy asks for, percent against the baseline. */
  readonly percentMin?: number;
  readonly observations: readonly { readonly when: string; readonly at: number; readonly side?: string; readonly score: number; readonly reliefPercent?: number; readonly remarks: string }[];
  readonly statistics: readonly { readonly name: string; readonly value: string }[];
}

export interface PacketDocument {
  readonly id: DocumentId;
  readonly title: string;
  readonly mediaType: string;
  readonly pages: number;
  readonly bytes: number;
  readonly sha256: string;
  /** What is printed in its place: the same image, as large as print needs. */
  readonly printed?: { readonly sha256: string; readonly mediaType: string };
}

export interface CriterionChange {
  readonly title: string;
  /** Of which targets; empty for the whole session. */
  readonly where: string;
  /** Left out: the criterion was not asked. */
  readonly before?: { readonly outcome: Outcome; readonly finding: string };
  readonly after?: { readonly outcome: Outcome; readonly finding: string };
}

export interface EvidenceChange {
  readonly factId: FactId;
  readonly occurredOn: PlainDate;
  readonly before?: string;
  readonly after?: string;
}

export interface PacketChanges {
  readonly since: { readonly packetId: PacketId; readonly asOf: PlainDate };
  /** In the order of the policy. */
  readonly criteria: readonly CriterionChange[];
  /** Oldest first: what is cited now and was not, was and is not, or was corrected. */
  readonly evidence: readonly EvidenceChange[];
  readonly request: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  readonly documents: readonly { readonly title: string; readonly change: 'added' | 'left-out' }[];
}

export interface PacketModel {
  readonly packetId: PacketId;
  readonly authorizationId: AuthorizationId;
  readonly practice: { readonly id: PracticeId; readonly name: string };
  /** Version of the patient's log it was built from. */
  readonly patientVersion: number;
  readonly asOf: PlainDate;
  /** The record changed under an issued packet: why. */
  readonly stale?: string;
  readonly request: PacketRequest;
  readonly parties: PacketParties;
  /** Of a program that has one. */
  readonly coverSheet?: CoverSheet;
  readonly patient: PacketPatient;
  /** Primary first. */
  readonly coverages: readonly PacketCoverage[];
  readonly policy: PacketPolicy;
  readonly verdict: Verdict;
  readonly override?: PrintedOverride;
  /** In the order of the policy; every finding of the assessment is in exactly one row. */
  readonly crosswalk: readonly CrosswalkRow[];
  readonly narrative: readonly NarrativeSection[];
  /** Every fact the packet cites, oldest first; facts it does not cite are not disclosed. */
  readonly evidence: readonly Evidence[];
  readonly relief: readonly ReliefTable[];
  readonly gaps: readonly Gap[];
  /** Rules of the policy that are shown and decide nothing. */
  readonly notes: readonly { readonly text: string; readonly source: Source }[];
  /** In the order in which they are appended. */
  readonly documents: readonly PacketDocument[];
  /** Of a resubmission: what it says otherwise than the packet that was decided on. */
  readonly changes?: PacketChanges;
  readonly review?: { readonly by: string; readonly on: PlainDate; readonly note?: string };
  readonly signature?: { readonly by: string; readonly credentials?: string; readonly on: PlainDate; /** Why it goes out with gaps. */ readonly rationale?: string };
}
