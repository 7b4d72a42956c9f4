/** The audit read back, newest first. */
import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import type { AuditWrite } from '../event-store/event-store';
import { integer, text, type Row, type ReadingSql, type SqlValue } from './sql';

export interface AuditFilter {
  readonly actor?: string;
  /** That action, and what is said of it after a colon: `read-status`, `document-fact:repeat`. */
  readonly action?: string;
  /** By id: that patient as `resource` finds it. */
  readonly patient?: string;
  /** `patient/<id>`: that, at any version, what is below it, and lists that showed it. */
  readonly resource?: string;
  readonly outcome?: AuditWrite['outcome'];
  /** First and last instant, both included. */
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface AuditRow extends AuditWrite {
  readonly feed: number;
  readonly recordedAt: Instant;
}

export interface AuditPage {
  readonly items: readonly AuditRow[];
  /** Rows before this number of the feed have not been looked at; undefined when there are none. */
  readonly before?: number;
}

/** Feed numbers looked at for one page: a filter that seldom holds gives short pages instead of a long wait for everybody. */
const FEED_WINDOW = 20_000;

export async function readAudit(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, filter: AuditFilter, limit: number, before?: number): Promise<AuditPage> {
  const end = before ?? (await lastFeed(sql, practice)) + 1;
  const start = Math.max(end - FEED_WINDOW, 1);
  const where = ['practice_id = ?', 'feed >= ?', 'feed < ?'];
  const parameters: SqlValue[] = [practice, start, end];
  const add = (condition: string, ...values: readonly (string | undefined)[]): void => {
    if (values[0] === undefined) return;
    where.push(condition);
    parameters.push(...values.map((value) => value ?? null));
  };
  add('actor_id = ?', filter.actor);
  add('outcome = ?', filter.outcome);
  add('recorded_at >= ?', filter.from);
  add('recorded_at <= ?', filter.to);
  add("(action = ? OR action LIKE ? ESCAPE '!')", filter.action, `${escaped(filter.action)}:%`);
  for (const resource of [filter.resource, filter.patient === undefined ? undefined : `patient/${filter.patient}`]) {
    const below = escaped(resource);
    // Lists name the patients they showed: `worklist/<id> <id>`.
    const listed = `% ${below.replace(/^patient\//, '')} %`;
    add("(resource = ? OR resource LIKE ? ESCAPE '!' OR resource LIKE ? ESCAPE '!' OR replace(resource, '/', ' ') || ' ' LIKE ? ESCAPE '!')", resource, `${below}@%`, `${below}/%`, listed);
  }
  const rows = await sql.of(practice).query(`SELECT feed, recorded_at, actor_id, role, action, resource, outcome, request_id FROM audit
    WHERE ${where.join(' AND ')} ORDER BY feed DESC LIMIT ?`, [...parameters, limit]);
  const items = rows.map(toAuditRow);
  const next = items.length === limit ? items.at(-1)?.feed : start;
  return next === undefined || next <= 1 ? { items } : { items, before: next };
}

function escaped(word = ''): string {
  return word.replace(/[!%_]/g, '!$&');
}

async function lastFeed(sql: Pick<ReadingSql, 'of'>, practice: PracticeId): Promise<number> {
  const [row] = await sql.of(practice).query('SELECT last_feed FROM practice WHERE practice_id = ?', [practice]);
  return row === undefined ? 0 : integer(row, 'last_feed');
}

function toAuditRow(row: Row): AuditRow {
  return {
    feed: integer(row, 'feed'), recordedAt: text(row, 'recorded_at'), actorId: text(row, 'actor_id'), role: text(row, 'role'), action: text(row, 'action'),
    resource: text(row, 'resource'), outcome: text(row, 'outcome') as AuditRow['outcome'], requestId: text(row, 'request_id'),
  };
}
