/** How a request goes out: recorded by hand with its proof, or given to the service to send; and the conversations about it. */
import { Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { PatientCommand } from '../../machines/patient';
import { authorizationAnswer } from '../authorizations';
import { parseInstant, todayIn } from '../platform/clock/clock';
import type { Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { PatientLog } from '../platform/patient-log/patient-log';
import { Channels } from './channels';
import type { CallDto, SubmissionDto } from './submission.dto';

const ACTION = 'track-authorization';

@Injectable()
export class Submissions {
  constructor(private readonly log: PatientLog, private readonly channels: Channels) {}

  submit(write: Write, patientId: string, id: string, dto: SubmissionDto): Promise<Answered> {
    return dto.channel === 'fhir' ? this.queue(write, patientId, id, dto) : this.submitByHand(write, patientId, id, dto);
  }

  logCall(write: Write, patientId: string, id: string, dto: CallDto): Promise<Answered> {
    const { at, ...call } = plain(dto);
    return this.log.write(write, patientId, {
      action: ACTION, status: 200,
      command: (_, __, { recordedAt }) => ({ type: 'LogCall', authorizationId: id, at: (at === undefined ? undefined : parseInstant(at)) ?? recordedAt, ...call }),
      answer: (recorded) => authorizationAnswer(recorded, id, 200),
    });
  }

  private async submitByHand(write: Write, patientId: string, id: string, dto: SubmissionDto): Promise<Answered> {
    const { submittedAt, channel, proof = {} } = plain(dto);
    // What was downloaded is the issued packet, the same bytes for ever: its hash is the proof.
    const packetSha256 = channel === 'download' ? await this.packetSha256(write, patientId, id) : undefined;
    return this.log.write(write, patientId, {
      action: ACTION, status: 200,
      command: (_, __, { recordedAt }): PatientCommand | Rejection => {
        const at = (submittedAt === undefined ? undefined : parseInstant(submittedAt)) ?? recordedAt;
        if (proof.packetSha256 !== undefined && proof.packetSha256 !== packetSha256) return channel === 'download' ? PACKET_DIFFERS : HASH_OF_DOWNLOAD;
        return { type: 'SubmitAuthorization', authorizationId: id, submittedAt: at, submittedOn: todayIn(write.caller.timeZone, at), channel, proof: { ...proof, ...(packetSha256 !== undefined && { packetSha256 }) } };
      },
      refuse: () => this.refuseFile(write, patientId, id, channel),
      answer: (recorded) => authorizationAnswer(recorded, id, 200),
    });
  }

  private async queue(write: Write, patientId: string, id: string, { submittedAt, proof }: SubmissionDto): Promise<Answered> {
    const now = await this.log.load(write.caller, patientId, ACTION);
    if (isRejection(now)) return now;
    const authorization = now.patient.authorizations.find((each) => each.id === id);
    const electronic = authorization === undefined ? undefined : this.channels.electronic(write.caller.practice, now, authorization);
    return this.log.write(write, patientId, {
      action: ACTION, status: 200,
      command: (ids) => {
        if (submittedAt !== undefined || proof !== undefined) return SENT_BY_SERVICE;
        if (electronic !== undefined && isRejection(electronic)) return electronic;
        return { type: 'QueueSubmission', authorizationId: id, submissionId: ids(), payer: electronic?.decider.id ?? '', to: electronic?.endpoint.baseAddress ?? '' };
      },
      refuse: () => this.refuseFile(write, patientId, id, 'fhir'),
      answer: (recorded) => authorizationAnswer(recorded, id, 200),
    });
  }

  private async refuseFile({ caller }: Write, patientId: string, id: string, channel: SubmissionDto['channel']): Promise<Rejection | undefined> {
    const now = await this.log.loadQuietly(caller, patientId);
    const authorization = now.patient.authorizations.find((each) => each.id === id);
    return authorization === undefined ? undefined : this.channels.refuse(caller.practice, now, authorization, channel);
  }

  private async packetSha256({ caller }: Write, patientId: string, id: string): Promise<string | undefined> {
    const now = await this.log.loadQuietly(caller, patientId);
    const authorization = now.patient.authorizations.find((each) => each.id === id);
    if (authorization === undefined || authorization.issued.length === 0) return undefined;
    const file = await this.channels.pdf(caller.practice, now, authorization);
    return isRejection(file) ? undefined : file.sha256;
  }
}

const PACKET_DIFFERS = reject('packet-differs', 'This is not the hash of the packet that was issued: send that packet, or record how else it went out.', { pointer: '/proof/packetSha256' });
const HASH_OF_DOWNLOAD = reject('packet-differs', 'A packet\'s hash is the proof of a download: leave it out, or name that channel.', { pointer: '/proof/packetSha256' });
const SENT_BY_SERVICE = reject('sent-by-service', 'The service sends it and records its own proof: leave submittedAt and proof out, or name the channel it went out by.', { pointer: '/channel' });
