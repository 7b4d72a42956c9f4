import { Inject, Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { Caller } from '../platform/auth/caller';
import { X12_USAGE, type X12Usage } from '../platform/config/config';
import { answer, Answer, type Answered } from '../platform/http/answer';
import { FHIR_TYPE, JSON_TYPE, PDF_TYPE, preferredType, X12_TYPE } from '../platform/http/media-types';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { controlNumberOf } from './control-number';
import { LoadPacket } from './load-packet';
import { renderPacketX12 } from './render/packet-x12.renderer';
import { RenderedPackets } from './rendered-packets';

export const PACKET_TYPES = [JSON_TYPE, PDF_TYPE, FHIR_TYPE, X12_TYPE];

/** An id that ends so asks for that type, whatever else is accepted. */
const SUFFIXES: Readonly<Record<string, string>> = { '.pdf': PDF_TYPE, '.fhir.json': FHIR_TYPE, '.278': X12_TYPE };

/** As data, as the PDF that a reviewer reads, as the FHIR request that a payer's gateway takes, or as the X12 278 of a clearinghouse. */
@Injectable()
export class GetPacket {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket, private readonly rendered: RenderedPackets, @Inject(X12_USAGE) private readonly usage: X12Usage) {}

  async execute(caller: Caller, patientId: string, name: string, accepts: string | undefined): Promise<Answered> {
    const suffix = Object.keys(SUFFIXES).find((each) => name.endsWith(each)) ?? '';
    const packetId = name.slice(0, name.length - suffix.length);
    const found = await this.log.readPart(caller, patientId, 'read-packet', ['packet', packetId], (now) => this.packets.execute(caller.practice, now, packetId));
    if (isRejection(found)) return found;
    const { model, state, issuedAt, builtAt, stale, review, signature } = found.part;
    const headers = { etag: tagOf(found.version), 'pathgate-packet': stale === null || state === 'superseded' ? state : 'stale' };
    const type = SUFFIXES[suffix] ?? preferredType(accepts, PACKET_TYPES);
    if (type === PDF_TYPE) {
      return new Answer(200, await this.rendered.pdf(model, signature?.manifest), { ...headers, 'content-type': PDF_TYPE, 'content-disposition': `inline; filename="${packetId}.pdf"` });
    }
    if (type === FHIR_TYPE) {
      const bundle = await this.rendered.fhir(model, builtAt, signature?.manifest);
      return isRejection(bundle) ? bundle : new Answer(200, bundle, { ...headers, 'content-type': `${FHIR_TYPE}; charset=utf-8` });
    }
    if (type === X12_TYPE) {
      // A human signs what is asked of a payer in earnest.
      const usage = signature === null || caller.demo ? 'T' : this.usage;
      const text = renderPacketX12(model, { controlNumber: controlNumberOf(packetId), issuedAt: builtAt, usage });
      return isRejection(text) ? text : new Answer(200, text, { ...headers, 'content-type': X12_TYPE });
    }
    return answer(200, { patientId, packetId, state, issuedAt, stale, review, signature, packet: model }, headers);
  }
}
