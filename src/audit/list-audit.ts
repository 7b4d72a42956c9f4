import { Inject, Injectable } from '@nestjs/common';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { readAudit } from '../platform/database/audit-trail';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, pageOf } from '../platform/http/page';
import type { AuditDto } from './audit.dto';
import { filterOf } from './audit-filter';
import { auditViews } from './audit.view';

/** The practice's audit; reading it is on it too. */
@Injectable()
export class ListAudit {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, private readonly audited: Audited) {}

  async execute(caller: Caller, dto: AuditDto): Promise<Answered> {
    const { limit, after } = pageOf(dto);
    const feed = after?.join('.');
    if (feed !== undefined && !/^[1-9]\d{0,14}$/.test(feed)) return CURSOR_UNKNOWN;
    const { items, before } = await readAudit(this.store.sql, caller.practice, filterOf(dto), limit, feed === undefined ? undefined : Number(feed));
    const views = await auditViews(this.store.sql, caller.practice, items);
    await this.audited.read(caller, 'read-audit', `audit/${items.length}`);
    return answer(200, { items: views, next: before === undefined ? null : cursorOf(String(before)) });
  }
}
