/** What a signed packet consists of, as digests. Plain. */
import { createHash } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { PacketManifest } from '../../machines/authorization';
import type { PacketModel } from '../../machines/packet';
import { canonicalJson } from '../platform/json/canonical-json';

export async function manifestOf(model: PacketModel, pdf: Uint8Array): Promise<PacketManifest> {
  return { format: 1, patientVersion: model.patientVersion, modelSha256: modelDigest(model), documents: model.documents.map(({ id, sha256 }) => ({ id, sha256 })), pdf: await pdfDigest(pdf) };
}

/** Of the canonical JSON (RFC 8785) of everything the packet says. */
export function modelDigest(model: PacketModel): string {
  return sha256(canonicalJson(model));
}

async function pdfDigest(pdf: Uint8Array): Promise<PacketManifest['pdf']> {
  return { sha256: sha256(pdf), bytes: pdf.byteLength, pages: (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount() };
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
