/**
 * Puts the documents into their frames. Streams are compressed here, by the same JavaScript on every machine: the
 * platform's zlib may answer other bytes on another processor, and a packet is the same bytes when it is rebuilt.
 */
import { PDFDocument, PDFName, PDFRawStream, type PDFPage, type TransformationMatrix } from '@cantoo/pdf-lib';
import { flattenAnnotations } from './flatten-annotations';
import type { Frame } from './document-pages';

export async function placeDocuments(frontMatter: Uint8Array, frames: readonly Frame[]): Promise<Uint8Array> {
  const packet = await PDFDocument.load(frontMatter, { updateMetadata: false });
  compress(packet);
  for (const frame of frames) await place(packet, frame);
  return packet.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

async function place(packet: PDFDocument, frame: Frame): Promise<void> {
  const page = packet.getPage(frame.at);
  if (frame.source.kind === 'pdf') await placePage(packet, page, frame, frame.source.pdf.getPage(frame.page));
  if (frame.source.kind === 'image') await placeImage(packet, page, frame, frame.source);
}

async function placePage(packet: PDFDocument, page: PDFPage, frame: Frame, source: PDFPage): Promise<void> {
  flattenAnnotations(source);
  if (source.node.Contents() === undefined) return;
  const { x: left, y: bottom, width, height } = source.getCropBox();
  const [right, top] = [left + width, bottom + height];
  const turn = (((source.getRotation().angle % 360) + 360) % 360) as 0 | 90 | 180 | 270;
  const upright: Record<typeof turn, TransformationMatrix> = {
    0: [1, 0, 0, 1, -left, -bottom], 90: [0, -1, 1, 0, -bottom, right], 180: [-1, 0, 0, -1, right, top], 270: [0, 1, -1, 0, top, -left],
  };
  const embedded = await packet.embedPage(source, { left, bottom, right, top }, upright[turn]);
  const sideways = turn === 90 || turn === 270;
  const at = fitted(frame, sideways ? height : width, sideways ? width : height);
  page.drawPage(embedded, { x: at.x, y: at.y, xScale: at.scale, yScale: at.scale });
}

async function placeImage(packet: PDFDocument, page: PDFPage, frame: Frame, source: { readonly bytes: Uint8Array; readonly format: 'png' | 'jpeg' }): Promise<void> {
  const image = source.format === 'png' ? await packet.embedPng(source.bytes) : await packet.embedJpg(source.bytes);
  const at = fitted(frame, image.width, image.height);
  page.drawImage(image, { x: at.x, y: at.y, width: image.width * at.scale, height: image.height * at.scale });
}

/** As large as the frame allows, at its upper edge, centred. */
function fitted(frame: Frame, width: number, height: number): { readonly x: number; readonly y: number; readonly scale: number } {
  const scale = Math.min(frame.width / width, frame.height / height);
  return { scale, x: frame.x + (frame.width - width * scale) / 2, y: frame.y + frame.height - height * scale };
}

function compress(packet: PDFDocument): void {
  const filter = PDFName.of('Filter');
  for (const [ref, object] of packet.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || object.dict.has(filter)) continue;
    const compressed = packet.context.flateStream(object.contents);
    for (const [key, value] of object.dict.entries()) if (!compressed.dict.has(key)) compressed.dict.set(key, value);
    packet.context.assign(ref, compressed);
  }
}
