/**
 * Writes anchors: every minute for each practice that has changed, and at the end. On several nodes whoever holds the folder writes; nodes with folders of
 * their own each keep anchors of their own. Off every request's path, a page of rows at a time.
 */
import { join } from 'node:path';
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/clock';
import { prepareFolder } from '../../platform/database/prepare-folder';
import { tryHold, type ServiceLock } from '../../platform/database/service-lock';
import { integer, text, type ReadingSql } from '../../platform/database/sql';
import type { Log } from '../../platform/logging/log';
import { digestOf, lineOf, markOf, merkleRoot, textOf, type Anchor, type AnchorLine } from './anchor';
import { anchorFile, appendLine, lastLine, type AnchoredPractice } from './anchor-files';
import { openAnchorKey, type AnchorKey } from './anchor-keys';
import { auditEnd, headsOf } from './anchor-range';

export interface AnchoringParts {
  readonly sql: Pick<ReadingSql, 'of' | 'everyPractice'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'notice' | 'failure'>;
  /** Outside the database. */
  readonly folder: string;
  readonly everyMs?: number;
}

interface Last {
  readonly number: number;
  readonly to: number;
  readonly digest: string;
}

const EVERY_MS = 60_000;
/** Bounds an anchor's line and what is in memory: more than a busy minute. */
export const NUMBERS_PER_ANCHOR_MAX = 20_000;
/** A practice that was never anchored is not read whole while somebody waits for the end. */
const ENDING_MS_MAX = 3_000;
const NONE: Last = { number: 0, to: 0, digest: '' };

export class Anchoring {
  private readonly last = new Map<string, Last>();
  /** Told once: the database ends before what was anchored. */
  private readonly behind = new Set<string>();
  private hold: ServiceLock | undefined;
  private key: AnchorKey | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private endsAtMs = Infinity;

  constructor(private readonly parts: AnchoringParts) {}

  start(): void {
    const { everyMs = EVERY_MS } = this.parts;
    this.timer = setInterval(() => void this.run(), everyMs);
    this.timer.unref();
  }

  /** What has changed is anchored first. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.endsAtMs = performance.now() + ENDING_MS_MAX;
    await this.running;
    await this.run();
    this.hold?.release();
    this.hold = undefined;
  }

  /** Anchors every practice that has changed, once; what fails is told, and done the next time. */
  run(): Promise<void> {
    this.running ??= this.anchorAll().catch((error: unknown) => this.parts.log.failure(error)).finally(() => (this.running = undefined));
    return this.running;
  }

  private async anchorAll(): Promise<void> {
    const rows = await this.parts.sql.everyPractice.query("SELECT practice_id, created_at, last_feed FROM practice WHERE name <> '' ORDER BY practice_id");
    for (const row of rows) {
      const practice = { id: text(row, 'practice_id'), createdAt: text(row, 'created_at') };
      try {
        await this.anchorPractice(practice, integer(row, 'last_feed'));
      } catch (error) {
        // What the file says by now is asked anew.
        this.last.delete(anchorFile(this.parts.folder, practice));
        this.parts.log.failure(error);
      }
    }
  }

  private async anchorPractice(practice: AnchoredPractice, lastFeed: number): Promise<void> {
    const file = anchorFile(this.parts.folder, practice);
    if (this.last.get(file)?.to === lastFeed || lastFeed === 0 || !this.holdFolder()) return;
    let last = this.last.get(file) ?? lastOf(file);
    this.last.set(file, last);
    if (last.to > lastFeed) {
      // A backup, or the end was cut off: who goes on here would hide it. `audit verify` says so until a person has looked.
      if (!this.behind.has(file)) this.parts.log.notice('anchors-ahead-of-log', { practice: practice.id, anchored: last.to, recorded: lastFeed });
      this.behind.add(file);
      return;
    }
    while (last.to < lastFeed && performance.now() < this.endsAtMs) {
      last = await this.write(file, practice, last, Math.min(last.to + NUMBERS_PER_ANCHOR_MAX, lastFeed));
      this.last.set(file, last);
      await otherRequests();
    }
  }

  private async write(file: string, { id, createdAt }: AnchoredPractice, last: Last, to: number): Promise<Last> {
    const { sql, clock, folder } = this.parts;
    const heads = await headsOf(sql, id, last.to, to);
    this.key ??= openAnchorKey(folder);
    const anchor: Anchor = {
      format: 1, practice: id, practiceCreatedAt: createdAt, number: last.number + 1, at: clock.now(), previous: last.number === 0 ? null : last.digest, after: last.to, to,
      root: merkleRoot(heads), heads: heads.map((head) => markOf(id, head)), audit: await auditEnd(sql, id, to), key: this.key.id,
    };
    const line = lineOf(anchor, this.key.sign(textOf(anchor)));
    appendLine(file, line);
    return { number: anchor.number, to, digest: digestOf(line) };
  }

  /** One process a folder. */
  private holdFolder(): boolean {
    prepareFolder(this.parts.folder);
    this.hold ??= tryHold(join(this.parts.folder, 'anchors.lock'));
    return this.hold !== undefined;
  }
}

/** The end of the file. Throws where it is no anchor. */
function lastOf(file: string): Last {
  const line = lastLine(file);
  if (line === undefined) return NONE;
  const { anchor: { number, to } } = JSON.parse(line) as AnchorLine;
  return { number, to, digest: digestOf(line) };
}
