/** Lines of bytes, one at a time: a line beyond the limit is counted and dropped as it comes, whatever its length. */
export interface Line {
  readonly number: number;
  /** Undefined: longer than the limit. */
  readonly bytes: Buffer | undefined;
}

const LINE_FEED = 0x0a;

export async function* readLines(chunks: AsyncIterable<Buffer>, bytesMax: number): AsyncGenerator<Line> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const line = (): Line => {
    const bytes = length > bytesMax ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { number: number++, bytes };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      take(chunk.subarray(from, at));
      yield line();
      from = at + 1;
    }
    take(chunk.subarray(from));
  }
  if (length > 0) yield line();

  function take(part: Buffer): void {
    length += part.length;
    if (length > bytesMax) parts = [];
    else if (part.length > 0) parts.push(part);
  }
}
