/** A file that is not what its mapping says: read no further. `place` is a column's heading or a type of resource, never what a cell holds. */
export class UnreadableFile extends Error {
  constructor(readonly code: string, readonly row: number, readonly place = '') {
    super(code);
  }
}
