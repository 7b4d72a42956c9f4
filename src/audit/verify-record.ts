/**
 * Is a practice's record what was recorded? Every hash of every log and of the audit computed anew, every log as long as the list of patients knows, and
 * everything as its anchors outside the database say. Told as it goes, the same whoever asks (`npm run audit`, HTTP). Reads only; a page of rows in memory.
 */
import type { Instant, PracticeId } from '../../machines/kernel/ids';
import type { Practice } from '../platform/database/practices';
import { integer, type ReadingSql } from '../platform/database/sql';
import { verifyAuditInPages, type VerifiedAudit } from '../platform/event-store/audit-chain';
import { PRACTICE_STREAM } from '../platform/event-store/event-store';
import { findCutStream } from '../platform/event-store/find-cut-stream';
import { verifyChainInPages, type Verified } from '../platform/event-store/verify-chain';
import { objectOf, type Break } from './break';
import { seeAnchors, verifyAnchors, type Anchored } from './anchors/verify-anchors';

export interface Verification {
  readonly result: 'intact' | 'broken';
  readonly events: number;
  readonly streams: number;
  readonly firstBreak: Break | null;
  /** Rows found as recorded, and those of them from before the audit was chained. */
  readonly audit: { readonly rows: number; readonly unchained: number };
  /** Null: none were looked for, or there are none. `since`: numbers of the feed given after the last. */
  readonly anchors: { readonly count: number; readonly lastAt: Instant; readonly since: number } | null;
}

export type VerificationTold = { readonly progress: { readonly events: number; readonly streams: number; readonly of: number } } | { readonly verification: Verification };

/** `anchors`: the folder they are in. */
export async function* verifyRecord(sql: Pick<ReadingSql, 'of'>, practice: Pick<Practice, 'id' | 'createdAt' | 'demo'>, anchors: string | undefined): AsyncGenerator<VerificationTold> {
  // Before anything is read: a snapshot holds all that was anchored by now.
  const seen = anchors === undefined ? undefined : seeAnchors(anchors, practice);
  const [of, lastFeed] = [await countStreams(sql, practice.id), await lastFeedOf(sql, practice.id)];
  let log: Verified = { events: 0, streams: 0 };
  let audit: VerifiedAudit = { rows: 0, unchained: 0 };
  let anchored: Anchored = { count: 0, lastAt: null, to: 0 };
  const progress = (): VerificationTold => ({ progress: { events: log.events, streams: log.streams, of: Math.max(of, log.streams) } });
  const ended = (firstBreak: Break | null): VerificationTold => ({ verification: {
    result: firstBreak === null ? 'intact' : 'broken', events: log.events, streams: log.streams, firstBreak, audit: { rows: audit.rows, unchained: audit.unchained },
    anchors: anchored.lastAt === null ? null : { count: anchored.count, lastAt: anchored.lastAt, since: Math.max(0, lastFeed - anchored.to) },
  } });
  for await (log of verifyChainInPages(sql, practice.id)) yield progress();
  if (log.bad !== undefined) return yield ended({ kind: 'changed', object: objectOf(log.bad.stream), version: log.bad.version });
  const cut = await findCutStream(sql, practice.id);
  if (cut !== undefined) return yield ended({ kind: 'cut-off', object: objectOf(cut.stream), version: cut.version });
  for await (audit of verifyAuditInPages(sql, practice.id)) yield progress();
  if (audit.bad !== undefined) return yield ended({ kind: 'changed', object: 'audit', version: audit.bad });
  if (seen !== undefined) for await (anchored of verifyAnchors(sql, practice, seen)) yield progress();
  const { broken } = anchored;
  yield ended(broken ?? null);
}

async function lastFeedOf(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<number> {
  const [row] = await sql.of(practice).query('SELECT last_feed FROM practice WHERE practice_id = ?', [practice]);
  return row === undefined ? 0 : integer(row, 'last_feed');
}

/** Patients, and the practice's own log where it was begun: for progress. */
async function countStreams(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<number> {
  const [row] = await sql.of(practice).query('SELECT count(*) AS patients FROM patient_summary WHERE practice_id = ?', [practice]);
  const [own] = await sql.of(practice).query('SELECT version FROM event WHERE practice_id = ? AND stream_id = ? AND version = 1', [practice, PRACTICE_STREAM]);
  return Number(row?.['patients'] ?? 0) + (own === undefined ? 0 : 1);
}
