/** What an anchor says of a range of a practice's feed, read from the database: the end of each log that moved in it, and of the audit. The same to write an anchor and to verify one. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PracticeId } from '../../../machines/kernel/ids';
import { bytes, integer, text, type ReadingSql } from '../../platform/database/sql';
import type { Anchor, Head } from './anchor';

const ROWS_PER_PAGE = 500;

/** In the order of their ids. As many as logs have moved in the range, which the range bounds. */
export async function headsOf(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, after: number, to: number): Promise<readonly Head[]> {
  const heads = new Map<string, Head>();
  for (let feed = after; ;) {
    const rows = await sql.of(practice).query('SELECT feed, stream_id, version, hash FROM event WHERE practice_id = ? AND feed > ? AND feed <= ? ORDER BY feed LIMIT ?', [practice, feed, to, ROWS_PER_PAGE]);
    for (const row of rows) {
      const [stream, version] = [text(row, 'stream_id'), integer(row, 'version')];
      if ((heads.get(stream)?.version ?? 0) < version) heads.set(stream, { stream, version, hash: bytes(row, 'hash') });
      feed = integer(row, 'feed');
    }
    if (rows.length < ROWS_PER_PAGE) break;
    await otherRequests();
  }
  return [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
}

/** The last row of the audit up to a number. */
export async function auditEnd(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, to: number): Promise<Anchor['audit']> {
  const [row] = await sql.of(practice).query('SELECT feed, hash FROM audit WHERE practice_id = ? AND feed <= ? ORDER BY feed DESC LIMIT 1', [practice, to]);
  return row === undefined ? null : { number: integer(row, 'feed'), hash: row['hash'] === null ? null : bytes(row, 'hash').toString('hex') };
}
