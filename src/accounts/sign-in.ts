/**
 * Signing in. Whether the name or the password was wrong, or the account may not sign in, is one answer: the same bytes, and no sooner than
 * any other refusal. The password of nobody is checked where there is no such name.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import { resourceOf } from '../platform/audit/audited';
import { isRole } from '../platform/auth/permissions';
import { isPassword, NOBODYS_PASSWORD } from '../platform/auth/passwords';
import { SignedIns } from '../platform/auth/signed-in';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Account, Credentials } from '../platform/database/accounts';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import type { Visitor } from '../platform/http/parameters';
import { LOG, type Log } from '../platform/logging/log';
import { Attempts } from './attempts';
import { stepOfCode } from './one-time-codes';
import type { SignInDto } from './session.dto';
import { sessionView } from './session.view';

export const SIGN_IN_REFUSED = reject('sign-in-refused', 'Name and password do not open an account. Check both; whoever administers accounts can give a new password.');
const ONE_TIME_CODE_NEEDED = reject('one-time-code-needed', 'Send oneTimeCode too: the six digits that the authenticator app shows now.', { pointer: '/oneTimeCode' });
/** Longer than checking a password takes. */
const REFUSAL_MS_MIN = 400;
/** Wrong in a row, over all addresses: NIST SP 800-63B allows no more than a hundred. An administrator opens the account again. */
export const LOCKED_AFTER = 100;

@Injectable()
export class SignIn {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'accounts' | 'audit'>, private readonly attempts: Attempts, private readonly signedIns: SignedIns, @Inject(CLOCK) private readonly clock: Clock, @Inject(LOG) private readonly log: Log) {}

  async byPassword(dto: SignInDto, visitor: Visitor): Promise<Answered> {
    const startedMs = performance.now();
    const attempt = await this.attempts.take(dto.name, visitor.address);
    if (isRejection(attempt)) return this.refuse(attempt, undefined, visitor, startedMs);
    const account = await this.store.accounts.credentialsByName(dto.name);
    const isRight = await isPassword(dto.password, account?.password ?? NOBODYS_PASSWORD);
    if (account === undefined || !isRight) return this.refuse(SIGN_IN_REFUSED, account, visitor, startedMs);
    if (account.state !== 'active') return this.refuse(SIGN_IN_REFUSED, account, visitor, startedMs);
    if (account.hasOneTimeCode) {
      if (dto.oneTimeCode === undefined) {
        await this.attempts.giveBack(attempt);
        return ONE_TIME_CODE_NEEDED;
      }
      if (!(await this.isCode(account, dto.oneTimeCode))) return this.refuse(SIGN_IN_REFUSED, account, visitor, startedMs);
    }
    await this.attempts.succeed(attempt);
    return this.enter(account, 'sign-in', visitor, account.password);
  }

  private async isCode({ practice, accountId, oneTimeSecret }: Credentials, code: string): Promise<boolean> {
    const step = oneTimeSecret === null ? undefined : stepOfCode(oneTimeSecret, code, this.clock.now());
    return step !== undefined && (await this.store.accounts.takeOneTimeStep(practice, accountId, step));
  }

  /** Whoever has shown enough. `shown`: the password that was checked, which may have been changed while it was. */
  async enter(account: Account, action: string, visitor: Visitor, shown?: string): Promise<Answered> {
    await this.store.accounts.noteSignIn(account.practice, account.accountId);
    const { signedIn, cookie } = await this.signedIns.begin(account.practice, account.accountId);
    if (shown !== undefined && (await this.store.accounts.credentials(account.practice, account.accountId))?.password !== shown) {
      await this.signedIns.end(signedIn);
      return SIGN_IN_REFUSED;
    }
    await this.audit(account, action, 'allowed', visitor);
    return answer(201, sessionView(signedIn, this.signedIns.settings), { location: '/v1/session', 'set-cookie': cookie, ...(signedIn.holder.demo ? { 'pathgate-practice': 'demo' } : {}) });
  }

  /** A practice's audit holds what was tried with its accounts; other names, which may be mistyped passwords, are a line of the log without them. */
  async refuse(rejection: Rejection, account: Credentials | undefined, visitor: Visitor, startedMs: number, action = 'sign-in'): Promise<Rejection> {
    this.log.notice('sign-in-refused', { code: rejection.code, requestId: visitor.requestId });
    if (account !== undefined) {
      await this.audit(account, action, 'refused', visitor);
      if (await this.store.accounts.noteFailure(account.practice, account.accountId, LOCKED_AFTER)) await this.audit(account, `${action}:locked`, 'refused', visitor);
    }
    await delay(Math.max(0, REFUSAL_MS_MIN - (performance.now() - startedMs)));
    return rejection;
  }

  private audit({ practice, accountId, role }: Account, action: string, outcome: 'allowed' | 'refused', { requestId }: Visitor): Promise<void> {
    return this.store.audit(practice, { actorId: accountId, role: isRole(role) ? role : 'unknown', action, resource: resourceOf('account', accountId), outcome, requestId });
  }
}
