/**
 * Decides what a command does to a practice's policies: events, or a rejection that says what to do next. Pure.
 * Codes: `policy-not-found`, `policy-shipped`, `policy-already-active`, `policy-already-proposed`, `policy-not-proposed`, `policy-not-active`,
 * `second-person-required`, `reason-required`, `invalid-policy`, and those of combining policies.
 */
import { fold } from '../kernel/decider';
import type { ActorId, Instant } from '../kernel/ids';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import type { Policy } from '../criteria/types';
import { activePolicies } from './active-policies';
import type { PracticeCommand, PracticeEvent } from './events';
import { policyOf } from './parsed-content';
import { evolvePractice, nameOf, type PracticeState } from './practice';

export interface PracticeGiven {
  readonly actor: ActorId;
  readonly recordedAt: Instant;
  readonly shipped: readonly Policy[];
}

export function decidePractice(command: PracticeCommand, practice: PracticeState, given: PracticeGiven): readonly PracticeEvent[] | Rejection {
  const { id, version, reason } = command;
  const name = nameOf(command);
  const own = practice.policies[name];
  if (own === undefined && given.shipped.some((policy) => nameOf(policy) === name)) {
    return reject('policy-shipped', `${name} is part of the program and active from the start. To decide otherwise, activate a policy of your own that names it in "replaces".`);
  }
  if (reason.trim() === '') return reject('reason-required', 'Say why.', { pointer: '/reason' });
  const said = { id, version, reason, by: given.actor, at: given.recordedAt };
  switch (command.type) {
    case 'ProposePolicy': {
      const policy = policyOf(command.content);
      if (isRejection(policy)) return policy;
      const { digest, content, origin } = command;
      if (own?.active?.digest === digest) return reject('policy-already-active', `${name} is active with this very content: there is nothing to propose.`);
      if (own?.proposed?.digest === digest) return reject('policy-already-proposed', `${name} is proposed already with this very content: another person activates it.`);
      return [{ type: 'PolicyProposed', ...said, digest, content, origin }];
    }
    case 'ActivatePolicy': {
      if (own?.proposed === undefined) return reject('policy-not-proposed', `Nothing is proposed for ${name}: propose it first, and let another person activate it.`);
      if (own.proposed.by === given.actor) return reject('second-person-required', `${name} was proposed with this very key. Another person activates it, with a key of their own.`);
      return combined([{ type: 'PolicyActivated', ...said, digest: own.proposed.digest }], practice, given);
    }
    case 'WithdrawPolicy':
      if (own?.proposed === undefined && own?.active === undefined) return reject('policy-not-active', `${name} is neither proposed nor active: there is nothing to withdraw.`);
      return combined([{ type: 'PolicyWithdrawn', ...said }], practice, given);
  }
}

/** Only what leaves one answer to every question; a conflict that was there before (a later program ships what the practice wrote itself) may be left by it. */
function combined(events: readonly PracticeEvent[], practice: PracticeState, { shipped }: PracticeGiven): readonly PracticeEvent[] | Rejection {
  const after = activePolicies(shipped, fold(evolvePractice, practice, events));
  return isRejection(after) && !isRejection(activePolicies(shipped, practice)) ? after : events;
}
