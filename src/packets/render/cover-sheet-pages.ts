/** The program's own first page: its fields in its order; what is missing stands there as missing. */
import type { CoverSheet } from '../../../machines/packet';
import { cell, table } from './table';
import { ROOM, type Sheet } from './sheet';
import { INK } from './typesetting';

export function coverSheetPages(sheet: Sheet, { title, sections }: CoverSheet): void {
  sheet.beginSection(title, 'cover-sheet', ROOM.page);
  for (const section of sections) {
    sheet.heading(section.title, 30);
    table(sheet, [{ share: 1 }, { share: 3 }], section.rows.map(({ label, value, mayBeEmpty }) => ({
      cells: [cell(label, { bold: true }), value !== undefined ? cell(value) : mayBeEmpty === true ? cell('none recorded', { color: INK.quiet }) : cell('MISSING: not in the record', { bold: true, color: INK.alarm })],
    })));
  }
}
