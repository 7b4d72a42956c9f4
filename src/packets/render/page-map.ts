/** Where things are: names of marks to page numbers of the finished packet. */
export class PageMap {
  constructor(readonly marks: ReadonlyMap<string, number>, readonly total: number) {}

  /** As printed; three digits hold the place while the numbers are not known yet. */
  page(mark: string): string {
    return String(this.marks.get(mark) ?? 888);
  }

  isSame(other: PageMap): boolean {
    return this.total === other.total && this.marks.size === other.marks.size && [...this.marks].every(([mark, page]) => other.marks.get(mark) === page);
  }
}

export const factMark = (factId: string): string => `fact:${factId}`;
/** `page` counts from 1 within the document. */
export const documentMark = (documentId: string, page = 1): string => `document:${documentId}:${page}`;
/** `row` counts the crosswalk's rows from 0. */
export const criterionMark = (row: number): string => `criterion:${row}`;
export const sectionMark = (name: string): string => `section:${name}`;
