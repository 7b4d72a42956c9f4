import { CALL_CHANNELS, SUBMISSION_CHANNELS, type CallChannel, type SubmissionChannel } from '../../machines/authorization';
import { constraint, Field, Id, Instant, Line, OneOf, Part, Text, Whole } from '../platform/http/fields';

const CALL_MINUTES_MAX = 1440;
const SHA256 = /^[0-9a-f]{64}$/;

export class ProofDto {
  @Line({ description: 'Confirmation number, fax receipt, portal reference, number of the call.', max: 200, optional: true }) reference?: string;
  @Id({ description: 'A document of this patient that shows it.', optional: true }) documentId?: string;
  @Field({ description: 'With download: SHA-256 of the file that was sent, where it is known; it is that of the issued packet.', optional: true }, { type: String, pattern: SHA256.source },
    constraint('isSha256', '64 characters of 0-9 and a-f are expected', (value) => typeof value === 'string' && SHA256.test(value)))
  packetSha256?: string;
}

export class SubmissionDto {
  @Instant({ description: 'When it went out; left out: now. Not with fhir.', optional: true }) submittedAt?: string;
  @OneOf(SUBMISSION_CHANNELS, { description: 'How it went out. `download`: the packet\'s file, by a way of its own; `fhir`: the service sends it to the payer\'s endpoint.' }) channel!: SubmissionChannel;
  @Part(() => ProofDto, { description: 'That it arrived: a reference or a document; with download the packet\'s own hash is recorded; not with fhir.', optional: true }) proof?: ProofDto;
}

export class CallDto {
  @Instant({ description: 'When; left out: now.', optional: true }) at?: string;
  @OneOf(CALL_CHANNELS, { description: 'How they were reached.' }) channel!: CallChannel;
  @Line({ description: 'Who was spoken to, as they named themselves.', max: 120 }) spokeWith!: string;
  @Line({ description: 'The payer\'s number of the call.', max: 200, optional: true }) reference?: string;
  @Whole({ description: 'How long it took, in minutes.', min: 0, max: CALL_MINUTES_MAX, optional: true }) minutes?: number;
  @Text({ description: 'What was said.' }) text!: string;
}

export class ResendDto {
  @Text({ description: 'What was put right before.', optional: true }) reason?: string;
}

export const SUBMISSION_STATES = ['queued', 'parked'] as const;

export class SubmissionsDto {
  @OneOf(SUBMISSION_STATES, { description: 'Only those; all when left out.', optional: true }) state?: (typeof SUBMISSION_STATES)[number];
}
