/** What a packet is built from: the record, the assessment, the plan, and whom the practice knows. Plain data. */
import type { Region, Target } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationId, PacketId, PracticeId } from '../kernel/ids';
import type { Chart } from '../evidence/chart';
import type { EpiduralApproach, Guidance } from '../evidence/fact';
import type { Assessment, Coverage, Kind, Policy, PolicyRef, Step } from '../criteria/types';
import type { Directory } from '../directory';
import type { PacketCoverage, PacketDocument, PacketPatient, PacketRequest } from './packet-model';

/** What is read of a patient; the aggregate's own state fits. */
export interface PatientParts {
  readonly name: { readonly family: string; readonly given: string };
  readonly birthDate: PlainDate;
  readonly details?: Pick<PacketPatient, 'sex' | 'address' | 'phone'>;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
  readonly coverages: readonly (Coverage & Omit<PacketCoverage, 'payer' | 'line' | 'state'>)[];
}

/** What is read of an authorization and the plan of its episode. */
export interface AuthorizationParts {
  readonly id: AuthorizationId;
  readonly step: Step;
  readonly targets: readonly Target[];
  /** Planned targets that it leaves out. */
  readonly notCovered?: readonly (Target & { readonly kinds: readonly Kind[] })[];
  readonly policy: PolicyRef;
  readonly dateOfService?: PlainDate;
  readonly region?: Region;
  readonly technique?: string;
  readonly guidance?: Guidance;
  /** Place of service, two digits. */
  readonly setting?: string;
  readonly leads?: number;
  readonly approach?: EpiduralApproach;
  readonly facilityId?: string;
  readonly practitionerId?: string;
  readonly resubmissionOf?: PacketRequest['resubmissionOf'];
  readonly trialReference?: string;
  readonly expedited?: boolean;
  readonly justification?: string;
  readonly override?: { readonly by: string; readonly rationale: string; readonly findings: readonly Kind[] };
  readonly stale?: string;
}

export interface PacketInput {
  readonly packetId: PacketId;
  readonly practice: { readonly id: PracticeId; readonly name: string };
  /** Version of the patient's log it is built from. */
  readonly patientVersion: number;
  readonly asOf: PlainDate;
  readonly patient: PatientParts;
  readonly chart: Chart;
  readonly authorization: AuthorizationParts;
  readonly directory: Directory;
  /** The policy the assessment names. */
  readonly policy: Policy;
  readonly assessment: Assessment;
  /** Documents to append; those that are cited come first. */
  readonly documents: readonly PacketDocument[];
}
