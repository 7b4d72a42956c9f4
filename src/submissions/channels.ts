/** How the payer of a request can be asked, and whether the packet goes by each way. */
import { Inject, Injectable } from '@nestjs/common';
import type { SubmissionChannel } from '../../machines/authorization';
import { refuseFile, waysOf, type Channel, type Payer } from '../../machines/directory';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { coverageOn, type AuthorizationState } from '../../machines/patient';
import { PacketFiles, type PacketFile } from '../packets';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { endpointOf, PAYER_ENDPOINTS, withoutSlash, type PayerEndpoint, type PayerEndpoints } from './payer-endpoint';

export interface Electronic {
  readonly channel: Channel;
  readonly decider: Payer;
  readonly endpoint: PayerEndpoint;
}

@Injectable()
export class Channels {
  constructor(private readonly log: PatientLog, private readonly packets: PacketFiles, @Inject(PAYER_ENDPOINTS) private readonly endpoints: PayerEndpoints) {}

  async list(caller: Caller, patientId: string, authorizationId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'read-packet', ['authorization', authorizationId], (now) => this.view(caller.practice, now, authorizationId));
    return isRejection(found) ? found : answer(200, { patientId, authorizationId, version: found.version, ...found.part }, { etag: tagOf(found.version) });
  }

  /** Where the service may send: the payer's channel of that kind, and an endpoint that is the same address. Codes `channel-not-offered`, `endpoint-missing`, `endpoint-differs`. */
  electronic(practice: string, now: PatientAt, authorization: AuthorizationState): Electronic | Rejection {
    const ways = this.waysOf(now, authorization);
    const channel = ways?.channels.find(({ kind }) => kind === 'fhir');
    if (ways === undefined || channel === undefined) {
      return reject('channel-not-offered', 'The payer\'s entry in the directory names no FHIR address for this coverage on that day: add it, or send by another channel.', { pointer: '/channel', details: { channels: (ways?.channels ?? []).map(({ kind }) => kind) } });
    }
    const endpoint = endpointOf(this.endpoints, practice, ways.decider.id);
    if (endpoint === undefined) return reject('endpoint-missing', `The service has no endpoint for ${ways.decider.id}: add it to payer-endpoints.json and start the service again, or send by another channel.`, { pointer: '/channel', details: { payer: ways.decider.id } });
    if (endpoint.baseAddress !== withoutSlash(channel.to)) return reject('endpoint-differs', `The address of ${ways.decider.id} in the directory is not the one in payer-endpoints.json: correct one of them.`, { pointer: '/channel', details: { payer: ways.decider.id } });
    return { channel, decider: ways.decider, endpoint };
  }

  /** Undefined where it goes by that way, or the payer's entry says nothing of it. Codes of `refuseFile`, and of what stands against the file itself. */
  async refuse(practice: string, now: PatientAt, authorization: AuthorizationState, kind: SubmissionChannel): Promise<Rejection | undefined> {
    const channel = this.waysOf(now, authorization)?.channels.find((each) => each.kind === kind);
    if (channel === undefined || (kind !== 'fhir' && channel.bytesMax === undefined && channel.pagesMax === undefined && channel.mediaTypes === undefined)) return undefined;
    const file = await (kind === 'fhir' ? this.packets.fhir(practice, now, authorization.packetId) : this.packets.pdf(practice, now, authorization.packetId));
    return isRejection(file) ? file : refuseFile(channel, file);
  }

  pdf(practice: string, now: PatientAt, { packetId }: AuthorizationState): Promise<PacketFile | Rejection> {
    return this.packets.pdf(practice, now, packetId);
  }

  private async view(practice: string, now: PatientAt, authorizationId: string) {
    const authorization = now.patient.authorizations.find(({ id }) => id === authorizationId);
    if (authorization === undefined) return UNKNOWN_AUTHORIZATION;
    const { packetId } = authorization;
    const [pdf, fhir] = [await this.packets.pdf(practice, now, packetId), await this.packets.fhir(practice, now, packetId)];
    const ways = this.waysOf(now, authorization);
    const electronic = this.electronic(practice, now, authorization);
    return {
      packetId, files: [pdf, fhir].flatMap((file) => (isRejection(file) ? [] : [{ mediaType: file.mediaType, bytes: file.bytes, ...(file.pages !== undefined && { pages: file.pages }), sha256: file.sha256 }])),
      decider: ways === undefined ? null : { id: ways.decider.id, name: ways.decider.name },
      channels: (ways?.channels ?? []).map((channel) => {
        const file = channel.kind === 'fhir' ? fhir : pdf;
        const against = (channel.kind === 'fhir' && isRejection(electronic) ? electronic : undefined) ?? (isRejection(file) ? file : channel.kind === 'phone' ? undefined : refuseFile(channel, file));
        return { ...channel, goes: against === undefined, ...(against !== undefined && { problem: { code: against.code, detail: against.message, ...(against.details !== undefined && { details: against.details }) } }) };
      }),
    };
  }

  private waysOf({ patient, practice }: PatientAt, { dateOfService }: AuthorizationState) {
    const coverage = dateOfService === undefined ? undefined : coverageOn(patient, dateOfService);
    return coverage === undefined || dateOfService === undefined ? undefined : waysOf(practice.state.directory, coverage, dateOfService);
  }
}

const UNKNOWN_AUTHORIZATION = reject('unknown-authorization', 'This patient has no authorization of that id: check the id.');
