/** Ready means: the database takes a durable write, the disk beside a SQLite file has room, the clock is not behind the last event. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { STORE_CONFIG } from '../platform/config/config';
import { clockBehindLog } from '../platform/database/clock-behind-log';
import type { StoreConfig } from '../platform/database/migrations';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';

const DISK_FREE_BYTES_MIN = 100 * 1024 * 1024;
/** Anyone may ask, and each check writes. */
const REMEMBERED_MS = 1_000;

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What to do when it is not. */
  readonly remedy?: string;
}

@Injectable()
export class Readiness {
  private last: { readonly checks: Promise<readonly Check[]>; readonly until: number } | undefined;

  constructor(@Inject(STORE) private readonly store: Store, @Inject(CLOCK) private readonly clock: Clock, @Inject(STORE_CONFIG) private readonly config: StoreConfig) {}

  /** Remembered for a second; who asks meanwhile gets the same answer. */
  check(): Promise<readonly Check[]> {
    const nowMs = performance.now();
    if (this.last === undefined || this.last.until <= nowMs) this.last = { checks: this.run(), until: nowMs + REMEMBERED_MS };
    return this.last.checks;
  }

  private run(): Promise<readonly Check[]> {
    const { config } = this;
    return Promise.all([
      checked('database-write', 'The database takes no writes: look at the disk, at the database server and at the log.', () => this.store.probe().then(() => true)),
      // A database server's disk is its own to look after.
      ...(config.kind === 'sqlite' ? [checked('disk-space', 'Less than 100 MB are free beside the database: free some space.', () => hasRoom(config.file))] : []),
      checked('clock', 'The clock is before the last recorded event: set the clock of this machine.', async () => await clockBehindLog(this.store.sql, this.clock) === undefined),
    ]);
  }
}

async function hasRoom(file: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize >= DISK_FREE_BYTES_MIN;
}

/** A check that fails by throwing has failed: that is the answer, not an error of this endpoint. */
async function checked(name: string, remedy: string, holds: () => Promise<boolean>): Promise<Check> {
  const ok = await holds().catch(() => false);
  return ok ? { name, ok } : { name, ok, remedy };
}
