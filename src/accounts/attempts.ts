/**
 * Attempts by name and by address, counted before the password is looked at: guesses that arrive at once cannot all pass while none has
 * failed yet. Stored, so that every node and the next start know them.
 */
import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { CLOCK, type Clock } from '../platform/clock/clock';
import { nameKey } from '../platform/database/accounts';
import type { Attempts as Counted } from '../platform/database/sign-in-attempts';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { networkOf } from '../platform/http/network-of';
import { afterFailure, BY_ADDRESS, BY_NAME, waitSeconds, type Limit } from './throttle';

interface Subject {
  readonly id: string;
  readonly limit: Limit;
}

interface Taken extends Subject {
  readonly before: Counted | undefined;
  readonly after: Counted;
}

/** One attempt that was counted as a failure, until it is known to be none. */
export interface Attempt {
  readonly taken: readonly Taken[];
}

const SECOND_MS = 1000;

@Injectable()
export class Attempts {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'signInAttempts'>, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Of whoever says to be called so, or whoever that is, from there. Whether there is such a name makes no difference. */
  async take(name: string | undefined, address: string): Promise<Attempt | Rejection> {
    const subjects = [...(name === undefined ? [] : [subjectOf('name', nameKey(name), BY_NAME)]), subjectOf('address', networkOf(address), BY_ADDRESS)];
    const now = this.clock.now();
    const waits = await Promise.all(subjects.map(async ({ id, limit }) => waitSeconds(await this.store.signInAttempts.find(id), limit, now)));
    if (Math.max(...waits) > 0) return tooMany(Math.max(...waits), now);
    const taken: Taken[] = [];
    for (const subject of subjects) {
      const counted = await this.count(subject);
      if (typeof counted === 'number') return tooMany(counted, now);
      taken.push(counted);
    }
    return { taken };
  }

  /** It was neither right nor wrong, or right: as if it had not been counted. */
  async giveBack({ taken }: Attempt): Promise<void> {
    for (const { id, before, after } of taken) await this.store.signInAttempts.restore(id, after, before);
  }

  /** The name begins anew; the address does not, or one account of one's own would open it for guesses at others. */
  async succeed(attempt: Attempt): Promise<void> {
    await this.giveBack(attempt);
    for (const { id, limit } of attempt.taken) if (limit === BY_NAME) await this.store.signInAttempts.forget(id);
    await this.store.signInAttempts.sweep(new Date(Date.parse(this.clock.now()) - BY_NAME.forgottenAfterSeconds * SECOND_MS).toISOString());
  }

  /** The seconds to wait when others were faster. */
  private async count(subject: Subject): Promise<Taken | number> {
    for (;;) {
      const now = this.clock.now();
      const before = await this.store.signInAttempts.find(subject.id);
      const wait = waitSeconds(before, subject.limit, now);
      if (wait > 0) return wait;
      const after = afterFailure(before, subject.limit, now);
      if (await this.store.signInAttempts.replace(subject.id, before, after)) return { ...subject, before, after };
    }
  }
}

function subjectOf(kind: string, what: string, limit: Limit): Subject {
  return { id: hash('sha256', `${kind}\n${what}`, 'base64url'), limit };
}

function tooMany(retryAfterSeconds: number, now: string): Rejection {
  const retryAt = new Date(Date.parse(now) + retryAfterSeconds * SECOND_MS).toISOString();
  return reject('too-many-attempts', `Too many attempts to sign in failed. Wait ${retryAfterSeconds} seconds, until ${retryAt}, then try again.`, { details: { retryAfterSeconds, retryAt } });
}
