/**
 * A packet as PDF: cover, crosswalk with page numbers, narrative, evidence, gaps, appended documents. Plain: data in,
 * bytes out; no clock and no randomness, so the same model and documents give the same bytes in any process, time zone
 * and on any machine. The front matter is tagged; appended documents stay as they came.
 */
import type { PacketModel } from '../../../machines/packet';
import { changePages, CHANGES_TITLE } from './change-pages';
import { coverPages, type ContentsEntry } from './cover-pages';
import { coverSheetPages } from './cover-sheet-pages';
import { documentPages, type Frame } from './document-pages';
import { FactNumbers } from './fact-numbers';
import { crosswalkPages, gapPages } from './finding-pages';
import { documentMark, PageMap, sectionMark } from './page-map';
import { placeDocuments } from './place-documents';
import { evidencePages, narrativePages } from './record-pages';
import { Sheet } from './sheet';
import { openSources, unreproducible, type DocumentBytes, type Source } from './sources';

/** The first layout guesses the page numbers; the next one knows them. More are needed only when a number changes a line break. */
const LAYOUTS_MAX = 5;

export interface RenderedPacket {
  readonly pdf: Uint8Array;
  /** Where things are: names of marks (`page-map.ts`) to page numbers from 1. */
  readonly pages: ReadonlyMap<string, number>;
}

export async function renderPacketPdf(model: PacketModel, documents: readonly DocumentBytes[]): Promise<Uint8Array> {
  return (await renderPacket(model, documents)).pdf;
}

export async function renderPacket(model: PacketModel, documents: readonly DocumentBytes[]): Promise<RenderedPacket> {
  let sources = await openSources(model, documents);
  for (;;) {
    const { sheet, frames } = settled(model, sources);
    const placed = await placeDocuments(await sheet.finish(), frames);
    if ('pdf' in placed) return { pdf: placed.pdf, pages: sheet.marks };
    sources = sources.map((source) => source === placed.damaged ? unreproducible(source.document, 'it is damaged') : source);
  }
}

function settled(model: PacketModel, sources: readonly Source[]): Layout {
  let pages = new PageMap(new Map(), 888);
  for (let layout = 1; layout <= LAYOUTS_MAX; layout++) {
    const { sheet, frames } = layOut(model, sources, pages);
    const found = new PageMap(sheet.marks, sheet.pageNumber);
    if (found.isSame(pages)) return { sheet, frames };
    pages = found;
  }
  throw new Error(`the page numbers of packet ${model.packetId} did not settle in ${LAYOUTS_MAX} layouts`);
}

interface Layout {
  readonly sheet: Sheet;
  readonly frames: readonly Frame[];
}

function layOut(model: PacketModel, sources: readonly Source[], pages: PageMap): Layout {
  const numbers = new FactNumbers(model.evidence);
  const sheet = new Sheet({
    title: `Prior authorization packet ${model.packetId}`,
    author: model.practice.name,
    createdOn: new Date(`${model.asOf}T00:00:00Z`),
    head: {
      identity: [model.patient.name, `born ${model.patient.birthDate}`, model.patient.memberId === undefined ? undefined : `member id ${model.patient.memberId}`]
        .filter((part) => part !== undefined).join(' · '),
      packet: `Packet ${model.packetId} · record version ${model.patientVersion} · as of ${model.asOf} · ${model.practice.name}`,
      warning: model.stale === undefined ? undefined : `STALE: the record changed after this packet was built. ${model.stale}`,
      pages: pages.total,
    },
  });
  if (model.coverSheet !== undefined) coverSheetPages(sheet, model.coverSheet);
  coverPages(sheet, model, pages, contentsOf(model, sources));
  crosswalkPages(sheet, model, pages, numbers);
  changePages(sheet, model, numbers);
  narrativePages(sheet, model, numbers);
  evidencePages(sheet, model, pages, numbers);
  gapPages(sheet, model);
  return { frames: documentPages(sheet, sources), sheet };
}

function contentsOf({ changes }: PacketModel, sources: readonly Source[]): readonly ContentsEntry[] {
  return [
    { title: 'Crosswalk: criterion, finding, evidence and page', mark: sectionMark('crosswalk') },
    ...(changes === undefined ? [] : [{ title: CHANGES_TITLE, mark: sectionMark('changes') }]),
    { title: 'Narrative', mark: sectionMark('narrative') },
    { title: 'Evidence', mark: sectionMark('evidence') },
    { title: 'Gaps', mark: sectionMark('gaps') },
    ...sources.map(({ document, kind, pages }, index) => ({
      title: `Document ${index + 1}: ${document.title}${kind === 'unreproducible' ? ' (could not be reproduced)' : `, ${pages} ${pages === 1 ? 'page' : 'pages'}`}`,
      mark: documentMark(document.id),
    })),
  ];
}
