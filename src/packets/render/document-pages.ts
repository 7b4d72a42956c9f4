/** One packet page per document page: the running head, a caption, and a frame that the document is fitted into; nothing is stamped over a record. */
import { documentMark } from './page-map';
import type { Source } from './sources';
import { PAGE, WIDTH, type Sheet } from './sheet';
import { INK } from './typesetting';

/** Where a page of a source goes; x and y of the lower left corner, y growing upwards as in PDF. */
export interface Frame {
  readonly source: Source;
  /** From 0. */
  readonly page: number;
  /** Packet page, from 0. */
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `instead`: what a reader does about a document that cannot be reproduced. */
export function documentPages(sheet: Sheet, sources: readonly Source[], instead = 'Send the original beside this packet.'): readonly Frame[] {
  const frames: Frame[] = [];
  sources.forEach((source, index) => {
    for (let page = 0; page < source.pages; page++) {
      sheet.newPage();
      sheet.mark(documentMark(source.document.id, page + 1));
      if (page === 0) sheet.openSection(`Document ${index + 1}: ${source.document.title}`);
      sheet.write('P', `Document ${index + 1} of ${sources.length}: ${source.document.title} (page ${page + 1} of ${source.pages})`, { size: 9, bold: true });
      sheet.y += 4;
      if (source.kind === 'unreproducible') {
        sheet.paragraph(`This document could not be reproduced here: ${source.reason}. ${instead}`, { size: 10, bold: true, color: INK.alarm });
        sheet.paragraph(`Type ${source.document.mediaType}, ${source.document.bytes} bytes, SHA-256 ${source.document.sha256}.`);
        continue;
      }
      const height = PAGE.height - 24 - sheet.y;
      frames.push({ source, page, at: sheet.pageNumber - 1, x: PAGE.left, y: PAGE.height - sheet.y - height, width: WIDTH, height });
    }
  });
  return frames;
}
