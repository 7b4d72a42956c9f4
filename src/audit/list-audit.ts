import { Inject, Injectable } from '@nestjs/common';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { parseInstant } from '../platform/clock/clock';
import { readAudit, type AuditRow } from '../platform/database/audit-trail';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, pageOf } from '../platform/http/page';
import type { AuditDto } from './audit.dto';

/** The practice's audit; reading it is on it too. */
@Injectable()
export class ListAudit {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, private readonly audited: Audited) {}

  async execute(caller: Caller, dto: AuditDto): Promise<Answered> {
    const { limit, after } = pageOf(dto);
    const feed = after?.join('.');
    if (feed !== undefined && !/^[1-9]\d{0,14}$/.test(feed)) return CURSOR_UNKNOWN;
    const { actor, resource, outcome } = dto;
    const filter = { actor, resource, outcome, from: instant(dto.from), to: instant(dto.to) };
    const { items, before } = await readAudit(this.store.sql, caller.practice, filter, limit, feed === undefined ? undefined : Number(feed));
    await this.audited.read(caller, 'read-audit', `audit/${items.length}`);
    return answer(200, { items: items.map(view), next: before === undefined ? null : cursorOf(String(before)) });
  }
}

function instant(given: string | undefined): string | undefined {
  return given === undefined ? undefined : parseInstant(given);
}

function view({ feed, recordedAt, actorId, role, action, resource, outcome, requestId }: AuditRow) {
  return { number: feed, recordedAt, actor: actorId, role, action, resource, outcome, requestId };
}
