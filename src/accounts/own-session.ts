/** What a person does with the own session: look at it, leave, choose another password. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import { faultOfPassword, hashPassword, PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, type PasswordFault } from '../platform/auth/passwords';
import { isGuessable } from '../platform/auth/guessable';
import { NOT_SIGNED_IN, SignedIns } from '../platform/auth/signed-in';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, Answer, type Answered } from '../platform/http/answer';
import type { Person, Visitor } from '../platform/http/parameters';
import { Confirm } from './confirm';
import type { PasswordDto } from './session.dto';
import { sessionView } from './session.view';

const FAULTS: Readonly<Record<PasswordFault | 'unchanged' | 'guessable', string>> = {
  'too-short': `at least ${PASSWORD_CHARS_MIN} characters`, 'too-long': `at most ${PASSWORD_CHARS_MAX} characters`, 'holds-name': 'a password without a name in it', unchanged: 'another password than until now',
  guessable: 'one that is not among the first that are tried: several words that have nothing to do with each other, for example',
};

@Injectable()
export class OwnSession {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'accounts'>, private readonly confirm: Confirm, private readonly signedIns: SignedIns, private readonly audited: Audited) {}

  show({ signedIn }: Person): Answered {
    return answer(200, sessionView(signedIn, this.signedIns.settings));
  }

  async leave({ caller, signedIn }: Person): Promise<Answered> {
    await this.signedIns.end(signedIn);
    await this.audited.read(caller, 'sign-out', resourceOf('account', caller.actor));
    return new Answer(204, undefined, { 'set-cookie': this.signedIns.endedCookie });
  }

  /** Every session of the account ends, and this one goes on under a new token. */
  async changePassword(person: Person, { currentPassword, newPassword }: PasswordDto, visitor: Visitor): Promise<Answered> {
    const { caller, signedIn } = person;
    const confirmed = await this.confirm.password(person, currentPassword, 'change-password', visitor);
    if (isRejection(confirmed)) return confirmed;
    const fault = await faultOf(newPassword, currentPassword, [signedIn.name, signedIn.displayName]);
    if (fault !== undefined) {
      return reject('password-refused', `Choose another password: ${FAULTS[fault]}.`, { pointer: '/newPassword', faults: [{ pointer: '/newPassword', code: fault, message: FAULTS[fault] }] });
    }
    if (!(await this.store.accounts.replacePassword(caller.practice, caller.actor, confirmed.password, await hashPassword(newPassword)))) return NOT_SIGNED_IN;
    const { signedIn: renewed, cookie } = await this.signedIns.begin(caller.practice, caller.actor);
    await this.audited.read(caller, 'change-password', resourceOf('account', caller.actor));
    return answer(200, sessionView(renewed, this.signedIns.settings), { 'set-cookie': cookie });
  }
}

async function faultOf(password: string, former: string, names: readonly string[]): Promise<keyof typeof FAULTS | undefined> {
  if (former.normalize('NFKC') === password.normalize('NFKC')) return 'unchanged';
  return faultOfPassword(password, names) ?? ((await isGuessable(password, names)) ? 'guessable' : undefined);
}
