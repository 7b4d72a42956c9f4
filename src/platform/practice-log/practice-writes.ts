/** A write of the practice's own log: the flow of a patient's write, for what belongs to no patient. */
import { Inject, Injectable } from '@nestjs/common';
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Instant } from '../../../machines/kernel/ids';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { PracticeEvent, PracticeState } from '../../../machines/practice';
import { auditOf, Audited } from '../audit/audited';
import { CLOCK, todayIn, type Clock } from '../clock/clock';
import type { Store } from '../database/store';
import { STORE } from '../database/store-token';
import { PRACTICE_STREAM, type Loaded } from '../event-store/event-store';
import { executeCommand } from '../event-store/execute-command';
import type { Answer, Answered } from '../http/answer';
import type { Write } from '../http/parameters';
import { KEY_REUSED } from '../http/preconditions';
import { derivedIds } from '../patient-log/derived-ids';
import { PRACTICE_FOLD, PracticeLog } from './practice-log';

export interface PracticeWrite {
  readonly action: string;
  readonly status: 200 | 201;
  /** What the audit names: ids and versions only. */
  readonly resource: string;
  readonly decide: (practice: PracticeState, recordedAt: Instant, newId: () => string) => readonly PracticeEvent[] | Rejection;
  /** A function of the recorded version alone: a repeat gives the same bytes. */
  readonly answer: (recorded: RecordedPractice) => Answer;
}

export interface RecordedPractice {
  readonly practice: PracticeState;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly asOf: PlainDate;
  /** Ids the write gave to what it created, in the order it asked for them. */
  readonly newId: () => string;
}

const SCHEMA_VERSION = 1;

@Injectable()
export class PracticeWrites {
  constructor(@Inject(STORE) private readonly store: Store, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async write({ caller, idempotencyKey, requestHash, ifMatch }: Write, { action, status, resource, decide, answer }: PracticeWrite): Promise<Answered> {
    const refuse = async (rejection: Rejection): Promise<Rejection> => {
      await this.audited.refused(caller, action, resource);
      return rejection;
    };
    const ids = (): (() => string) => derivedIds(caller.practice, caller.actor, idempotencyKey);
    const recordedAt = this.clock.now();
    const result = await executeCommand<PracticeState, Rejection>(this.store, this.store.streams, {
      practice: caller.practice, stream: PRACTICE_STREAM, fold: PRACTICE_FOLD,
      decide: ({ state }) => {
        const events = decide(state, recordedAt, ids());
        return isRejection(events) ? { accepted: false, refusal: events } : { accepted: true, events: events.map((event) => ({ type: event.type, schemaVersion: SCHEMA_VERSION, data: event })) };
      },
      ...(ifMatch === undefined ? {} : { ifVersion: ifMatch }),
      audit: auditOf(caller, action, resource, 'allowed'),
      idempotency: { client: caller.actor, key: idempotencyKey, requestHash, status },
      recordedAt, actorId: caller.actor, correlationId: caller.requestId,
    });
    const answerAt = ({ state, version }: Loaded<PracticeState>, at: Instant): Answer => answer({ practice: state, version, recordedAt: at, asOf: todayIn(caller.timeZone, at), newId: ids() });
    switch (result.kind) {
      case 'committed':
        this.practiceLog.see(caller.practice, result);
        return answerAt(result, recordedAt);
      case 'replayed': {
        const { record } = result;
        if (record.requestHash !== requestHash) return refuse(KEY_REUSED);
        await this.audited.read(caller, `${action}:repeat`, `${resource}@${record.version}`);
        return answerAt(await this.store.streams.loadAt(caller.practice, PRACTICE_STREAM, PRACTICE_FOLD, { toVersion: record.version }), record.recordedAt).with({ 'idempotent-replayed': 'true' });
      }
      case 'refused':
        return refuse(result.refusal);
      case 'conflict':
        return refuse(ifMatch === undefined ? BUSY : VERSION_MOVED);
    }
  }
}

const VERSION_MOVED = reject('version-moved', 'The practice\'s policies or directory changed since you read them. Read them again, and repeat the change if it still applies.');
const BUSY = reject('not-available', 'The practice\'s log is being written to by many at once. Repeat the request with the same Idempotency-Key.');
