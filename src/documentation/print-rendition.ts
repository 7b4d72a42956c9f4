/**
 * A photograph or scan as large as print needs it, made once when it is attached: the packet that shows it stays within what channels take,
 * and is the same bytes wherever it is rebuilt. The original is kept as it came.
 */
import { createHash } from 'node:crypto';
import { reject, type Rejection } from '../../machines/kernel/rejection';

export interface Rendition {
  readonly sha256: string;
  readonly mediaType: 'image/jpeg';
  readonly content: Buffer;
}

const DOTS_PER_INCH = 200;
/** The room of a page of the packet. */
const INCHES = { width: 7.2, height: 10 };
const QUALITY = 80;
/** A sheet at 800 dots an inch is less. */
const PIXELS_MAX = 100_000_000;
const PRINTED_PIXELS = 4_000_000;
/** Less is not worth a second form of the same document. */
const SMALLER_BY = 0.9;

/** Undefined where the original will do: a PDF, an image that is small enough. A rejection for one that does not open, or is larger than any scanner makes it. */
export async function printRendition(content: Buffer, mediaType: string): Promise<Rendition | Rejection | undefined> {
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png') return undefined;
  // Loaded by the first image: few practices send any.
  const { default: sharp } = await import('sharp');
  const options = { limitInputPixels: PIXELS_MAX, failOn: 'error' as const };
  const size = await sharp(content, options).metadata().then(({ width, height }) => width * height, () => undefined);
  if (size === undefined) return BROKEN;
  if (size > PIXELS_MAX) return TOO_MANY_PIXELS;
  const made = await sharp(content, options).rotate().flatten({ background: '#ffffff' })
    .resize({ width: Math.round(INCHES.width * DOTS_PER_INCH), height: Math.round(INCHES.height * DOTS_PER_INCH), fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY }).toBuffer().then((jpeg) => jpeg, () => undefined);
  if (made === undefined) return BROKEN;
  // A page of many pixels takes long to print however few bytes it is.
  if (made.length > content.length * SMALLER_BY && size <= PRINTED_PIXELS) return undefined;
  return { sha256: createHash('sha256').update(made).digest('hex'), mediaType: 'image/jpeg', content: made };
}

const BROKEN = reject('document-broken', 'The file does not open. Export or scan it again.');
const TOO_MANY_PIXELS = reject('document-broken', 'The image has more pixels than any sheet needs. Scan it at 600 dots an inch or less and send it again.');
