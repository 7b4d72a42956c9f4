/** Proposing, activating and withdrawing a policy of the practice's own: each an event of the practice's log. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { decidePractice, nameOf, type PracticeCommand, type PracticeState } from '../../machines/practice';
import { auditOf, Audited } from '../platform/audit/audited';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { PRACTICE_STREAM, type IdempotencyRecord, type Loaded } from '../platform/event-store/event-store';
import { executeCommand } from '../platform/event-store/execute-command';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import { ID } from '../platform/http/fields';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PRACTICE_FOLD, PracticeLog } from '../platform/practice-log/practice-log';
import { OWN_POLICIES, type OwnPolicies } from './own-policies';
import { ownView } from './policy.view';

type Change = 'propose-policy' | 'activate-policy' | 'withdraw-policy';
const SCHEMA_VERSION = 1;

interface Named {
  readonly id: string;
  readonly version: string;
}

@Injectable()
export class ChangePolicies {
  constructor(
    @Inject(STORE) private readonly store: Store, private readonly practiceLog: PracticeLog, private readonly audited: Audited,
    @Inject(OWN_POLICIES) private readonly loaded: OwnPolicies, @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the file held when the program started; a file that changed since is loaded by the next start. */
  propose(write: Write, named: Named, reason: string): Promise<Answered> {
    return this.change(write, 'propose-policy', named, 201, () => {
      const loaded = this.loaded.find(({ policy }) => nameOf(policy) === nameOf(named));
      return loaded === undefined ? undefined : { type: 'ProposePolicy', ...named, reason, digest: loaded.digest, content: loaded.content, origin: loaded.origin };
    });
  }

  activate(write: Write, named: Named, reason: string): Promise<Answered> {
    return this.change(write, 'activate-policy', named, 200, (practice) => (this.isKnown(practice, named) ? { type: 'ActivatePolicy', ...named, reason } : undefined));
  }

  withdraw(write: Write, named: Named, reason: string): Promise<Answered> {
    return this.change(write, 'withdraw-policy', named, 200, (practice) => (this.isKnown(practice, named) ? { type: 'WithdrawPolicy', ...named, reason } : undefined));
  }

  private isKnown(practice: PracticeState, named: Named): boolean {
    const name = nameOf(named);
    return practice.policies[name] !== undefined || [...this.practiceLog.shipped, ...this.loaded.map(({ policy }) => policy)].some((policy) => nameOf(policy) === name);
  }

  private async change({ caller, idempotencyKey, requestHash, ifMatch }: Write, action: Change, named: Named, status: 200 | 201, commandOf: (practice: PracticeState) => PracticeCommand | undefined): Promise<Answered> {
    const resource = ID.test(named.id) && ID.test(named.version) ? `policy/${named.id}/version/${named.version}` : 'policy';
    const refuse = async (rejection: Rejection): Promise<Rejection> => {
      await this.audited.refused(caller, action, resource);
      return rejection;
    };
    const recordedAt = this.clock.now();
    const result = await executeCommand<PracticeState, Rejection>(this.store, this.store.streams, {
      practice: caller.practice, stream: PRACTICE_STREAM, fold: PRACTICE_FOLD,
      decide: ({ state }) => {
        const command = commandOf(state);
        const events = command === undefined ? NO_SUCH_POLICY : decidePractice(command, state, { actor: caller.actor, recordedAt, shipped: this.practiceLog.shipped });
        return isRejection(events) ? { accepted: false, refusal: events } : { accepted: true, events: events.map((event) => ({ type: event.type, schemaVersion: SCHEMA_VERSION, data: event })) };
      },
      ...(ifMatch === undefined ? {} : { ifVersion: ifMatch }),
      audit: auditOf(caller, action, resource, 'allowed'),
      idempotency: { client: caller.actor, key: idempotencyKey, requestHash, status },
      recordedAt, actorId: caller.actor, correlationId: caller.requestId,
    });
    const answerAt = (loaded: Loaded<PracticeState>, at: string): Answer => answerOf(status, named, loaded, at, todayIn(caller.timeZone, at));
    switch (result.kind) {
      case 'committed':
        this.practiceLog.see(caller.practice, result);
        return answerAt(result, recordedAt);
      case 'replayed':
        if (result.record.requestHash !== requestHash) return refuse(KEY_REUSED);
        await this.audited.read(caller, `${action}:repeat`, `${resource}@${result.record.version}`);
        return answerAt(await this.at(caller.practice, result.record), result.record.recordedAt).with({ 'idempotent-replayed': 'true' });
      case 'refused':
        return refuse(result.refusal);
      case 'conflict':
        return refuse(ifMatch === undefined ? BUSY : VERSION_MOVED);
    }
  }

  private at(practice: string, { version }: IdempotencyRecord): Promise<Loaded<PracticeState>> {
    return this.store.streams.loadAt(practice, PRACTICE_STREAM, PRACTICE_FOLD, { toVersion: version });
  }
}

/** A function of the recorded version alone: a repeat gives the same bytes. */
function answerOf(status: 200 | 201, named: Named, { state, version }: Loaded<PracticeState>, recordedAt: string, asOf: string): Answer {
  const own = state.policies[nameOf(named)];
  return answer(status, { version, recordedAt, asOf, policy: own === undefined ? null : ownView(own, state, asOf) }, { etag: tagOf(version) });
}

const NO_SUCH_POLICY = reject('policy-not-found', 'There is no policy of that id and version here. GET /v1/policies lists what there is; a file that was added to the practice\'s directory is loaded by the next start.');
const VERSION_MOVED = reject('version-moved', 'The practice\'s policies changed since you read them. Read them again, and repeat the change if it still applies.');
const KEY_REUSED = reject('idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new one.');
const BUSY = reject('not-available', 'The practice\'s policies are being changed by many at once. Repeat the request with the same Idempotency-Key.');
