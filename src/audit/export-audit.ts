/** The practice's audit as a file, newest first: read a page at a time as it is sent, and no faster than its reader takes it. */
import { Readable } from 'node:stream';
import { setImmediate as otherRequests } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { todayIn, CLOCK, type Clock } from '../platform/clock/clock';
import { readAudit, type AuditFilter } from '../platform/database/audit-trail';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { Answer, type Answered } from '../platform/http/answer';
import { csvHeader, csvRows } from '../platform/http/csv';
import { CSV_TYPE, NDJSON_TYPE, preferredType } from '../platform/http/media-types';
import type { AuditFilterDto } from './audit.dto';
import { AUDIT_COLUMNS, auditViews, filterOf, type AuditView } from './audit.view';

export const EXPORT_TYPES = [NDJSON_TYPE, CSV_TYPE];
const ROWS_PER_PAGE = 500;

interface Form {
  readonly contentType: string;
  readonly name: string;
  readonly head: string;
  readonly lines: (views: readonly AuditView[]) => string;
}

const CSV: Form = { contentType: `${CSV_TYPE}; charset=utf-8; header=present`, name: 'csv', head: csvHeader(AUDIT_COLUMNS), lines: (views) => csvRows(AUDIT_COLUMNS, views) };
const LINES: Form = { contentType: NDJSON_TYPE, name: 'jsonl', head: '', lines: (views) => views.map((view) => `${JSON.stringify(view)}\n`).join('') };

@Injectable()
export class ExportAudit {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  /** The export is on the audit before its first byte leaves, and so is part of what it exports. */
  async execute(caller: Caller, dto: AuditFilterDto, accepts: string | undefined): Promise<Answered> {
    const form = preferredType(accepts, EXPORT_TYPES) === CSV_TYPE ? CSV : LINES;
    await this.audited.read(caller, 'export-audit', `audit/${form.name}`);
    const day = todayIn(caller.timeZone, this.clock.now());
    return new Answer(200, Readable.from(this.chunks(caller.practice, filterOf(dto), form)), { 'content-type': form.contentType, 'content-disposition': `attachment; filename="audit-${day}.${form.name}"` });
  }

  private async* chunks(practice: string, filter: AuditFilter, { head, lines }: Form): AsyncGenerator<string> {
    if (head !== '') yield head;
    for (let before: number | undefined, isLast = false; !isLast;) {
      const page = await readAudit(this.store.sql, practice, filter, ROWS_PER_PAGE, before);
      if (page.items.length > 0) yield lines(await auditViews(this.store.sql, practice, page.items));
      await otherRequests();
      before = page.before;
      isLast = before === undefined;
    }
  }
}
