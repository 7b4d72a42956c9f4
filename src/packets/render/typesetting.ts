/** How text is set: styles, line breaks, and what the typeface cannot print. Lengths are points. */
export const INK = { text: '#1a1a1a', quiet: '#555555', line: '#b5b5b5', band: '#eceff3', alarm: '#8c1d18' } as const;

export interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

const SIZE = 9;
/** Common signs that the typeface lacks. */
const SPELLED: Readonly<Record<string, string>> = { '\t': ' ', '≥': '>=', '≤': '<=', '≠': '<>', '≈': '~', '→': '->', '←': '<-', '−': '-' };

export function lineHeight({ size = SIZE }: Style): number {
  return size * 1.36;
}

export function use(doc: PDFKit.PDFDocument, { size = SIZE, bold = false, color = INK.text }: Style): void {
  doc.font(bold ? 'bold' : 'regular').fontSize(size).fillColor(color);
}

/** Lines of the style in use: broken at spaces, and inside a word only when the word alone is too wide. */
export function wrapped(doc: PDFKit.PDFDocument, text: string, width: number): string[] {
  return printable(doc, text).split('\n').flatMap((paragraph) => wrappedParagraph(doc, paragraph, width));
}

function wrappedParagraph(doc: PDFKit.PDFDocument, paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ').flatMap((one) => pieces(doc, one, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && doc.widthOfString(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function pieces(doc: PDFKit.PDFDocument, word: string, width: number): string[] {
  if (doc.widthOfString(word) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && doc.widthOfString(piece + character) > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}

/** Common signs that the typeface lacks are spelled; anything else it cannot print shows as U+FFFD: a reader sees that something stood there. */
function printable(doc: PDFKit.PDFDocument, text: string): string {
  const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
  const spelled = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/[\t≥≤≠≈→←−]/g, (sign) => SPELLED[sign] ?? sign);
  return Array.from(spelled, (character) => character === '\n' || font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : '\uFFFD').join('');
}
