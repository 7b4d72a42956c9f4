/** A record is destroyed when one administrator asks and another agrees, nothing holds it, and it was kept long enough. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { auditOf, Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Purge } from '../platform/database/purges';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { Commit, CommitResult } from '../platform/event-store/event-store';
import { answer, type Answered } from '../platform/http/answer';
import { cursorOf, pageOf, type PageDto } from '../platform/http/page';
import type { Write } from '../platform/http/parameters';
import { KEY_REUSED } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import { PATIENT_FOLD, PATIENT_PURGED } from '../platform/patient-log/patient-record';
import type { PatientAt } from '../platform/patient-log/patient-write';
import type { PurgeDecisionDto, PurgeDto } from './purge.dto';
import { keptUntil, retentionOf } from './retention';

const ACTION = 'purge-patient';
/** Others may write to the record meanwhile, for the last time. */
const TRIES_MAX = 5;

@Injectable()
export class PurgeRecord {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'purges' | 'keys' | 'commit' | 'dataKeys' | 'streams' | 'overwriteDeleted'>, private readonly log: PatientLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async ask({ caller, idempotencyKey }: Write, patientId: string, { reason }: PurgeDto): Promise<Answered> {
    const purgeId = derivedIds(caller.practice, caller.actor, `purge\n${idempotencyKey}`)();
    const known = await this.store.purges.find(caller.practice, purgeId);
    if (known !== undefined) {
      await this.audited.read(caller, `${ACTION}:repeat`, resourceOf('patient', known.patientId));
      return known.patientId === patientId && known.reason === reason ? answer(201, asAsked(known)) : KEY_REUSED;
    }
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return loaded;
    const objection = await this.objectionTo(caller, patientId, loaded) ?? ((await this.store.purges.waiting(caller.practice, patientId)) === undefined ? undefined : ALREADY_ASKED);
    if (objection !== undefined) return this.log.refuse(caller, `${ACTION}:asked`, patientId, objection);
    const purge: Purge = { purgeId, patientId, reason, state: 'asked', askedBy: caller.actor, askedAt: this.clock.now(), decidedBy: null, decidedAt: null, decidedWhy: null };
    await this.commit(caller, `${ACTION}:asked`, patientId, { statements: [this.store.purges.add(caller.practice, purge)] });
    // Of two who ask at once, one has asked.
    return (await this.store.purges.find(caller.practice, purgeId)) === undefined ? ALREADY_ASKED : answer(201, purge);
  }

  async decline({ caller }: Write, patientId: string, purgeId: string, { reason }: PurgeDecisionDto): Promise<Answered> {
    const purge = await this.find(caller, patientId, purgeId);
    if (isRejection(purge)) return purge;
    if (purge.state === 'declined') return this.again(caller, purge);
    if (purge.state === 'done') return this.log.refuse(caller, `${ACTION}:declined`, patientId, ALREADY_DECIDED);
    await this.commit(caller, `${ACTION}:declined`, patientId, { statements: [this.store.purges.decide(caller.practice, purgeId, 'declined', caller.actor, this.clock.now(), reason)] });
    // Of two who decide at once, one has.
    const decided = await this.store.purges.find(caller.practice, purgeId);
    return decided?.state === 'declined' ? answer(200, decided) : this.log.refuse(caller, `${ACTION}:declined`, patientId, ALREADY_DECIDED);
  }

  /** Everything in one transaction; what was decided before it is looked at again in it. */
  async approve({ caller }: Write, patientId: string, purgeId: string, { reason }: PurgeDecisionDto): Promise<Answered> {
    for (let attempt = 1; attempt <= TRIES_MAX; attempt++) {
      const purge = await this.find(caller, patientId, purgeId);
      if (isRejection(purge)) return purge;
      if (purge.state === 'done' && purge.decidedBy === caller.actor) return this.again(caller, purge);
      const refusal = purge.state !== 'asked' ? ALREADY_DECIDED : await this.isSameKey(caller, purge.askedBy) ? SECOND_PERSON : undefined;
      if (refusal !== undefined) return this.log.refuse(caller, ACTION, patientId, refusal);
      const loaded = await this.log.load(caller, patientId, ACTION);
      if (isRejection(loaded)) return loaded;
      const objection = await this.objectionTo(caller, patientId, loaded);
      if (objection !== undefined) return this.log.refuse(caller, ACTION, patientId, objection);
      const done = await this.erase(caller, purge, loaded.version, reason);
      if (done.kind === 'committed') return answer(200, await this.store.purges.find(caller.practice, purgeId) ?? purge);
    }
    return this.log.refuse(caller, ACTION, patientId, BUSY);
  }

  async list(caller: Caller, page: PageDto): Promise<Answered> {
    const { limit, after } = pageOf(page);
    const found = await this.store.purges.list(caller.practice, limit + 1, after?.[0]);
    const items = found.slice(0, limit);
    await this.audited.read(caller, 'read-purges', `purges/${items.length}`);
    const last = items.at(-1);
    return answer(200, { items, next: found.length > limit && last !== undefined ? cursorOf(last.purgeId) : null });
  }

  private async again(caller: Caller, purge: Purge): Promise<Answered> {
    await this.audited.read(caller, `${ACTION}:repeat`, resourceOf('patient', purge.patientId));
    return answer(200, purge);
  }

  private async erase(caller: Caller, { patientId, purgeId }: Purge, version: number, why: string): Promise<CommitResult> {
    const { purges, dataKeys, streams } = this.store;
    const { practice } = caller;
    const now = this.clock.now();
    const result = await this.commit(caller, ACTION, patientId, {
      // Other nodes remember the record by its version: it moves, and what they find is this.
      appends: [{ stream: patientId, expectedVersion: version, events: [{ type: PATIENT_PURGED, schemaVersion: 1, isAboutLog: true, data: { type: PATIENT_PURGED, purgeId } }] }],
      statements: [...purges.erase(practice, patientId, now), purges.decide(practice, purgeId, 'done', caller.actor, now, why)],
    });
    streams.drop(practice, patientId, PATIENT_FOLD);
    if (result.kind === 'committed') {
      dataKeys?.forget(practice, patientId);
      // Done is done: where it does not succeed now, the next start does it.
      await this.store.overwriteDeleted().catch(() => undefined);
    }
    return result;
  }

  /** Of this patient, also when the record is gone. */
  private async find(caller: Caller, patientId: string, purgeId: string): Promise<Purge | Rejection> {
    const purge = await this.store.purges.find(caller.practice, purgeId);
    if (purge?.patientId === patientId) return purge;
    const loaded = await this.log.load(caller, patientId, ACTION);
    return isRejection(loaded) ? loaded : this.log.refuse(caller, ACTION, patientId, PURGE_NOT_FOUND);
  }

  /** A key that was rotated is the same key under another name, in either direction. */
  private async isSameKey({ practice, actor }: Caller, askedBy: string): Promise<boolean> {
    if (actor === askedBy) return true;
    const replaced = new Map((await this.store.keys.list(practice)).map(({ keyId, replaces }) => [keyId, replaces]));
    const first = (key: string): string => {
      let at = key;
      for (let former = replaced.get(at); former !== undefined && former !== null; former = replaced.get(at)) at = former;
      return at;
    };
    return first(actor) === first(askedBy);
  }

  private async objectionTo({ practice }: Caller, patientId: string, { recordedAt }: PatientAt): Promise<Rejection | undefined> {
    const { purges, dataKeys } = this.store;
    if (dataKeys === undefined) return NOT_SEALED;
    if (!(await purges.isWhollySealed(practice, patientId))) return PARTLY_SEALED;
    if ((await purges.holds(practice, patientId)).some(({ liftedAt }) => liftedAt === null)) return ON_HOLD;
    const until = keptUntil(recordedAt, retentionOf(await purges.period(practice)).years);
    return this.clock.now() < until ? reject('retention-not-over', 'The practice keeps a record for a time after its last event, and that is not over.', { details: { until } }) : undefined;
  }

  private commit(caller: Caller, action: string, patientId: string, what: Pick<Commit, 'statements'> & Partial<Pick<Commit, 'appends'>>): Promise<CommitResult> {
    return this.store.commit({
      practice: caller.practice, appends: [], projections: [], outbox: [], ...what,
      audit: auditOf(caller, action, resourceOf('patient', patientId), 'allowed'), recordedAt: this.clock.now(), actorId: caller.actor, correlationId: caller.requestId,
    });
  }
}

/** As it was answered first, whatever became of it. */
function asAsked(purge: Purge): Purge {
  return { ...purge, state: 'asked', decidedBy: null, decidedAt: null, decidedWhy: null };
}

const NOT_SEALED = reject('record-not-sealed', 'Records are not sealed here, so this one cannot be destroyed: what was recorded is never rewritten. Set PATHGATE_SEALING_KEY_FILE, and what is recorded from then on can be.');
const PARTLY_SEALED = reject('record-not-sealed', 'A part of this record was recorded before records were sealed: it is never rewritten, so it cannot be destroyed.');
const ON_HOLD = reject('on-legal-hold', 'The record is on legal hold. Whoever placed it, or another administrator, lifts it first.');
const SECOND_PERSON = reject('second-person-required', 'The purge was asked for with this very key, or one that it was rotated from or to. Another administrator agrees, with a key of their own.');
const ALREADY_ASKED = reject('purge-already-asked', 'The purge of this record was asked for already, and waits for another administrator.');
const ALREADY_DECIDED = reject('purge-decided', 'This purge is decided. Ask for another, if the record is still there.');
const PURGE_NOT_FOUND = reject('purge-not-found', 'There is no purge of that id of this record: list them.');
const BUSY = reject('not-available', 'This patient is being written to by many at once. Repeat the request.');
