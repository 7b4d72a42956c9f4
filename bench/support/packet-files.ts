/** A packet of twenty documents, as files for a process that renders it; and the same documents copied into one PDF by the same library and nothing else. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import type { Fact } from '../../machines/evidence/fact';
import { isRejection } from '../../machines/kernel/rejection';
import { buildPacket, type PacketDocument } from '../../machines/packet';
import { exampleCase, packetInputOf } from '../../test/packets/case-packet';
import { EXAMPLE_DIRECTORY, NAMED } from '../../test/packets/example-directory';
import { printRendition } from '../../src/documentation/print-rendition';
import { sha256 } from '../../src/packets/manifest';
import type { DocumentBytes } from '../../src/packets/render/sources';

const NOTES = 10;
const PAGES_OF_NOTES = 4;
const SCANS = 10;
const LETTER = [612, 792] as const;

/** `model.json`, and one file per document. */
export async function writePacket(folder: string): Promise<readonly DocumentBytes[]> {
  const documents = await documentsOf();
  const listed = documents.map(({ id, mediaType, bytes }): PacketDocument => ({ id, mediaType, title: `Document ${id}`, pages: mediaType === 'application/pdf' ? PAGES_OF_NOTES : 1, bytes: bytes.length, sha256: sha256(bytes) }));
  const one = exampleCase('example-01');
  const facts = one.facts.map((fact, index): Fact => ({ ...fact, documentId: listed[index % listed.length]?.id ?? '' }));
  writeFileSync(join(folder, 'model.json'), JSON.stringify(buildPacket(packetInputOf({ ...one, facts }, { documents: listed, directory: EXAMPLE_DIRECTORY }, NAMED))));
  for (const { id, bytes } of documents) writeFileSync(join(folder, id), bytes);
  return documents;
}

/** Typed notes, and photographs of paper as a phone takes them, in the form in which packets print them. */
async function documentsOf(): Promise<readonly DocumentBytes[]> {
  const documents: DocumentBytes[] = [];
  for (let at = 0; at < NOTES; at++) documents.push({ id: `notes-${at}`, mediaType: 'application/pdf', bytes: await notes(at) });
  for (let at = 0; at < SCANS; at++) {
    const photograph = await sharp({ create: { width: 2448, height: 3264, channels: 3, background: '#f4f1e8', noise: { type: 'gaussian', mean: 225, sigma: 12 } } }).jpeg({ quality: 90 }).toBuffer();
    const printed = await printRendition(photograph, 'image/jpeg');
    const content = printed === undefined || isRejection(printed) ? photograph : printed.content;
    documents.push({ id: `scan-${at}`, mediaType: 'image/jpeg', bytes: content });
  }
  return documents;
}

async function notes(number: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  for (let page = 0; page < PAGES_OF_NOTES; page++) {
    const sheet = pdf.addPage([...LETTER]);
    for (let line = 0; line < 45; line++) sheet.drawText(`Note ${number}, page ${page + 1}, line ${line + 1}: range of motion, strength and gait as observed on that day.`, { x: 50, y: 740 - line * 15, size: 10, font });
  }
  return pdf.save();
}

export async function copyOf(documents: readonly DocumentBytes[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const { mediaType, bytes } of documents) {
    if (mediaType === 'application/pdf') {
      const source = await PDFDocument.load(bytes);
      for (const page of await pdf.copyPages(source, source.getPageIndices())) pdf.addPage(page);
    } else pdf.addPage([...LETTER]).drawImage(await pdf.embedJpg(bytes), { x: 0, y: 0, width: LETTER[0], height: LETTER[1] });
  }
  return pdf.save();
}
