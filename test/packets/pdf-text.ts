/** The text of each page of a packet, read back from the PDF itself: fonts' ToUnicode maps and the text operators of the page and of what it draws. */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, decodePDFRawStream } from '@cantoo/pdf-lib';

export async function textOfPages(pdf: Uint8Array): Promise<readonly string[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return document.getPages().map((page) => {
    const resources = page.node.Resources();
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray().map((_, index) => contents.lookup(index, PDFStream)) : contents === undefined ? [] : [contents];
    return streams.map((stream) => textOf(stream, resources)).join('\n');
  });
}

function textOf(stream: PDFStream, resources: PDFDict | undefined): string {
  const content = Buffer.from(bytesOf(stream)).toString('latin1');
  let font: ReadonlyMap<string, string> | undefined;
  const out: string[] = [];
  for (const [, fontName, strings, drawn] of content.matchAll(/\/(\S+) [\d.]+ Tf|(\[[^\]]*\]) TJ|\/(\S+) Do/g)) {
    if (fontName !== undefined) font = unicodeOf(resources, fontName);
    if (strings !== undefined) out.push([...strings.matchAll(/<([0-9a-f]+)>/gi)].map(([, hex = '']) => (hex.match(/.{4}/g) ?? []).map((code) => font?.get(code.toLowerCase()) ?? '').join('')).join(''));
    if (drawn !== undefined) out.push(...drawnText(resources, drawn));
  }
  return out.join('\n');
}

function drawnText(resources: PDFDict | undefined, name: string): readonly string[] {
  const object = resources?.lookupMaybe(PDFName.of('XObject'), PDFDict)?.lookup(PDFName.of(name));
  if (!(object instanceof PDFStream) || object.dict.lookup(PDFName.of('Subtype'))?.toString() !== '/Form') return [];
  return [textOf(object, object.dict.lookupMaybe(PDFName.of('Resources'), PDFDict))];
}

function unicodeOf(resources: PDFDict | undefined, font: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const stream = resources?.lookup(PDFName.of('Font'), PDFDict).lookup(PDFName.of(font), PDFDict).lookup(PDFName.of('ToUnicode'));
  if (!(stream instanceof PDFStream)) return map;
  const cmap = Buffer.from(bytesOf(stream)).toString('latin1');
  for (const [, from = '', list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, hex = ''], index) => {
      const units = (hex.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16));
      map.set((parseInt(from, 16) + index).toString(16).padStart(4, '0'), String.fromCharCode(...units));
    });
  }
  return map;
}

function bytesOf(stream: PDFStream): Uint8Array {
  return stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
}
