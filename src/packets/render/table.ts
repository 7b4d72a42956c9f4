/** Tables that wrap, break across pages line by line where a row must, and repeat their header. */
import { PAGE, WIDTH, type Sheet } from './sheet';
import { INK, lineHeight, type Style } from './typesetting';

export interface Text extends Style {
  readonly text: string;
  /** Points left free above it. */
  readonly before?: number;
}

export interface Cell {
  readonly texts: readonly Text[];
  readonly fill?: string;
  /** Said again where the row goes on over the page: what it is about, its outcome. */
  readonly again?: string;
}

export interface Column {
  readonly title?: string;
  /** Share of the width. */
  readonly share: number;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** Marked with the page on which the row begins. */
  readonly mark?: string;
}

interface Line extends Style {
  readonly text: string;
  readonly before: number;
}

const PADDING = 3.5;
/** Above and below the lines of a table without a header, which is a list of fields. */
const PADDING_OF_FIELDS = 1.6;
/** A row that is split begins with at least this much of it, points. */
const ROW_ROOM = 40;

export function cell(text: string, style: Style = {}): Cell {
  return { texts: [{ text, ...style }] };
}

/** A column without a title stands for a table without a header. */
export function table(sheet: Sheet, columns: readonly Column[], rows: readonly Row[]): void {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => (share / shares) * WIDTH);
  const element = sheet.element('Table');
  const header = columns.map(({ title = '' }, index) => layOut(sheet, cell(title, { size: 8, bold: true }), widths[index] ?? 0));
  const hasHeader = columns.some(({ title }) => title !== undefined);
  const padding = hasHeader ? PADDING : PADDING_OF_FIELDS;
  const headerHeight = hasHeader ? heightOf(header, padding) : 0;

  const drawHeader = (): void => {
    if (!hasHeader) return rule(sheet);
    const tr = sheet.element('TR', element);
    const top = sheet.y;
    sheet.artifact(() => sheet.doc.rect(PAGE.left, top, WIDTH, headerHeight).fill(INK.band));
    drawCells(sheet, tr, 'TH', header, widths, top);
    sheet.y = top + headerHeight;
    rule(sheet);
    tr.end();
  };

  const first = rows[0];
  const firstHeight = first === undefined ? 0 : heightOf(first.cells.map((one, index) => layOut(sheet, one, widths[index] ?? 0)), padding);
  sheet.ensure(headerHeight + Math.max(Math.min(firstHeight, sheet.fullHeight / 3), ROW_ROOM));
  drawHeader();

  for (const row of rows) {
    let left = row.cells.map((one, index) => layOut(sheet, one, widths[index] ?? 0));
    const height = heightOf(left, padding);
    if (height > sheet.remaining && height < sheet.fullHeight / 2) { sheet.newPage(); drawHeader(); }
    if (sheet.remaining < Math.min(height, ROW_ROOM)) { sheet.newPage(); drawHeader(); }
    if (row.mark !== undefined) sheet.mark(row.mark);
    const tr = sheet.element('TR', element);
    const tds = row.cells.map(() => sheet.element('TD', tr));
    while (left.some((lines) => lines.length > 0)) {
      const parts = left.map((lines) => fitting(lines, sheet.remaining - 2 * padding));
      const top = sheet.y;
      const partHeight = heightOf(parts, padding);
      row.cells.forEach(({ fill }, index) => {
        if (fill !== undefined) sheet.artifact(() => sheet.doc.rect(leftOf(widths, index), top, widths[index] ?? 0, partHeight).fill(fill));
      });
      parts.forEach((lines, index) => {
        const td = tds[index];
        if (lines.length > 0 && td !== undefined) sheet.tagged(td, 'TD', () => drawLines(sheet, lines, leftOf(widths, index) + PADDING, top + padding));
      });
      sheet.y = top + partHeight;
      rule(sheet);
      left = left.map((lines, index) => lines.slice(parts[index]?.length ?? 0));
      if (left.some((lines) => lines.length > 0)) {
        sheet.newPage();
        drawHeader();
        left = left.map((lines, index) => [...againOf(sheet, row.cells[index], widths[index] ?? 0), ...lines]);
      }
    }
    tr.end();
  }
  element.end();
  sheet.y += 6;
}

function layOut(sheet: Sheet, { texts }: Cell, width: number): readonly Line[] {
  return texts.flatMap(({ text, before = 0, ...style }) => {
    const sized = { size: 8, ...style };
    return sheet.wrap(text, Math.max(width - 2 * PADDING, 20), sized).map((line, index) => ({ ...sized, text: line, before: index === 0 ? before : 0 }));
  });
}

function againOf(sheet: Sheet, repeated: Cell | undefined, width: number): readonly Line[] {
  return repeated?.again === undefined ? [] : layOut(sheet, cell(repeated.again, { bold: true }), width);
}

function drawCells(sheet: Sheet, tr: ReturnType<Sheet['element']>, tag: string, cells: readonly (readonly Line[])[], widths: readonly number[], top: number): void {
  cells.forEach((lines, index) => {
    const element = sheet.element(tag, tr);
    sheet.tagged(element, tag, () => drawLines(sheet, lines, leftOf(widths, index) + PADDING, top + PADDING));
    element.end();
  });
}

function drawLines(sheet: Sheet, lines: readonly Line[], x: number, top: number): void {
  let y = top;
  for (const line of lines) {
    y += line.before;
    sheet.lines([`${line.text} `], x, y, line);
    y += lineHeight(line);
  }
}

function fitting(lines: readonly Line[], height: number): readonly Line[] {
  let used = 0;
  let fit = 0;
  for (const line of lines) {
    used += line.before + lineHeight(line);
    if (used > height && fit > 0) break;
    fit++;
  }
  return lines.slice(0, fit);
}

function heightOf(cells: readonly (readonly Line[])[], padding: number): number {
  return Math.max(...cells.map((lines) => lines.reduce((sum, line) => sum + line.before + lineHeight(line), 0))) + 2 * padding;
}

function leftOf(widths: readonly number[], index: number): number {
  return PAGE.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
}

function rule(sheet: Sheet): void {
  sheet.artifact(() => sheet.doc.moveTo(PAGE.left, sheet.y).lineTo(PAGE.right, sheet.y).lineWidth(0.5).strokeColor(INK.line).stroke());
}
