/** Documents opened for appending. What cannot be reproduced is said on a page of its own; it is never left out silently. */
import { PDFDocument } from '@cantoo/pdf-lib';
import type { PacketDocument, PacketModel } from '../../../machines/packet';

export interface DocumentBytes {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

interface Opened {
  readonly document: PacketDocument;
  /** Pages it takes in the packet, at least 1. */
  readonly pages: number;
}

export type Source = Opened & (
  | { readonly kind: 'pdf'; readonly pdf: PDFDocument }
  | { readonly kind: 'image'; readonly bytes: Uint8Array; readonly format: 'png' | 'jpeg' }
  | { readonly kind: 'unreproducible'; readonly reason: string }
);

export async function openSources(model: Pick<PacketModel, 'documents'>, documents: readonly DocumentBytes[]): Promise<readonly Source[]> {
  return Promise.all(model.documents.map((document) => open(document, documents.find(({ id }) => id === document.id))));
}

async function open(document: PacketDocument, supplied: DocumentBytes | undefined): Promise<Source> {
  if (supplied === undefined) return unreproducible(document, 'its content was not at hand when the packet was rendered');
  const { bytes, mediaType } = supplied;
  if (mediaType === 'image/png' || mediaType === 'image/jpeg') return { kind: 'image', document, pages: 1, bytes, format: mediaType === 'image/png' ? 'png' : 'jpeg' };
  if (mediaType !== 'application/pdf') return unreproducible(document, `its type ${mediaType} cannot be printed`);
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    const pages = pdf.getPageCount();
    return pages === 0 ? unreproducible(document, 'it has no page') : { kind: 'pdf', document, pdf, pages };
  } catch {
    return unreproducible(document, 'it is encrypted or damaged');
  }
}

/** It takes one page, which says so. */
export function unreproducible(document: PacketDocument, reason: string): Source {
  return { kind: 'unreproducible', document, pages: 1, reason };
}
