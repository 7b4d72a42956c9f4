/** Where the packet's PDF holds what: sections, criteria, facts and documents, by page from 1. */
import { Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import type { PacketModel } from '../../machines/packet';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { LoadPacket } from './load-packet';
import { criterionMark, documentMark, factMark, sectionMark, type PageMap } from './render/page-map';
import { RenderedPackets } from './rendered-packets';

const SECTIONS = ['cover', 'crosswalk', 'changes', 'narrative', 'evidence', 'gaps'] as const;

@Injectable()
export class GetPacketPages {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket, private readonly rendered: RenderedPackets) {}

  async execute(caller: Caller, patientId: string, packetId: string): Promise<Answered> {
    const found = await this.log.readPart(caller, patientId, 'read-packet', ['packet', packetId], (now) => this.packets.execute(caller.practice, now, packetId));
    if (isRejection(found)) return found;
    const { model, signature } = found.part;
    const { pages, isExact } = await this.rendered.pageMap(model, signature?.manifest);
    return answer(200, { patientId, packetId, version: found.version, exact: isExact, ...placesOf(model, pages) }, { etag: tagOf(found.version) });
  }
}

function placesOf(model: PacketModel, { marks }: PageMap) {
  const at = (mark: string): number | null => marks.get(mark) ?? null;
  return {
    sections: SECTIONS.flatMap((name) => { const page = at(sectionMark(name)) ?? at(name); return page === null ? [] : [{ name, page }]; }),
    crosswalk: model.crosswalk.map(({ criterion, targets }, row) => ({ criterion, targets, page: at(criterionMark(row)) })),
    evidence: model.evidence.map(({ factId, document }) => ({ factId, page: at(factMark(factId)), documentPage: document === undefined ? null : at(documentMark(document.documentId, document.page ?? 1)) })),
    documents: model.documents.map(({ id }) => ({ documentId: id, page: at(documentMark(id)) })),
  };
}
