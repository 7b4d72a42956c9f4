/**
 * What an upload really is, by its content: a PDF, PNG or JPEG that opens, is not encrypted and is not empty. Everything
 * else is refused with what to do about it.
 */
import { reject, type Rejection } from '../../machines/kernel/rejection';

export interface Inspected {
  readonly mediaType: 'application/pdf' | 'image/png' | 'image/jpeg';
  readonly pages: number;
}

const MAGIC: readonly { readonly mediaType: Inspected['mediaType']; readonly bytes: readonly number[] }[] = [
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
];

export async function inspectDocument(content: Buffer, declared: string): Promise<Inspected | Rejection> {
  if (content.length === 0) return reject('document-empty', 'The file is empty. Export or scan it again.');
  const mediaType = MAGIC.find(({ bytes }) => bytes.every((byte, index) => content[index] === byte))?.mediaType;
  if (mediaType === undefined) return reject('document-type', 'The content is neither PDF, PNG nor JPEG. Send the document as one of these.');
  if (mediaType !== declared) return reject('document-type-differs', `The content is ${mediaType}, and it was sent as ${declared}. Send it as what it is: the file under a name with the right ending, the request with that Content-Type.`);
  if (mediaType === 'application/pdf') return inspectPdf(content);
  return isWholeImage(content, mediaType) ? { mediaType, pages: 1 } : BROKEN;
}

async function inspectPdf(content: Buffer): Promise<Inspected | Rejection> {
  // Loaded by the first PDF: it is a fifth of what a start would load.
  const { EncryptedPDFError, PDFDocument } = await import('@cantoo/pdf-lib');
  try {
    const pdf = await PDFDocument.load(content, { throwOnInvalidObject: true, updateMetadata: false });
    if (pdf.isEncrypted) return ENCRYPTED;
    const pages = pdf.getPageCount();
    // One that was cut off behind the objects of its pages still loads: what stood after them is lost.
    if (!content.subarray(-TRAILER_SEARCH_BYTES).includes(PDF_END)) return BROKEN;
    return pages === 0 ? reject('document-empty', 'The PDF has no pages. Export it again.') : { mediaType: 'application/pdf', pages };
  } catch (error) {
    // The library's one way of saying that the bytes are no sound PDF is to throw. Encrypted ones often fail as unreadable objects.
    return error instanceof EncryptedPDFError || content.includes(ENCRYPTION_ENTRY) ? ENCRYPTED : BROKEN;
  }
}

/** Has dimensions above zero and its closing marker: what a cut-off upload lacks. */
function isWholeImage(content: Buffer, mediaType: 'image/png' | 'image/jpeg'): boolean {
  if (mediaType === 'image/jpeg') return content.subarray(-TRAILER_SEARCH_BYTES).includes(JPEG_END) && JPEG_FRAMES.some((frame) => content.includes(frame));
  return content.length > PNG_HEADER_BYTES && content.subarray(12, 16).toString('latin1') === 'IHDR'
    && content.readUInt32BE(16) > 0 && content.readUInt32BE(20) > 0 && content.subarray(-TRAILER_SEARCH_BYTES).includes(PNG_END);
}

const ENCRYPTION_ENTRY = Buffer.from('/Encrypt', 'latin1');
const TRAILER_SEARCH_BYTES = 1024;
const PNG_HEADER_BYTES = 33;
const PDF_END = Buffer.from('%%EOF', 'latin1');
const PNG_END = Buffer.from('IEND', 'latin1');
const JPEG_END = Buffer.from([0xff, 0xd9]);
/** Baseline, extended and progressive frames. */
const JPEG_FRAMES = [0xc0, 0xc1, 0xc2].map((marker) => Buffer.from([0xff, marker]));
const ENCRYPTED = reject('document-encrypted', 'The PDF is encrypted. Print it to a new PDF without a password and send that.');
const BROKEN = reject('document-broken', 'The file does not open. Export or scan it again.');
