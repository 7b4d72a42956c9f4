/**
 * Pages with a running head (two identifiers, packet, "Page x of y"), a cursor that breaks pages, and a tag for
 * everything that is written. Lengths are points, y grows downwards. Knows nothing of what a packet says.
 */
import PDFDocument from 'pdfkit';
import { fonts } from './fonts';
import { INK, lineHeight, use, wrapped, type Style } from './typesetting';

type Structure = ReturnType<PDFKit.PDFDocument['struct']>;

export const PAGE = { width: 612, height: 792, left: 48, right: 564, top: 30, bottom: 760 } as const;
export const WIDTH = PAGE.right - PAGE.left;
/** Room a section asks for: it begins a page, or goes on where a third of a page is left. */
export const ROOM = { page: Infinity, third: 230, lines: 70 } as const;

export interface RunningHead {
  /** The two identifiers. */
  readonly identity: string;
  readonly packet: string;
  /** Printed on every page in alarm ink, when there is one. */
  readonly warning?: string;
  readonly pages: number;
}

export interface SheetOptions {
  readonly head: RunningHead;
  readonly title: string;
  readonly author: string;
  readonly createdOn: Date;
}

export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  y = 0;
  pageNumber = 0;
  /** Where a name was marked first: page number from 1. */
  readonly marks = new Map<string, number>();
  private readonly root: Structure;
  private section: Structure;
  private top = 0;
  private readonly chunks: Buffer[] = [];

  constructor(private readonly options: SheetOptions) {
    this.doc = new PDFDocument({
      autoFirstPage: false, size: [PAGE.width, PAGE.height], margin: 0, compress: false, pdfVersion: '1.7', tagged: true, lang: 'en-US', displayTitle: true,
      info: { Title: options.title, Author: options.author, Creator: 'Pathgate', Producer: 'Pathgate', CreationDate: options.createdOn, ModDate: options.createdOn },
    });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.doc.registerFont('regular', fonts().regular);
    this.doc.registerFont('bold', fonts().bold);
    this.root = this.doc.struct('Document');
    this.section = this.root;
  }

  get remaining(): number {
    return PAGE.bottom - this.y;
  }

  /** Points of the writing area of a fresh page. */
  get fullHeight(): number {
    return PAGE.bottom - this.top;
  }

  mark(name: string): void {
    if (!this.marks.has(name)) this.marks.set(name, this.pageNumber);
  }

  newPage(): void {
    this.doc.addPage();
    this.pageNumber++;
    this.doc.markContent('Artifact', { type: 'Pagination' });
    this.drawHead();
    this.doc.endMarkedContent();
    this.top = this.y;
  }

  ensure(height: number): void {
    if (height > this.remaining) this.newPage();
  }

  /** A section of the outline and of the structure tree; on this page when `room` points are left, else on the next. */
  beginSection(title: string, mark: string, room: number): void {
    if (this.pageNumber === 0 || this.remaining < room) this.newPage();
    else this.y += 18;
    this.mark(mark);
    this.openSection(title);
    this.write('H1', title, { size: 15, bold: true });
    this.y += 6;
  }

  /** An entry of the outline that leads here, and a branch of the structure tree for what follows. */
  openSection(title: string): void {
    this.section = this.doc.struct('Sect');
    this.root.add(this.section);
    this.doc.outline.addItem(title);
  }

  /** `keepWith`: points that must follow it on the same page. */
  heading(title: string, keepWith = 40): void {
    this.ensure(keepWith + 30);
    this.y += 7;
    this.write('H2', title, { size: 11, bold: true });
    this.y += 2;
  }

  paragraph(text: string, style: Style = {}, indent = 0): void {
    this.write('P', text, style, indent);
    this.y += 3;
  }

  /** Wrapped text as one structure element that may run over pages. */
  write(tag: string, text: string, style: Style = {}, indent = 0): void {
    const element = this.element(tag);
    let lines = this.wrap(text, WIDTH - indent, style);
    while (lines.length > 0) {
      const height = lineHeight(style);
      if (this.remaining < height) this.newPage();
      const fit = Math.max(1, Math.floor(this.remaining / height));
      this.tagged(element, tag, () => this.lines(lines.slice(0, fit), PAGE.left + indent, this.y, style));
      this.y += Math.min(fit, lines.length) * height;
      lines = lines.slice(fit);
    }
    element.end();
  }

  /** `alt`: a drawing in words. */
  element(tag: string, parent: Structure = this.section, alt?: string): Structure {
    const element = this.doc.struct(tag, alt === undefined ? {} : { alt });
    parent.add(element);
    return element;
  }

  tagged(element: Structure, tag: string, draw: () => void): void {
    const content = this.doc.markStructureContent(tag);
    draw();
    this.doc.endMarkedContent();
    element.add(content);
  }

  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  lines(lines: readonly string[], x: number, y: number, style: Style): void {
    use(this.doc, style);
    // The space keeps the last word of a line apart from the next line's first where the text is read aloud or copied.
    lines.forEach((line, index) => this.doc.text(index === lines.length - 1 ? line : `${line} `, x, y + index * lineHeight(style), { lineBreak: false }));
  }

  wrap(text: string, width: number, style: Style = {}): string[] {
    use(this.doc, style);
    return wrapped(this.doc, text, width);
  }

  async finish(): Promise<Uint8Array> {
    this.doc.addStructure(this.root);
    const ended = new Promise<void>((resolve, reject) => { this.doc.on('end', resolve); this.doc.on('error', reject); });
    this.doc.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private drawHead(): void {
    const { head } = this.options;
    const paging = `Page ${this.pageNumber} of ${head.pages}`;
    const name = { size: 9, bold: true };
    const quiet = { size: 8, color: INK.quiet };
    use(this.doc, name);
    const pagingWidth = this.doc.widthOfString(paging);
    this.lines([paging], PAGE.right - pagingWidth, PAGE.top, name);
    let y: number = PAGE.top;
    for (const [text, style] of [[head.identity, name], [head.packet, quiet], ...(head.warning === undefined ? [] : [[head.warning, { size: 8, bold: true, color: INK.alarm }]])] as [string, Style][]) {
      const lines = this.wrap(text, WIDTH - pagingWidth - 16, style).slice(0, 4);
      this.lines(lines, PAGE.left, y, style);
      y += lines.length * lineHeight(style);
    }
    this.doc.moveTo(PAGE.left, y + 3).lineTo(PAGE.right, y + 3).lineWidth(0.6).strokeColor(INK.line).stroke();
    this.y = y + 14;
  }
}
