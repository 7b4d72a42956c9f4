import { actorNames } from '../platform/database/actor-names';
import type { AuditRow } from '../platform/database/audit-trail';
import type { ReadingSql } from '../platform/database/sql';

/** In the order in which they are exported. */
export const AUDIT_COLUMNS = ['number', 'recordedAt', 'actor', 'actorName', 'role', 'action', 'resource', 'outcome', 'requestId'] as const;
export type AuditView = { readonly [C in Exclude<(typeof AUDIT_COLUMNS)[number], 'number' | 'actorName'>]: string } & { readonly number: number; readonly actorName: string | null };

/** Rows with what their actors are called now, where it is known. */
export async function auditViews(sql: Pick<ReadingSql, 'of'>, practice: string, rows: readonly AuditRow[]): Promise<readonly AuditView[]> {
  const names = await actorNames(sql, practice, rows.map(({ actorId }) => actorId));
  return rows.map(({ feed, recordedAt, actorId, role, action, resource, outcome, requestId }) => (
    { number: feed, recordedAt, actor: actorId, actorName: names.get(actorId) ?? null, role, action, resource, outcome, requestId }));
}
