import { Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { Caller } from '../platform/auth/caller';
import { answer, Answer, type Answered } from '../platform/http/answer';
import { JSON_TYPE, PDF_TYPE, preferredType } from '../platform/http/media-types';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { LoadPacket } from './load-packet';
import { RenderedPackets } from './rendered-packets';

const PDF_SUFFIX = '.pdf';
export const PACKET_TYPES = [JSON_TYPE, PDF_TYPE];

/** As data, or as the PDF that a reviewer reads (`Accept: application/pdf`, or an id that ends in `.pdf`). */
@Injectable()
export class GetPacket {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket, private readonly rendered: RenderedPackets) {}

  async execute(caller: Caller, patientId: string, name: string, accepts: string | undefined): Promise<Answered> {
    const isNamedPdf = name.endsWith(PDF_SUFFIX);
    const packetId = isNamedPdf ? name.slice(0, -PDF_SUFFIX.length) : name;
    const found = await this.log.readPart(caller, patientId, 'read-packet', ['packet', packetId], (now) => this.packets.execute(caller.practice, now, packetId));
    if (isRejection(found)) return found;
    const { model, state, issuedAt, stale, review, signature } = found.part;
    const headers = { etag: tagOf(found.version), 'pathgate-packet': stale === null || state === 'superseded' ? state : 'stale' };
    if (isNamedPdf || preferredType(accepts, PACKET_TYPES) === PDF_TYPE) {
      return new Answer(200, (signature && await this.rendered.signed(model, signature.manifest.pdf.sha256)) ?? await this.rendered.pdf(model), { ...headers, 'content-type': PDF_TYPE, 'content-disposition': `inline; filename="${packetId}.pdf"` });
    }
    return answer(200, { patientId, packetId, state, issuedAt, stale, review, signature, packet: model }, headers);
  }
}
