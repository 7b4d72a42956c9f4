/** Ready means: the database takes a durable write, the disk has room, the clock is not before the last event. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { STORE_CONFIG } from '../platform/config/config';
import type { StoreConfig } from '../platform/database/migrations';
import { text } from '../platform/database/sql';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';

const DISK_FREE_BYTES_MIN = 100 * 1024 * 1024;

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What to do when it is not. */
  readonly remedy?: string;
}

@Injectable()
export class Readiness {
  constructor(@Inject(STORE) private readonly store: Store, @Inject(CLOCK) private readonly clock: Clock, @Inject(STORE_CONFIG) private readonly config: StoreConfig) {}

  check(): Promise<readonly Check[]> {
    return Promise.all([
      checked('database-write', 'The database takes no writes: look at the disk, at the database server and at the log.', () => this.store.probe().then(() => true)),
      checked('disk-space', 'Less than 100 MB are free beside the database: free some space.', () => this.hasRoom()),
      checked('clock', 'The clock is before the last recorded event: set the clock of this machine.', () => this.clockIsAhead()),
    ]);
  }

  /** Of the disk that holds the database file; a server looks after its own. */
  private async hasRoom(): Promise<boolean> {
    if (this.config.kind === 'postgres') return true;
    const { bavail, bsize } = await statfs(dirname(this.config.file));
    return bavail * bsize >= DISK_FREE_BYTES_MIN;
  }

  private async clockIsAhead(): Promise<boolean> {
    const now = this.clock.now();
    const rows = await this.store.sql.query(`SELECT recorded_at FROM practice JOIN event ON event.practice_id = practice.practice_id AND event.feed =
      (SELECT max(feed) FROM event AS last WHERE last.practice_id = practice.practice_id)`);
    return rows.every((row) => text(row, 'recorded_at') <= now);
  }
}

/** A check that fails by throwing has failed: that is the answer, not an error of this endpoint. */
async function checked(name: string, remedy: string, holds: () => Promise<boolean>): Promise<Check> {
  const ok = await holds().catch(() => false);
  return ok ? { name, ok } : { name, ok, remedy };
}
