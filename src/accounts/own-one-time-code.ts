/** One-time codes as a second factor: begun and removed with the password, in force once a code has shown that the app knows the secret. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import { NOT_SIGNED_IN } from '../platform/auth/signed-in';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, Answer, type Answered } from '../platform/http/answer';
import type { Person, Visitor } from '../platform/http/parameters';
import { Confirm } from './confirm';
import { addressOfSecret, newOneTimeSecret, stepOfCode } from './one-time-codes';

const ACTION = 'one-time-code';

@Injectable()
export class OwnOneTimeCode {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'accounts'>, private readonly confirm: Confirm, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  /** Until a code has confirmed it, nothing is asked for. One that is in force is removed first, so that nobody loses it by a mistyped beginning. */
  async begin(person: Person, currentPassword: string, visitor: Visitor): Promise<Answered> {
    const { caller, signedIn } = person;
    const confirmed = await this.confirm.password(person, currentPassword, ACTION, visitor);
    if (isRejection(confirmed)) return confirmed;
    if (confirmed.hasOneTimeCode) return reject('one-time-code-in-use', 'Signing in takes a one-time code already. Remove it first, then begin anew.');
    const secret = newOneTimeSecret();
    await this.store.accounts.beginOneTimeCode(caller.practice, caller.actor, secret);
    await this.audited.read(caller, `${ACTION}:begun`, resourceOf('account', caller.actor));
    return answer(201, { secret, uri: addressOfSecret(secret, signedIn.name) });
  }

  async finish({ caller }: Person, code: string): Promise<Answered> {
    const credentials = await this.store.accounts.credentials(caller.practice, caller.actor);
    if (credentials === undefined) return NOT_SIGNED_IN;
    if (credentials.oneTimeSecret === null || credentials.hasOneTimeCode) return reject('one-time-code-not-begun', 'Nothing waits for a code. Begin with POST /v1/session/one-time-code.');
    const step = stepOfCode(credentials.oneTimeSecret, code, this.clock.now());
    const isTaken = step !== undefined && (await this.store.accounts.takeOneTimeStep(caller.practice, caller.actor, step));
    if (!isTaken) {
      await this.audited.refused(caller, ACTION, resourceOf('account', caller.actor));
      return reject('one-time-code-wrong', 'This is not the code that the app shows now. Check the clock of the phone, and type the next one.', { pointer: '/code' });
    }
    await this.store.accounts.confirmOneTimeCode(caller.practice, caller.actor);
    await this.audited.read(caller, `${ACTION}:in-force`, resourceOf('account', caller.actor));
    return new Answer(204, undefined);
  }

  /** Idempotent. */
  async remove(person: Person, currentPassword: string, visitor: Visitor): Promise<Answered> {
    const { caller } = person;
    const confirmed = await this.confirm.password(person, currentPassword, ACTION, visitor);
    if (isRejection(confirmed)) return confirmed;
    await this.store.accounts.removeOneTimeCode(caller.practice, caller.actor);
    await this.audited.read(caller, `${ACTION}:removed`, resourceOf('account', caller.actor));
    return new Answer(204, undefined);
  }
}
