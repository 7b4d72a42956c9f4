/** What a person chooses for a payer's reason: an event of the practice's log, additive. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { decideDenialReason, normalizedReason, type MapDenialReason, type MappedReason, type PracticeState } from '../../machines/practice';
import { auditOf, Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { PRACTICE_STREAM, type Loaded } from '../platform/event-store/event-store';
import { executeCommand } from '../platform/event-store/execute-command';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PRACTICE_FOLD, PracticeLog } from '../platform/practice-log/practice-log';

const ACTION = 'map-denial-reason';
const RESOURCE = 'denial-reasons';
const SCHEMA_VERSION = 1;

@Injectable()
export class MapDenialReasons {
  constructor(@Inject(STORE) private readonly store: Store, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async list(caller: Caller): Promise<Answered> {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    await this.audited.read(caller, 'read-denial', `${RESOURCE}@${version}`);
    return answer(200, { version, items: Object.values(state.denialReasons ?? {}).map(view) }, { etag: tagOf(version) });
  }

  async map({ caller, idempotencyKey, requestHash }: Write, command: MapDenialReason): Promise<Answered> {
    const recordedAt = this.clock.now();
    const result = await executeCommand<PracticeState, Rejection>(this.store, this.store.streams, {
      practice: caller.practice, stream: PRACTICE_STREAM, fold: PRACTICE_FOLD,
      decide: ({ state }) => {
        const events = decideDenialReason(command, state.denialReasons ?? {}, { actor: caller.actor, recordedAt });
        return isRejection(events) ? { accepted: false, refusal: events } : { accepted: true, events: events.map((event) => ({ type: event.type, schemaVersion: SCHEMA_VERSION, data: event })) };
      },
      audit: auditOf(caller, ACTION, RESOURCE, 'allowed'),
      idempotency: { client: caller.actor, key: idempotencyKey, requestHash, status: 201 },
      recordedAt, actorId: caller.actor, correlationId: caller.requestId,
    });
    switch (result.kind) {
      case 'committed':
        this.practiceLog.see(caller.practice, result);
        return answerOf(command, result, recordedAt);
      case 'replayed': {
        const { record } = result;
        if (record.requestHash !== requestHash) return this.refuse(caller, KEY_REUSED);
        await this.audited.read(caller, `${ACTION}:repeat`, `${RESOURCE}@${record.version}`);
        const then = await this.store.streams.loadAt(caller.practice, PRACTICE_STREAM, PRACTICE_FOLD, { toVersion: record.version });
        return answerOf(command, then, record.recordedAt).with({ 'idempotent-replayed': 'true' });
      }
      case 'refused': return this.refuse(caller, result.refusal);
      case 'conflict': return this.refuse(caller, BUSY);
    }
  }

  private async refuse(caller: Caller, rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, ACTION, RESOURCE);
    return rejection;
  }
}

/** A function of the recorded version alone: a repeat gives the same bytes. */
function answerOf({ reason }: MapDenialReason, { state, version }: Loaded<PracticeState>, recordedAt: string): Answer {
  const mapped = state.denialReasons?.[normalizedReason(reason)];
  return answer(201, { version, recordedAt, denialReason: mapped === undefined ? null : view(mapped) }, { etag: tagOf(version) });
}

function view({ reason, bucket, kinds, subject, by, at }: MappedReason) {
  return { reason, bucket, kinds, subject: subject ?? null, by, at };
}

const KEY_REUSED = reject('idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new one.');
const BUSY = reject('not-available', 'The practice\'s log is being written to by many at once. Repeat the request with the same Idempotency-Key.');
