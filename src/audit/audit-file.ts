/** The practice's audit as a file, newest first, a page at a time: the same by HTTP and by `npm run audit`. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PracticeId } from '../../machines/kernel/ids';
import { readAudit, type AuditFilter } from '../platform/database/audit-trail';
import type { ReadingSql } from '../platform/database/sql';
import { csvHeader, csvRows } from '../platform/http/csv';
import { CSV_TYPE, FHIR_NDJSON_TYPE, NDJSON_TYPE } from '../platform/http/media-types';
import { auditEvent } from './audit-event';
import { AUDIT_COLUMNS, auditViews, type AuditView } from './audit.view';

const ROWS_PER_PAGE = 500;

export interface Form {
  readonly type: string;
  readonly contentType: string;
  /** The ending of its name. */
  readonly ending: string;
  readonly head: string;
  readonly lines: (practice: PracticeId, views: readonly AuditView[]) => string;
}

export const FORMATS = ['jsonl', 'csv', 'fhir'] as const;
export type Format = (typeof FORMATS)[number];

export const FORMS: Readonly<Record<Format, Form>> = {
  jsonl: { type: NDJSON_TYPE, contentType: NDJSON_TYPE, ending: 'jsonl', head: '', lines: (_, views) => linesOf(views) },
  csv: { type: CSV_TYPE, contentType: `${CSV_TYPE}; charset=utf-8; header=present`, ending: 'csv', head: csvHeader(AUDIT_COLUMNS), lines: (_, views) => csvRows(AUDIT_COLUMNS, views) },
  /** AuditEvents of FHIR R4. */
  fhir: { type: FHIR_NDJSON_TYPE, contentType: FHIR_NDJSON_TYPE, ending: 'fhir.ndjson', head: '', lines: (practice, views) => linesOf(views.map((view) => auditEvent(practice, view))) },
};

export async function* auditFile(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, filter: AuditFilter, { head, lines }: Form): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const views of auditPages(sql, practice, filter)) yield lines(practice, views);
}

/** Rows with what their actors are called now. */
export async function* auditPages(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, filter: AuditFilter): AsyncGenerator<readonly AuditView[]> {
  for (let before: number | undefined, isLast = false; !isLast;) {
    const page = await readAudit(sql, practice, filter, ROWS_PER_PAGE, before);
    if (page.items.length > 0) yield await auditViews(sql, practice, page.items);
    await otherRequests();
    before = page.before;
    isLast = before === undefined;
  }
}

function linesOf(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
