/** Who did what in a time, by person and action: what a compliance officer looks through. Counted a page at a time; in memory is a line for each person and action. */
import type { PracticeId } from '../../machines/kernel/ids';
import type { AuditFilter } from '../platform/database/audit-trail';
import type { ReadingSql } from '../platform/database/sql';
import { auditPages } from './audit-file';
import { purposeOf, type Purpose } from './purpose';

export interface Counted {
  readonly actor: string;
  readonly actorName: string | null;
  readonly role: string;
  /** Without what is said of it after a colon. */
  readonly action: string;
  readonly purpose: Purpose;
  readonly outcome: 'allowed' | 'refused';
  readonly times: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

export interface AuditReport {
  readonly rows: number;
  /** By person, most active first; of a person by how often. */
  readonly lines: readonly Counted[];
}

export async function reportAudit(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, filter: AuditFilter, onPage: (rows: number) => void = () => undefined): Promise<AuditReport> {
  const counted = new Map<string, { -readonly [K in keyof Counted]: Counted[K] }>();
  const byActor = new Map<string, number>();
  let rows = 0;
  for await (const views of auditPages(sql, practice, filter)) {
    for (const { actor, actorName, role, action: said, outcome, recordedAt } of views) {
      const action = said.split(':', 1)[0] ?? '';
      const key = `${actor}\n${role}\n${action}\n${outcome}`;
      const known = counted.get(key);
      // Newest first: what is met last was first.
      if (known === undefined) counted.set(key, { actor, actorName, role, action, purpose: purposeOf(action), outcome: outcome === 'refused' ? 'refused' : 'allowed', times: 1, firstAt: recordedAt, lastAt: recordedAt });
      else Object.assign(known, { times: known.times + 1, firstAt: recordedAt });
      byActor.set(actor, (byActor.get(actor) ?? 0) + 1);
    }
    onPage(rows += views.length);
  }
  const of = ({ actor }: Counted): number => byActor.get(actor) ?? 0;
  return { rows, lines: [...counted.values()].sort((a, b) => of(b) - of(a) || (a.actor < b.actor ? -1 : a.actor > b.actor ? 1 : b.times - a.times)) };
}

/** What is looked at first, each by its own question. */
export const SECTIONS: readonly { readonly name: string; readonly holds: (line: Counted) => boolean }[] = [
  { name: 'Refused', holds: ({ outcome }) => outcome === 'refused' },
  { name: 'Break-glass', holds: ({ action }) => action.startsWith('break-glass') },
  { name: 'Purges and holds', holds: ({ action }) => action.startsWith('purge-') || action.startsWith('keep-records') },
  { name: 'Exports', holds: ({ action }) => action.startsWith('export-') },
];
