/** What the service is told to send, what became of it, and who was spoken to. Pure. */
import { unreachable } from '../kernel/assert';
import { toEpochMinutes } from '../kernel/instant';
import { reject, type Rejection } from '../kernel/rejection';
import type { AuthorizationState } from './authorization';
import type { AuthorizationCommand, AuthorizationEvent } from './events';
import { inTheFuture, type AuthorizationGiven } from './refuse-content';

export type SubmissionCommand = Extract<AuthorizationCommand, { type: 'QueueSubmission' | 'ResendSubmission' | 'ParkSubmission' | 'LogCall' }>;

/** Codes `packet-already-sent`, `packet-stale`, `packet-not-signed`, `submission-parked`, `submission-not-parked`, `unknown-submission`, `date-in-future`. */
export function decideSubmission(command: SubmissionCommand, { submission, packetId, issued, stale }: AuthorizationState, { asOf, recordedAt }: AuthorizationGiven): readonly AuthorizationEvent[] | Rejection {
  const { authorizationId } = command;
  switch (command.type) {
    case 'QueueSubmission': {
      const { submissionId, payer, to } = command;
      if (submission?.state === 'parked') return reject('submission-parked', 'It could not be sent before and is parked: put right what the reason says and resend it, or record how else it went out.', { details: { submissionId: submission.id } });
      if (submission?.packetId === packetId) return reject('packet-already-sent', 'The payer has this packet and has answered: correct what it says and request again, which issues a new packet.', { details: { packetId } });
      if (stale !== undefined) return reject('packet-stale', `The record no longer says what the packet says (${stale}): request again, so that what is sent is what the record says.`);
      if (issued.find((packet) => packet.packetId === packetId)?.signed === undefined) return reject('packet-not-signed', 'Nobody has signed this packet: have it reviewed and signed, then send it.', { details: { packetId } });
      return [{ type: 'SubmissionQueued', authorizationId, submissionId, packetId, payer, to, queuedOn: asOf }];
    }
    case 'ResendSubmission': {
      if (submission?.id !== command.submissionId) return UNKNOWN_SUBMISSION;
      if (submission.state !== 'parked') return reject('submission-not-parked', `This submission is ${submission.state}: only a parked one is resent.`, { details: { state: submission.state } });
      const { id: submissionId, packetId: sent, payer, to, queuedOn } = submission;
      return [{ type: 'SubmissionQueued', authorizationId, submissionId, packetId: sent, payer, to, queuedOn, resent: true, ...(command.reason !== undefined && { reason: command.reason }) }];
    }
    case 'ParkSubmission': {
      if (submission?.id !== command.submissionId) return UNKNOWN_SUBMISSION;
      const { type: _, ...parked } = command;
      return submission.state === 'queued' ? [{ type: 'SubmissionParked', ...parked }] : [];
    }
    case 'LogCall': {
      if (toEpochMinutes(command.at) > toEpochMinutes(recordedAt)) return inTheFuture('/at');
      const { type: _, ...call } = command;
      return [{ type: 'CallLogged', ...call }];
    }
    default:
      return unreachable(command);
  }
}

/** Code `submission-under-way`: what is being sent may have arrived, so nothing else goes out until its answer is known. */
export function refuseUnderWay({ submission }: Pick<AuthorizationState, 'submission'>): Rejection | undefined {
  if (submission?.state !== 'queued') return undefined;
  return reject('submission-under-way', 'It is being sent to the payer: wait for its answer, or until it is parked.', { details: { submissionId: submission.id } });
}

const UNKNOWN_SUBMISSION = reject('unknown-submission', 'No submission of that id is waiting: it was answered, went out another way, or was requested again.');
