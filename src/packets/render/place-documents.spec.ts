import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFStream, StandardFonts, decodePDFRawStream, degrees } from '@cantoo/pdf-lib';
import { pngOf } from '../../../test/packets/case-packet';
import type { Frame } from './document-pages';
import { jpegOrientation } from './jpeg-orientation';
import { placeDocuments } from './place-documents';
import type { Source } from './sources';

const DOCUMENT = { id: 'd', title: 'd', mediaType: 'application/pdf', pages: 1, bytes: 1, sha256: '0' };
const FRAME = { page: 0, at: 0, x: 48, y: 24, width: 516, height: 690 };

async function front(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.addPage([612, 792]);
  return pdf.save({ addDefaultPage: false });
}

async function placed(source: Source): Promise<{ readonly pdf: PDFDocument; readonly operators: string; readonly drawn: PDFStream }> {
  const answer = await placeDocuments(await front(), [{ ...FRAME, source } satisfies Frame]);
  if (!('pdf' in answer)) throw new Error('damaged');
  const pdf = await PDFDocument.load(answer.pdf, { updateMetadata: false });
  const [page] = pdf.getPages();
  const contents = page?.node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map((_, index) => contents.lookup(index, PDFStream)) : [];
  const operators = streams.map((stream) => Buffer.from(stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents()).toString('latin1')).join('\n');
  const objects = page?.node.Resources()?.lookup(PDFName.of('XObject'), PDFDict);
  const [key] = objects?.keys() ?? [];
  return { pdf, operators, drawn: objects?.lookup(key ?? PDFName.of('none'), PDFStream) as PDFStream };
}

async function pdfSource(make: (pdf: PDFDocument) => Promise<void>): Promise<Source> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  await make(pdf);
  return { kind: 'pdf', document: DOCUMENT, pages: 1, pdf: await PDFDocument.load(await pdf.save(), { updateMetadata: false }) };
}

/** Where the matrices put a point. */
function at(matrix: readonly number[], x: number, y: number): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = matrix;
  return [a * x + c * y + e, b * x + d * y + f];
}

function jpegHeld(value: number, isLittle: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  const short = (v: number, offset: number): number => isLittle ? tiff.writeUInt16LE(v, offset) : tiff.writeUInt16BE(v, offset);
  tiff.write(isLittle ? 'II' : 'MM', 0, 'latin1');
  short(42, 2);
  if (isLittle) tiff.writeUInt32LE(8, 4); else tiff.writeUInt32BE(8, 4);
  [[1, 8], [0x0112, 10], [3, 12], [value, 18]].forEach(([v = 0, offset = 0]) => short(v, offset));
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([head, exif, Buffer.from([0xff, 0xda, 0, 2])]);
}

describe('a photograph', () => {
  // Where the first stored pixel (unit square: 0, 1) and the last of the first row (1, 1) belong when shown upright, by the EXIF standard.
  it.each([[1, [0, 1], [1, 1]], [2, [1, 1], [0, 1]], [3, [1, 0], [0, 0]], [4, [0, 0], [1, 0]], [5, [0, 1], [0, 0]], [6, [1, 1], [1, 0]], [7, [1, 0], [1, 1]], [8, [0, 0], [0, 1]]] as const)(
    'held as %d is turned upright', (value, first, endOfRow) => {
      for (const isLittle of [true, false]) {
        const { matrix, isSideways } = jpegOrientation(jpegHeld(value, isLittle));
        expect(at(matrix, 0, 1)).toEqual(first);
        expect(at(matrix, 1, 1)).toEqual(endOfRow);
        expect(isSideways).toBe(value >= 5);
      }
    });

  it('without a mark, or with one that cannot be read, is taken as it is', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from([0xff, 0xd8]), jpegHeld(0, true), jpegHeld(99, false), jpegHeld(6, true).subarray(0, 16)]) {
      expect(jpegOrientation(bytes).matrix).toEqual([1, 0, 0, 1, 0, 0]);
    }
  });
});

describe('a document page', () => {
  it('is fitted into its frame, upright, and never enlarged', async () => {
    for (const [size, turn, matrix] of [
      [[300, 400], 0, '1 0 0 1 156 314'], [[400, 300], 90, '0 -1 1 0 156 714'], [[300, 400], 180, '-1 0 0 -1 456 714'], [[400, 300], 270, '0 1 -1 0 456 314'], [[1032, 1380], 0, '0.5 0 0 0.5 48 24'],
    ] as const) {
      const source = await pdfSource(async (pdf) => { pdf.addPage([...size]).setRotation(degrees(turn)); pdf.getPage(0).drawText('note', { x: 10, y: 10, font: await pdf.embedFont(StandardFonts.Helvetica) }); });
      expect((await placed(source)).operators).toContain(`${matrix} cm`);
    }
  });

  it('takes its filled form fields along', async () => {
    const source = await pdfSource(async (pdf) => {
      const page = pdf.addPage([300, 400]);
      page.drawText('form', { x: 10, y: 10 });
      const field = pdf.getForm().createTextField('signed');
      field.setText('Dr. A. Example');
      field.addToPage(page, { x: 20, y: 200, width: 200, height: 30 });
    });
    const { drawn } = await placed(source);
    const inner = drawn.dict.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of('XObject'), PDFDict);
    expect(inner.keys().map(String).join()).toMatch(/Annotation/);
  });

  it('without content is an empty page', async () => {
    const source = await pdfSource(async (pdf) => { pdf.addPage([300, 400]); });
    const answer = await placeDocuments(await front(), [{ ...FRAME, source }]);
    expect('pdf' in answer).toBe(true);
  });
});

it('names the document whose content turns out to be damaged', async () => {
  const whole = pngOf(20, 20);
  const good: Source = { kind: 'image', document: DOCUMENT, pages: 1, bytes: whole, format: 'png' };
  const cut: Source = { kind: 'image', document: { ...DOCUMENT, id: 'cut' }, pages: 1, bytes: whole.subarray(0, 40), format: 'png' };
  expect(await placeDocuments(await front(), [{ ...FRAME, source: good }, { ...FRAME, source: cut }])).toEqual({ damaged: cut });
});
