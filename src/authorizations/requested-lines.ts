/** The lines of the request that is out: those of the packet that was issued last, in its order. */
import { Injectable } from '@nestjs/common';
import type { RequestedLine } from '../../machines/authorization';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { LoadPacket } from '../packets';
import type { Caller } from '../platform/auth/caller';
import { PatientLog } from '../platform/patient-log/patient-log';

@Injectable()
export class RequestedLines {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket) {}

  /** None where there is no such packet. */
  async of(caller: Caller, patientId: string, authorizationId: string): Promise<readonly RequestedLine[] | Rejection> {
    const now = await this.log.load(caller, patientId, 'track-authorization');
    if (isRejection(now)) return now;
    const authorization = now.patient.authorizations.find(({ id }) => id === authorizationId);
    const packet = authorization === undefined ? undefined : await this.packets.execute(caller.practice, now, authorization.packetId);
    return packet === undefined || isRejection(packet) ? [] : packet.model.request.lines.map(({ code, units }) => ({ code, units }));
  }
}
