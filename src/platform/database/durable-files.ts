/** Files as the disk has them: a name is durable only when its folder was flushed too. */
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, writeFileSync } from 'node:fs';

/** Health data is for its owner only. */
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** A file, or the names in a folder. */
export function flushToDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A file that was not there; durable but for its name. */
export function writeNewFile(path: string, content: string | Uint8Array): void {
  writeFileSync(path, content, { flag: 'wx', mode: FILE_MODE, flush: true });
}

export async function sha256OfFile(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) digest.update(chunk);
  return digest.digest('hex');
}
