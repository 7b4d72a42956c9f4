import type { PracticeId } from '../../../machines/kernel/ids';
import { bytes, integer, text, textOrNull, type Row, type ReadingSql } from '../database/sql';
import { FIRST_PREV_HASH, hashEvent } from './hash-chain';
import type { StreamId } from './event-store';

export interface BadEvent {
  readonly stream: StreamId;
  /** First version that is missing, or whose row is not what was recorded. */
  readonly version: number;
}

export interface Verified {
  readonly events: number;
  /** Streams that were begun. */
  readonly streams: number;
  readonly bad?: BadEvent;
}

/** Few enough that a page holds up no request for long. */
const PAGE_ROWS = 500;

/** Recomputes every hash of a practice, stream by stream; stops at the first bad row. Reads only. */
export async function verifyChain(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<Verified> {
  let verified: Verified = { events: 0, streams: 0 };
  for await (const page of verifyChainInPages(sql, practice)) verified = page;
  return verified;
}

/** The same, told after each page of rows: what was verified so far. A reader who stops ends it. */
export async function* verifyChainInPages(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): AsyncGenerator<Verified> {
  let events = 0;
  let streams = 0;
  let stream = '';
  let version = 0;
  let prevHash: Buffer = FIRST_PREV_HASH;
  for (;;) {
    const rows = await sql.of(practice).query(`SELECT * FROM event WHERE practice_id = ? AND (stream_id, version) > (?, ?) ORDER BY stream_id, version LIMIT ?`,
      [practice, stream, version, PAGE_ROWS]);
    for (const row of rows) {
      const next = text(row, 'stream_id');
      if (next !== stream) {
        [stream, version, prevHash] = [next, 0, FIRST_PREV_HASH];
        streams += 1;
      }
      version += 1;
      if (!isIntact(row, version, prevHash)) return yield { events, streams, bad: { stream, version } };
      prevHash = bytes(row, 'hash');
      events += 1;
    }
    yield { events, streams };
    if (rows.length < PAGE_ROWS) return;
  }
}

function isIntact(row: Row, version: number, prevHash: Buffer): boolean {
  if (integer(row, 'version') !== version || !bytes(row, 'prev_hash').equals(prevHash)) return false;
  const hash = hashEvent(prevHash, {
    practiceId: text(row, 'practice_id'), streamId: text(row, 'stream_id'), version, type: text(row, 'type'), schemaVersion: integer(row, 'schema_version'),
    keyId: textOrNull(row, 'key_id'), occurredOn: textOrNull(row, 'occurred_on'), recordedAt: text(row, 'recorded_at'), actorId: text(row, 'actor_id'),
    correlationId: text(row, 'correlation_id'), causationId: textOrNull(row, 'causation_id'),
  }, bytes(row, 'data'));
  return hash.equals(bytes(row, 'hash'));
}
