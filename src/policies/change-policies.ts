/** Proposing, activating and withdrawing a policy of the practice's own: each an event of the practice's log. */
import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../../machines/kernel/rejection';
import { decidePractice, nameOf, type PracticeCommand, type PracticeState } from '../../machines/practice';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import { ID } from '../platform/http/fields';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { PracticeWrites, type RecordedPractice } from '../platform/practice-log/practice-writes';
import { OWN_POLICIES, type OwnPolicies } from './own-policies';
import { ownView } from './policy.view';

type Change = 'propose-policy' | 'activate-policy' | 'withdraw-policy';

interface Named {
  readonly id: string;
  readonly version: string;
}

@Injectable()
export class ChangePolicies {
  constructor(private readonly writes: PracticeWrites, private readonly practiceLog: PracticeLog, @Inject(OWN_POLICIES) private readonly loaded: OwnPolicies) {}

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

  private change(write: Write, action: Change, named: Named, status: 200 | 201, commandOf: (practice: PracticeState) => PracticeCommand | undefined): Promise<Answered> {
    return this.writes.write(write, {
      action, status, resource: ID.test(named.id) && ID.test(named.version) ? `policy/${named.id}/version/${named.version}` : 'policy',
      decide: (practice, recordedAt) => {
        const command = commandOf(practice);
        return command === undefined ? NO_SUCH_POLICY : decidePractice(command, practice, { actor: write.caller.actor, recordedAt, shipped: this.practiceLog.shipped });
      },
      answer: (recorded) => answerOf(status, named, recorded),
    });
  }
}

function answerOf(status: 200 | 201, named: Named, { practice, version, recordedAt, asOf }: RecordedPractice): Answer {
  const own = practice.policies[nameOf(named)];
  return answer(status, { version, recordedAt, asOf, policy: own === undefined ? null : ownView(own, practice, asOf) }, { etag: tagOf(version) });
}

const NO_SUCH_POLICY = reject('policy-not-found', 'There is no policy of that id and version here. GET /v1/policies lists what there is; a file that was added to the practice\'s directory is loaded by the next start.');
