/** Where anchors stand: a line each, only ever added to, one file for each practice. A line without its end was never finished and is none. */
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Practice } from '../../platform/database/practices';

const OWNER_ONLY = 0o600;
const END = 10;
const BLOCK_BYTES = 64 * 1024;
/** Longer than any anchor's line. */
const LINE_BYTES_MAX = 16 * 1024 * 1024;

export type AnchoredPractice = Pick<Practice, 'id' | 'createdAt'>;

export function anchorFile(folder: string, { id, createdAt }: AnchoredPractice): string {
  return join(folder, `${encodeURIComponent(id)}@${createdAt.replace(/\D/g, '')}.jsonl`);
}

/** Files of a practice of the same id that was made at another time. */
export function otherAnchorFiles(folder: string, practice: AnchoredPractice): readonly string[] {
  if (!existsSync(folder)) return [];
  const own = anchorFile(folder, practice);
  return readdirSync(folder).filter((name) => name.startsWith(`${encodeURIComponent(practice.id)}@`) && name.endsWith('.jsonl')).map((name) => join(folder, name)).filter((file) => file !== own).sort();
}

export function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** Adds a line, and is not back before it is on the disk. What was left of one that was not finished goes first. */
export function appendLine(file: string, line: string): void {
  const isNew = !existsSync(file);
  const fd = openSync(file, isNew ? 'wx+' : 'r+', OWNER_ONLY);
  try {
    const end = endOfLines(fd, fstatSync(fd).size);
    ftruncateSync(fd, end);
    const bytes = Buffer.from(`${line}\n`);
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written, bytes.length - written, end + written);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (isNew) syncFolder(file);
}

/** A new file for its owner only, whole or not there. */
export function writeDurably(file: string, content: string | Buffer): void {
  const fd = openSync(file, 'wx', OWNER_ONLY);
  try {
    writeSync(fd, content.toString());
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolder(file);
}

/** The last line that was finished; undefined where there is none. */
export function lastLine(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const fd = openSync(file, 'r');
  try {
    const end = endOfLines(fd, fstatSync(fd).size);
    if (end === 0) return undefined;
    const start = endOfLines(fd, end - 1);
    return readAt(fd, start, end - 1 - start).toString('utf8');
  } finally {
    closeSync(fd);
  }
}

/** Lines of the first `size` bytes, one at a time in memory. Undefined: longer than any anchor. */
export async function* readLines(file: string, size: number): AsyncGenerator<string | undefined> {
  if (size === 0) return;
  const handle = await open(file, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let at = 0; at < size;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(BLOCK_BYTES, size - at)), 0, undefined, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(END); end !== -1; end = rest.indexOf(END)) {
        yield rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + 1);
      }
      if (rest.length > LINE_BYTES_MAX) return yield undefined;
    }
  } finally {
    await handle.close();
  }
}

/** Where the last line before `size` ends: behind its line feed, or 0. */
function endOfLines(fd: number, size: number): number {
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const found = readAt(fd, start, end - start).lastIndexOf(END);
    if (found !== -1) return start + found + 1;
    end = start;
  }
  return 0;
}

function readAt(fd: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const count = readSync(fd, bytes, read, length - read, start + read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

/** A name is on the disk when its folder is. */
function syncFolder(file: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(dirname(file), 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
