/** A person shows the password again before what would keep the door open, or weaken it, for whoever found the session unattended. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import { isPassword } from '../platform/auth/passwords';
import { NOT_SIGNED_IN } from '../platform/auth/signed-in';
import type { Credentials } from '../platform/database/accounts';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import type { Person, Visitor } from '../platform/http/parameters';
import { Attempts } from './attempts';

@Injectable()
export class Confirm {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'accounts'>, private readonly attempts: Attempts, private readonly audited: Audited) {}

  /** Counted like signing in: a session is no place to guess at its password. */
  async password({ caller, signedIn }: Person, password: string, action: string, { address }: Visitor): Promise<Credentials | Rejection> {
    const attempt = await this.attempts.take(signedIn.name, address);
    if (isRejection(attempt)) return attempt;
    const credentials = await this.store.accounts.credentials(caller.practice, caller.actor);
    if (credentials === undefined) return NOT_SIGNED_IN;
    if (!(await isPassword(password, credentials.password))) {
      await this.audited.refused(caller, action, resourceOf('account', caller.actor));
      return reject('password-wrong', 'This is not the password of this account. Type it again.', { pointer: '/currentPassword' });
    }
    await this.attempts.succeed(attempt);
    return credentials;
  }
}
