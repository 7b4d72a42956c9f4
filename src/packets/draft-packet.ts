import { Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { OutboxJob } from '../platform/event-store/outbox';
import { PatientLog } from '../platform/patient-log/patient-log';
import { LoadPacket } from './load-packet';
import { RenderedPackets } from './rendered-packets';

/** Follows an authorization that became needed: its packet is ready before somebody asks, and one that cannot be built is noticed now. */
@Injectable()
export class DraftPacket {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket, private readonly rendered: RenderedPackets) {}

  async execute({ practice, payload }: OutboxJob): Promise<void> {
    const { patientId, packetId } = payload as { readonly patientId: string; readonly packetId: string };
    const packet = await this.packets.execute(practice, await this.log.loadQuietly({ practice }, patientId), packetId);
    if (isRejection(packet)) throw new PacketNotDrafted(packet.code);
    await this.rendered.pdf(packet.model);
  }
}

/** Tried again later by the outbox, then parked for a person. */
class PacketNotDrafted extends Error {}
