/** What stands against a purge: legal holds, and the practice's retention period. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { auditOf, Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { LegalHold } from '../platform/database/purges';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { GuardedStatement } from '../platform/event-store/event-store';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { NOT_FOUND } from '../platform/http/problem';
import { KEY_REUSED } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { HoldDto, RetentionDto } from './purge.dto';
import { retentionOf, type Retention } from './retention';

const ACTION = 'keep-records';

@Injectable()
export class KeepRecords {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'purges' | 'commit'>, private readonly log: PatientLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async place({ caller, idempotencyKey }: Write, patientId: string, { reason }: HoldDto): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    const holdId = derivedIds(caller.practice, caller.actor, `hold\n${idempotencyKey}`)();
    const known = await this.store.purges.hold(caller.practice, holdId);
    if (known !== undefined) return this.again(caller, resourceOf('patient', known.patientId), known.patientId === patientId && known.reason === reason ? asPlaced(known) : undefined);
    const hold: LegalHold = { holdId, patientId, reason, placedBy: caller.actor, placedAt: this.clock.now(), liftedBy: null, liftedAt: null, liftedWhy: null };
    await this.commit(caller, `${ACTION}:held`, resourceOf('patient', patientId), [this.store.purges.addHold(caller.practice, hold)]);
    const placed = await this.store.purges.hold(caller.practice, holdId);
    if (placed === undefined) return this.log.refuse(caller, `${ACTION}:held`, patientId, NOT_FOUND);
    return placed.patientId === patientId && placed.reason === reason ? answer(201, asPlaced(placed)) : KEY_REUSED;
  }

  async lift({ caller }: Write, patientId: string, holdId: string, { reason }: HoldDto): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    const hold = await this.store.purges.hold(caller.practice, holdId);
    if (hold?.patientId !== patientId) return this.log.refuse(caller, ACTION, patientId, HOLD_NOT_FOUND);
    await this.commit(caller, `${ACTION}:lifted`, resourceOf('patient', patientId), [this.store.purges.liftHold(caller.practice, holdId, caller.actor, this.clock.now(), reason)]);
    return answer(200, await this.store.purges.hold(caller.practice, holdId) ?? hold);
  }

  async holds(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.load(caller, patientId, 'read-purges');
    if (isRejection(loaded)) return loaded;
    await this.audited.read(caller, 'read-purges', resourceOf('patient', patientId));
    return answer(200, { patientId, items: await this.store.purges.holds(caller.practice, patientId) });
  }

  async retention(caller: Caller): Promise<Answered> {
    await this.audited.read(caller, 'read-purges', 'retention');
    return answer(200, retentionView(retentionOf(await this.store.purges.period(caller.practice))));
  }

  async setRetention({ caller, idempotencyKey }: Write, { years, reason }: RetentionDto): Promise<Answered> {
    const periodId = derivedIds(caller.practice, caller.actor, `retention\n${idempotencyKey}`)();
    const known = await this.store.purges.findPeriod(caller.practice, periodId);
    if (known !== undefined) return this.again(caller, 'retention', known.years === years && known.reason === reason ? retentionView(retentionOf(known)) : undefined);
    const period = { periodId, years, reason, setBy: caller.actor, setAt: this.clock.now() };
    await this.commit(caller, `${ACTION}:retention`, 'retention', [this.store.purges.setPeriod(caller.practice, period)]);
    const set = await this.store.purges.findPeriod(caller.practice, periodId) ?? period;
    return set.years === years && set.reason === reason ? answer(201, retentionView(retentionOf(set))) : KEY_REUSED;
  }

  /** What was asked before under this key is not done, and not told by the audit, a second time. */
  private async again(caller: Caller, resource: string, first: object | undefined): Promise<Answered> {
    await this.audited.read(caller, `${ACTION}:repeat`, resource);
    return first === undefined ? KEY_REUSED : answer(201, first);
  }

  private async commit(caller: Caller, action: string, resource: string, statements: readonly GuardedStatement[]): Promise<void> {
    await this.store.commit({
      practice: caller.practice, appends: [], projections: [], outbox: [], statements,
      audit: auditOf(caller, action, resource, 'allowed'), recordedAt: this.clock.now(), actorId: caller.actor, correlationId: caller.requestId,
    });
  }
}

/** As it was answered first, whatever became of it. */
function asPlaced(hold: LegalHold): LegalHold {
  return { ...hold, liftedBy: null, liftedAt: null, liftedWhy: null };
}

function retentionView({ years, source, set }: Retention) {
  return { years, source, reason: set?.reason ?? null, setBy: set?.setBy ?? null, setAt: set?.setAt ?? null };
}

const HOLD_NOT_FOUND: Rejection = reject('hold-not-found', 'There is no hold of that id on this record: list them.');
