/** Files of lines, written and read a piece at a time, with their digest: nothing is held whole. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BrokenExport, type ListedFile } from './practice-files';

const BUFFERED_CHARS = 256 * 1024;
/** Longer than any event, and than any row of the audit; a file of one endless line is refused before it fills the memory. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;
const LINE_FEED = 10;

/** For the owner only: it holds a practice's whole record. */
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

export class HashedFile {
  lines = 0;
  private bytes = 0;
  private waiting = '';
  private readonly digest: Hash = createHash('sha256');
  private readonly handle: number;

  constructor(folder: string, readonly name: string) {
    this.handle = openSync(join(folder, name), 'wx', FILE_MODE);
  }

  write(line: object): void {
    this.waiting += `${JSON.stringify(line)}\n`;
    this.lines += 1;
    if (this.waiting.length >= BUFFERED_CHARS) this.flush();
  }

  /** Durable when it returns. */
  close(): ListedFile {
    this.flush();
    fsyncSync(this.handle);
    closeSync(this.handle);
    return { name: this.name, sha256: this.digest.digest('hex'), bytes: this.bytes, lines: this.lines };
  }

  private flush(): void {
    const chunk = Buffer.from(this.waiting);
    this.waiting = '';
    for (let written = 0; written < chunk.length;) written += writeSync(this.handle, chunk, written);
    this.digest.update(chunk);
    this.bytes += chunk.length;
  }
}

/** The file's lines as objects; at its end it must be what the manifest lists. Throws `BrokenExport`. */
export async function* readHashed<Line>(folder: string, listed: ListedFile): AsyncGenerator<Line> {
  const digest = createHash('sha256');
  let [bytes, lines] = [0, 0];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(join(folder, listed.name)) as AsyncIterable<Buffer>) {
    digest.update(chunk);
    bytes += chunk.length;
    const read = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = read.indexOf(LINE_FEED); end >= 0; end = read.indexOf(LINE_FEED, from)) {
      lines += 1;
      yield parsed<Line>(listed.name, lines, read.subarray(from, end));
      from = end + 1;
    }
    rest = read.subarray(from);
    if (rest.length > LINE_BYTES_MAX) throw new BrokenExport(listed.name, `line ${lines + 1} is longer than any line of an export`);
  }
  if (rest.length > 0) throw new BrokenExport(listed.name, `line ${lines + 1} is cut off`);
  if (bytes !== listed.bytes || lines !== listed.lines || digest.digest('hex') !== listed.sha256) throw new BrokenExport(listed.name, 'its digest is not the one that the manifest lists');
}

function parsed<Line>(name: string, number: number, line: Buffer): Line {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch {
    // Told below.
  }
  throw new BrokenExport(name, `line ${number} is no JSON object`);
}
