/**
 * How a request went out and that it arrived: channels, proofs, what waits to be sent by the service, and who was spoken to. Data only.
 */
import type { PlainDate } from '../kernel/calendar';
import type { DocumentId, Instant, PacketId, SubmissionId } from '../kernel/ids';

/** `download`: the packet was taken as a file and sent by a way of its own. `fhir`: the service sends it. The first logs hold any word. */
export const SUBMISSION_CHANNELS = ['portal', 'fax', 'phone', 'mail', 'download', 'fhir'] as const;
export type SubmissionChannel = (typeof SUBMISSION_CHANNELS)[number];

export const CALL_CHANNELS = ['phone', 'portal', 'fax', 'mail'] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

/** One exchange with a payer's address. */
export interface Exchange {
  readonly httpStatus: number;
  /** Of the request's bytes; the same for every attempt. */
  readonly requestSha256: string;
  readonly responseSha256: string;
  /** The payer's own, as `system|value` where it names a system. */
  readonly identifiers?: readonly string[];
  /** Why the answer could not be recorded as a determination, as a code: a person reads the document. */
  readonly unread?: string;
}

export interface Proof {
  /** Confirmation number, fax receipt, portal reference. */
  readonly reference?: string;
  readonly documentId?: DocumentId;
  /** With `download`: of the packet's file. */
  readonly packetSha256?: string;
  /** With `fhir`. */
  readonly exchange?: Exchange;
}

/** What the service was told to send. */
export interface ElectronicSubmission {
  readonly id: SubmissionId;
  readonly packetId: PacketId;
  /** Who decides, and the address. */
  readonly payer: string;
  readonly to: string;
  /** The practice's day on which it was first queued. */
  readonly queuedOn: PlainDate;
  /** `parked`: it could not be sent, and waits for a person. */
  readonly state: 'queued' | 'parked' | 'answered';
  readonly failure?: SubmissionFailure;
}

export interface SubmissionFailure {
  readonly code: string;
  /** In words, with what to do. */
  readonly reason: string;
  readonly attempts: number;
}

/** A conversation about an authorization. */
export interface Call {
  readonly at: Instant;
  readonly channel: CallChannel;
  readonly spokeWith: string;
  /** The payer's number of the call. */
  readonly reference?: string;
  readonly minutes?: number;
  readonly text: string;
}
