/** JSON documents of a file: one a line, or the whole file as one. Each is read strictly; what is not JSON is told by its line. */
import type { Readable } from 'node:stream';
import { isRejection } from '../../machines/kernel/rejection';
import { parseStrictJson } from '../platform/json/strict-json';
import { readLines, type Line } from './read-lines';
import { UnreadableFile } from './unreadable-file';

export interface Document {
  /** Line, from 1. */
  readonly row: number;
  readonly value?: unknown;
  /** Why it is none. */
  readonly code?: string;
}

const LINE_BYTES_MAX = 16 * 1024 * 1024;
/** A Bundle or a list is held as a whole: what is larger comes as NDJSON. */
const WHOLE_BYTES_MAX = 64 * 1024 * 1024;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** Of UTF-16, either way round. */
const OTHER_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

export async function* readDocuments(bytes: Readable): AsyncGenerator<Document> {
  const lines = readLines(bytes as AsyncIterable<Buffer>, LINE_BYTES_MAX);
  let isFirst = true;
  try {
    for await (const line of lines) {
      if (isFirst && OTHER_MARKS.some((mark) => line.bytes?.subarray(0, 2).equals(mark) === true)) throw new UnreadableFile('wrong-encoding', 0);
      if (line.bytes !== undefined && line.bytes.toString('utf8').trim() === '') continue;
      const document = documentOf(line);
      if (isFirst && document.code === MALFORMED && line.bytes !== undefined) {
        yield* wholeFrom(line, lines);
        return;
      }
      isFirst = false;
      yield document;
    }
  } finally {
    bytes.destroy();
  }
  if (isFirst) throw new UnreadableFile('empty-file', 0);
}

/** The file begins with a line that is no document by itself: it is one document over many lines. */
async function* wholeFrom(first: Line, rest: AsyncGenerator<Line>): AsyncGenerator<Document> {
  const parts = [first.bytes ?? Buffer.alloc(0)];
  let length = first.bytes?.length ?? 0;
  for await (const { bytes } of rest) {
    if (bytes === undefined || (length += bytes.length + 1) > WHOLE_BYTES_MAX) throw new UnreadableFile('too-large-as-a-whole', first.number);
    parts.push(Buffer.from('\n'), bytes);
  }
  const document = documentOf({ number: first.number, bytes: Buffer.concat(parts) });
  if (document.code === MALFORMED) throw new UnreadableFile(MALFORMED, first.number);
  yield document;
}

function documentOf({ number: row, bytes }: Line): Document {
  if (bytes === undefined) return { row, code: 'line-too-long' };
  const parsed = parseStrictJson(bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes);
  if (isRejection(parsed)) {
    return { row, code: parsed.faults?.[0]?.code ?? parsed.code };
  }
  const { value } = parsed;
  return typeof value === 'object' && value !== null ? { row, value } : { row, code: 'not-an-object' };
}

/** The text itself is no JSON; other faults are of what it holds (a key twice, a number no double holds). */
const MALFORMED = 'malformed';
