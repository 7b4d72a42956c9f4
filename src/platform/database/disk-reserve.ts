/**
 * Room on the disk that is given up when everything else is full, so that reads go on: each is on the audit before its answer leaves,
 * and the audit needs room. Nothing else is recorded until the disk has space again. A file beside the database, made by the service.
 */
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FILE_MODE } from './durable-files';

/** Thousands of audited reads: the write-ahead log is used again from its beginning once it was copied back. */
export const RESERVE_BYTES = 8 * 1024 * 1024;
const ASKED_AGAIN_AFTER_MS = 1_000;

export function reserveFileOf(file: string): string {
  return `${file}.reserve`;
}

/** At the start of a service. A disk that is too full for it is told by the readiness check. */
export function makeReserve(file: string): boolean {
  const reserve = reserveFileOf(file);
  if (existsSync(reserve)) return true;
  try {
    writeFileSync(reserve, Buffer.alloc(RESERVE_BYTES), { mode: FILE_MODE });
    return true;
  } catch {
    rmSync(reserve, { force: true });
    return false;
  }
}

export class DiskReserve {
  private released = false;
  private askedAtMs = -Infinity;

  constructor(private readonly file: string) {}

  /** True: there is room now that was not there before. */
  release(): boolean {
    if (!existsSync(reserveFileOf(this.file))) return false;
    rmSync(reserveFileOf(this.file));
    this.released = true;
    return true;
  }

  /** The disk is still full; it is looked at once a second, and when there is room for both, the reserve is made again. */
  isSpent(): boolean {
    if (!this.released) return false;
    const nowMs = performance.now();
    if (nowMs - this.askedAtMs < ASKED_AGAIN_AFTER_MS) return true;
    this.askedAtMs = nowMs;
    const { bavail, bsize } = statfsSync(dirname(this.file));
    if (bavail * bsize < 2 * RESERVE_BYTES || !makeReserve(this.file)) return true;
    this.released = false;
    return false;
  }
}
