/** A packet as the files that go out: the PDF that a person sends and the request that the service sends, always the same bytes. */
import { PDFDocument } from '@cantoo/pdf-lib';
import { Injectable } from '@nestjs/common';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import type { OutgoingFile } from '../../machines/directory';
import { FHIR_TYPE, PDF_TYPE } from '../platform/http/media-types';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { LoadPacket } from './load-packet';
import { sha256 } from './manifest';
import { RenderedPackets } from './rendered-packets';

export interface PacketFile extends OutgoingFile {
  readonly content: Buffer;
  readonly sha256: string;
}

@Injectable()
export class PacketFiles {
  constructor(private readonly packets: LoadPacket, private readonly rendered: RenderedPackets) {}

  async pdf(practice: string, now: PatientAt, packetId: string): Promise<PacketFile | Rejection> {
    const packet = await this.packets.execute(practice, now, packetId);
    if (isRejection(packet)) return packet;
    const content = await this.rendered.pdf(packet.model, packet.signature?.manifest);
    return { ...fileOf(content, PDF_TYPE), pages: (await PDFDocument.load(content, { updateMetadata: false })).getPageCount() };
  }

  /** What the packet asks for, in its order; none where it cannot be built. */
  async lines(practice: string, now: PatientAt, packetId: string): Promise<readonly { readonly code: string; readonly units: number }[]> {
    const packet = await this.packets.execute(practice, now, packetId);
    return isRejection(packet) ? [] : packet.model.request.lines.map(({ code, units }) => ({ code, units }));
  }

  /** The FHIR request (Da Vinci PAS); refused where the record lacks what it cannot be without. */
  async fhir(practice: string, now: PatientAt, packetId: string): Promise<PacketFile | Rejection> {
    const packet = await this.packets.execute(practice, now, packetId);
    if (isRejection(packet)) return packet;
    const content = await this.rendered.fhir(packet.model, packet.builtAt, packet.signature?.manifest);
    return isRejection(content) ? content : fileOf(content, FHIR_TYPE);
  }
}

function fileOf(content: Buffer, mediaType: string): PacketFile {
  return { content, mediaType, bytes: content.length, sha256: sha256(content) };
}
