/** Review and signature of an issued packet: a person answers for it by name, and what was signed is kept as it was. */
import { Injectable } from '@nestjs/common';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { PDF_TYPE } from '../platform/http/media-types';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { Recorded } from '../platform/patient-log/patient-write';
import { LoadPacket, PACKET_NOT_FOUND } from './load-packet';
import { manifestOf } from './manifest';
import type { ReviewDto, SignatureDto } from './packet.dto';
import { RenderedPackets } from './rendered-packets';

@Injectable()
export class SignPacket {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket, private readonly rendered: RenderedPackets) {}

  review(write: Write, patientId: string, packetId: string, dto: ReviewDto): Promise<Answered> {
    return this.log.write(write, patientId, {
      action: 'review-packet', status: 200,
      command: (_, { authorizations }) => {
        const authorization = authorizations.find((each) => each.packetId === packetId || each.issued.some((packet) => packet.packetId === packetId));
        return authorization === undefined ? PACKET_NOT_FOUND : { type: 'ReviewPacket', authorizationId: authorization.id, packetId, ...plain(dto) };
      },
      answer: (recorded) => answerOf(recorded, packetId),
    });
  }

  /** Rendered first, with the signature on it: its digest is part of what is recorded, and its bytes are stored beside. */
  async sign(write: Write, patientId: string, packetId: string, dto: SignatureDto): Promise<Answered> {
    const { caller } = write;
    const loaded = await this.log.load(caller, patientId, 'sign-packet');
    if (isRejection(loaded)) return loaded;
    const signing = { ...plain(dto), on: this.log.today(caller) };
    const found = await this.packets.execute(caller.practice, loaded, packetId, signing);
    if (isRejection(found)) return this.log.refuse(caller, 'sign-packet', patientId, found);
    const { model, authorizationId } = found;
    const open = model.gaps.filter(({ overridden }) => !overridden);
    const hasGaps = model.parties.missing.length > 0 || open.length > 0;
    if (hasGaps && signing.rationale === undefined && found.review !== null) {
      return this.log.refuse(caller, 'sign-packet', patientId, reject('rationale-required', 'Something the payer asks for is missing, as details say: record it and request again, or say why the packet goes out without it. The packet prints what you say.', {
        pointer: '/rationale', details: { kinds: open.map(({ kind }) => kind), missing: model.parties.missing.map(({ record, id, fields }) => ({ record, ...(id !== undefined && { id }), fields })) },
      }));
    }
    const pdf = await this.rendered.render(model);
    const manifest = await manifestOf(model, pdf);
    return this.log.write(write, patientId, {
      action: 'sign-packet', status: 200,
      command: () => ({ type: 'SignPacket', authorizationId, packetId, ...signing, hasGaps, manifest }),
      alsoProject: [{ table: 'document_content', key: { sha256: manifest.pdf.sha256 }, row: { media_type: PDF_TYPE, bytes: pdf } }],
      answer: (recorded) => answerOf(recorded, packetId),
    });
  }
}

function answerOf({ patientId, patient, version, recordedAt, asOf }: Recorded, packetId: string): Answer {
  const packet = patient.authorizations.flatMap(({ issued }) => issued).find((each) => each.packetId === packetId);
  return answer(200, { patientId, version, recordedAt, asOf, packetId, review: packet?.reviewed ?? null, signature: packet?.signed ?? null }, { etag: tagOf(version) });
}
