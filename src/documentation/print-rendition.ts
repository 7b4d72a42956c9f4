/**
 * A photograph or scan as large as print needs it, made once when it is attached: the packet that shows it stays within what channels take,
 * and is the same bytes wherever it is rebuilt. The original is kept as it came.
 */
import { createHash } from 'node:crypto';

export interface Rendition {
  readonly sha256: string;
  readonly mediaType: 'image/jpeg';
  readonly content: Buffer;
}

const DOTS_PER_INCH = 200;
/** The room of a page of the packet. */
const INCHES = { width: 7.2, height: 10 };
const QUALITY = 80;
/** Less is not worth a second form of the same document. */
const SMALLER_BY = 0.9;

/** Undefined where the original will do: a PDF, an image that is small enough, one that the library does not read. */
export async function printRendition(content: Buffer, mediaType: string): Promise<Rendition | undefined> {
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png') return undefined;
  // Loaded by the first image: few practices send any.
  const { default: sharp } = await import('sharp');
  const made = await sharp(content).rotate().flatten({ background: '#ffffff' })
    .resize({ width: Math.round(INCHES.width * DOTS_PER_INCH), height: Math.round(INCHES.height * DOTS_PER_INCH), fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY }).toBuffer().then((jpeg) => jpeg, () => undefined);
  if (made === undefined || made.length > content.length * SMALLER_BY) return undefined;
  return { sha256: createHash('sha256').update(made).digest('hex'), mediaType: 'image/jpeg', content: made };
}
