/**
 * Draws the annotations of a page (filled form fields, signatures, notes with an appearance) into its content, because
 * a page that is fitted into a frame takes its content along and nothing else.
 */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef, PDFStream, drawObject, popGraphicsState, pushGraphicsState, concatTransformationMatrix, type PDFPage } from '@cantoo/pdf-lib';

const HIDDEN = 1 << 1;
const NO_VIEW = 1 << 5;
/** Links and closed pop-ups print nothing. */
const UNPRINTED = ['/Link', '/Popup'];

export function flattenAnnotations(page: PDFPage): void {
  const annotations = page.node.Annots();
  if (annotations === undefined) return;
  for (let index = 0; index < annotations.size(); index++) {
    const annotation = annotations.lookup(index);
    if (annotation instanceof PDFDict) draw(page, annotation);
  }
  page.node.delete(PDFName.of('Annots'));
}

function draw(page: PDFPage, annotation: PDFDict): void {
  const flags = annotation.lookupMaybe(PDFName.of('F'), PDFNumber)?.asNumber() ?? 0;
  const subtype = annotation.lookup(PDFName.of('Subtype'))?.toString() ?? '';
  const rect = numbers(annotation.lookup(PDFName.of('Rect')));
  const appearance = appearanceOf(annotation);
  if ((flags & (HIDDEN | NO_VIEW)) !== 0 || UNPRINTED.includes(subtype) || rect.length !== 4 || appearance === undefined) return;

  const { dict } = appearance.stream;
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers(dict.lookup(PDFName.of('Matrix')));
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers(dict.lookup(PDFName.of('BBox')));
  const corners = [[x0, y0], [x1, y0], [x0, y1], [x1, y1]].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const);
  const [left, right] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const [bottom, top] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))];
  if (right <= left || top <= bottom) return;
  const [rx0 = 0, ry0 = 0, rx1 = 0, ry1 = 0] = rect;
  const scaleX = Math.abs(rx1 - rx0) / (right - left);
  const scaleY = Math.abs(ry1 - ry0) / (top - bottom);
  const name = page.node.newXObject('Annotation', appearance.ref);
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(scaleX, 0, 0, scaleY, Math.min(rx0, rx1) - left * scaleX, Math.min(ry0, ry1) - bottom * scaleY),
    drawObject(name),
    popGraphicsState(),
  );
}

/** The normal appearance; of several states the one that the field is in. */
function appearanceOf(annotation: PDFDict): { readonly ref: PDFRef; readonly stream: PDFStream } | undefined {
  const appearances = annotation.lookupMaybe(PDFName.of('AP'), PDFDict);
  let holder = appearances;
  let key = PDFName.of('N');
  const normal = appearances?.lookup(key);
  if (normal instanceof PDFDict) {
    holder = normal;
    key = annotation.lookupMaybe(PDFName.of('AS'), PDFName) ?? PDFName.of('Off');
  }
  const ref = holder?.get(key);
  const stream = holder?.lookup(key);
  return ref instanceof PDFRef && stream instanceof PDFStream ? { ref, stream } : undefined;
}

function numbers(value: unknown): number[] {
  if (!(value instanceof PDFArray)) return [];
  return value.asArray().flatMap((_, index) => {
    const item = value.lookup(index);
    return item instanceof PDFNumber ? [item.asNumber()] : [];
  });
}
