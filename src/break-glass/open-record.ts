/** Break-glass: somebody whose role does not open records opens one, for a reason, for a while. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { actorNames } from '../platform/database/actor-names';
import type { BrokenGlass } from '../platform/database/break-glass';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { cursorOf, pageOf, type PageDto } from '../platform/http/page';
import type { Write } from '../platform/http/parameters';
import { KEY_REUSED } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import { OPEN_MINUTES_MAX, type BreakGlassDto } from './break-glass.dto';

const ACTION = 'break-glass';
const MINUTE_MS = 60_000;

@Injectable()
export class OpenRecord {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'breakGlass' | 'sql'>, private readonly log: PatientLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  /** On the audit before anything is open. A repeat opens nothing anew. */
  async open({ caller, idempotencyKey }: Write, patientId: string, { reason, minutes = OPEN_MINUTES_MAX }: BreakGlassDto): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    await this.audited.read(caller, `${ACTION}:opened`, resourceOf('patient', patientId));
    const startedAt = this.clock.now();
    const endsAt = new Date(Date.parse(startedAt) + minutes * MINUTE_MS).toISOString();
    const grantId = derivedIds(caller.practice, caller.actor, `${ACTION}\n${idempotencyKey}`)();
    const grant = await this.store.breakGlass.add(caller.practice, { grantId, patientId, actorId: caller.actor, reason, startedAt, endsAt });
    if (grant.patientId !== patientId || grant.reason !== reason) return KEY_REUSED;
    return answer(201, grantView(grant));
  }

  async standing(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    const grant = await this.store.breakGlass.open(caller.practice, caller.actor, patientId, this.clock.now());
    await this.audited.read(caller, `${ACTION}:asked`, resourceOf('patient', patientId));
    return answer(200, { patientId, endsAt: grant?.endsAt ?? null });
  }

  async list(caller: Caller, page: PageDto): Promise<Answered> {
    const { limit, after } = pageOf(page);
    const found = await this.store.breakGlass.list(caller.practice, limit + 1, after?.[0]);
    const items = found.slice(0, limit);
    const names = await actorNames(this.store.sql, caller.practice, items.map(({ actorId }) => actorId));
    await this.audited.read(caller, 'read-audit', `break-glass/${items.length}`);
    const last = items.at(-1);
    return answer(200, { items: items.map((grant) => ({ ...grantView(grant), actor: grant.actorId, actorName: names.get(grant.actorId) ?? null })), next: found.length > limit && last !== undefined ? cursorOf(last.grantId) : null });
  }
}

function grantView({ grantId, patientId, reason, startedAt, endsAt }: BrokenGlass) {
  return { grantId, patientId, reason, startedAt, endsAt };
}
