/**
 * Puts the documents into their frames. Streams are compressed here, by the same JavaScript on every machine: the
 * platform's zlib may answer other bytes on another processor, and a packet is the same bytes when it is rebuilt.
 */
import {
  PDFDocument, PDFName, PDFOperator, PDFOperatorNames, PDFRawStream, concatTransformationMatrix, drawObject, popGraphicsState, pushGraphicsState,
  rectangle, setLineWidth, setStrokingGrayscaleColor, stroke, type PDFPage, type PDFRef, type TransformationMatrix,
} from '@cantoo/pdf-lib';
import { flattenAnnotations } from './flatten-annotations';
import type { Frame } from './document-pages';
import { jpegOrientation } from './jpeg-orientation';
import type { Source } from './sources';

/** Drawn in the unit square (images) or in points (pages), turned upright by `matrix`, then `width` x `height` points large. */
interface Upright {
  readonly ref: PDFRef;
  readonly matrix: TransformationMatrix;
  readonly width: number;
  readonly height: number;
}

const IDENTITY: TransformationMatrix = [1, 0, 0, 1, 0, 0];

/** The finished packet, or the document whose content turned out to be damaged. */
export async function placeDocuments(frontMatter: Uint8Array, frames: readonly Frame[]): Promise<{ readonly pdf: Uint8Array } | { readonly damaged: Source }> {
  const packet = await PDFDocument.load(frontMatter, { updateMetadata: false });
  compress(packet);
  for (const frame of frames) {
    try {
      const upright = await embed(packet, frame);
      if (upright !== undefined) draw(packet.getPage(frame.at), frame, upright);
    } catch {
      return { damaged: frame.source };
    }
  }
  return { pdf: await packet.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false }) };
}

/** Nothing for a page without content. */
async function embed(packet: PDFDocument, { source, page }: Frame): Promise<Upright | undefined> {
  if (source.kind === 'pdf') return embedPage(packet, source.pdf.getPage(page));
  if (source.kind === 'unreproducible') return undefined;
  const image = source.format === 'png' ? await packet.embedPng(source.bytes) : await packet.embedJpg(source.bytes);
  await image.embed();
  const { matrix, isSideways } = source.format === 'png' ? { matrix: IDENTITY, isSideways: false } : jpegOrientation(source.bytes);
  const [width, height] = isSideways ? [image.height, image.width] : [image.width, image.height];
  return { ref: image.ref, matrix: times(matrix, [width, 0, 0, height, 0, 0]), width, height };
}

async function embedPage(packet: PDFDocument, page: PDFPage): Promise<Upright | undefined> {
  flattenAnnotations(page);
  if (page.node.Contents() === undefined) return undefined;
  const { x: left, y: bottom, width, height } = page.getCropBox();
  const [right, top] = [left + width, bottom + height];
  const embedded = await packet.embedPage(page, { left, bottom, right, top }, IDENTITY);
  await embedded.embed();
  switch (((page.getRotation().angle % 360) + 360) % 360) {
    case 90: return { ref: embedded.ref, matrix: [0, -1, 1, 0, -bottom, right], width: height, height: width };
    case 180: return { ref: embedded.ref, matrix: [-1, 0, 0, -1, right, top], width, height };
    case 270: return { ref: embedded.ref, matrix: [0, 1, -1, 0, top, -left], width: height, height: width };
    default: return { ref: embedded.ref, matrix: [1, 0, 0, 1, -left, -bottom], width, height };
  }
}

/** Never enlarged; at the upper edge of the frame, centred, with a hair line around it. Untagged content is an artifact to readers of tags. */
function draw(page: PDFPage, frame: Frame, { ref, matrix, width, height }: Upright): void {
  const scale = Math.min(frame.width / width, frame.height / height, 1);
  const [x, y] = [frame.x + (frame.width - width * scale) / 2, frame.y + frame.height - height * scale];
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.BeginMarkedContent, [PDFName.of('Artifact')]),
    pushGraphicsState(),
    concatTransformationMatrix(...times(matrix, [scale, 0, 0, scale, x, y])),
    drawObject(page.node.newXObject('Document', ref)),
    popGraphicsState(),
    pushGraphicsState(),
    setLineWidth(0.5), setStrokingGrayscaleColor(0.7), rectangle(x, y, width * scale, height * scale), stroke(),
    popGraphicsState(),
    PDFOperator.of(PDFOperatorNames.EndMarkedContent),
  );
}

/** First `a`, then `b`. */
function times([a, b, c, d, e, f]: TransformationMatrix, [A, B, C, D, E, F]: TransformationMatrix): TransformationMatrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
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
