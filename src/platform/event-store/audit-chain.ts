/**
 * The audit's chain: each row of a practice bears the hash of the one before it and of all that it says itself. SQLite's single writer computes it
 * here, PostgreSQL in `audit_hash` under the lock of the practice's row (migrations/postgres/0013). Rows from before the chain bear none.
 */
import type { PracticeId } from '../../../machines/kernel/ids';
import { bytes, integer, text, type Row, type ReadingSql } from '../database/sql';
import type { AuditWrite } from './event-store';
import { FIRST_PREV_HASH, sha256 } from './hash-chain';

/** Length before each field: no two rows share an encoding. In the order in which `audit_hash` is given them. */
export function hashAudit(prevHash: Uint8Array, practice: PracticeId, feed: number, recordedAt: string, { actorId, role, action, resource, outcome, requestId }: AuditWrite): Buffer {
  let message = '';
  for (const field of [practice, String(feed), recordedAt, actorId, role, action, resource, outcome, requestId]) message += `${Buffer.byteLength(field)}:${field}`;
  return sha256(Buffer.concat([prevHash, Buffer.from(message)]));
}

export interface VerifiedAudit {
  readonly rows: number;
  /** From before there was a chain: at the beginning only. */
  readonly unchained: number;
  /** Number of the first row that is not what was recorded, or before which one is missing. */
  readonly bad?: number;
}

/** What a row of an export must hold for its place in the chain to be checked. */
export interface ChainedAudit extends AuditWrite {
  readonly feed: number;
  readonly recordedAt: string;
  readonly hash: Buffer | null;
}

/** Follows the chain row by row. */
export class AuditChain {
  rows = 0;
  unchained = 0;
  private prevHash: Buffer | undefined;

  constructor(private readonly practice: PracticeId) {}

  /** False: this row is not what was recorded, or one before it is missing. */
  next(row: ChainedAudit): boolean {
    this.rows += 1;
    if (row.hash === null) {
      if (this.prevHash !== undefined) return false;
      this.unchained += 1;
      return true;
    }
    const hash = hashAudit(this.prevHash ?? FIRST_PREV_HASH, this.practice, row.feed, row.recordedAt, row);
    this.prevHash = hash;
    return hash.equals(row.hash);
  }
}

const PAGE_ROWS = 500;

/** Computes every hash of a practice's audit anew. */
export async function verifyAudit(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<VerifiedAudit> {
  let verified: VerifiedAudit = { rows: 0, unchained: 0 };
  for await (const page of verifyAuditInPages(sql, practice)) verified = page;
  return verified;
}

/** The same, told after each page; stops at the first bad row. Reads only. */
export async function* verifyAuditInPages(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): AsyncGenerator<VerifiedAudit> {
  const chain = new AuditChain(practice);
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await sql.of(practice).query('SELECT feed, recorded_at, actor_id, role, action, resource, outcome, request_id, hash FROM audit WHERE practice_id = ? AND feed > ? ORDER BY feed LIMIT ?', [practice, after, PAGE_ROWS]);
    for (const row of rows) {
      const chained = toChainedAudit(row);
      if (!chain.next(chained)) return yield { rows: chain.rows - 1, unchained: chain.unchained, bad: chained.feed };
      after = chained.feed;
    }
    yield { rows: chain.rows, unchained: chain.unchained };
    if (rows.length < PAGE_ROWS) return;
  }
}

function toChainedAudit(row: Row): ChainedAudit {
  return {
    feed: integer(row, 'feed'), recordedAt: text(row, 'recorded_at'), actorId: text(row, 'actor_id'), role: text(row, 'role'), action: text(row, 'action'),
    resource: text(row, 'resource'), outcome: text(row, 'outcome') as AuditWrite['outcome'], requestId: text(row, 'request_id'), hash: row['hash'] === null ? null : bytes(row, 'hash'),
  };
}
