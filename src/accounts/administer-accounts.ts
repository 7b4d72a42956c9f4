/** The practice's accounts: made, listed, changed, and given a password that opens once. */
import { Inject, Injectable } from '@nestjs/common';
import { reject, type Rejection } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { hashPassword, newOneTimePassword } from '../platform/auth/passwords';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import type { Write } from '../platform/http/parameters';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { accountView } from './account.view';
import type { AccountChangesDto, AccountDto, RenewalDto } from './account.dto';

const ACTION = 'manage-accounts';

@Injectable()
export class AdministerAccounts {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'accounts'>, private readonly audited: Audited) {}

  async list(caller: Caller): Promise<Answered> {
    const accounts = await this.store.accounts.list(caller.practice);
    await this.audited.read(caller, ACTION, 'accounts');
    return answer(200, { items: accounts.map(accountView) });
  }

  /** The password is shown once, so a repeat cannot show it again. */
  async make({ caller, idempotencyKey }: Write, dto: AccountDto): Promise<Answered> {
    const { name, displayName, role } = dto;
    const accountId = derivedIds(caller.practice, caller.actor, `account\n${idempotencyKey}`)();
    const oneTimePassword = newOneTimePassword();
    const made = await this.store.accounts.add(caller.practice, { accountId, name, displayName, role, password: await hashPassword(oneTimePassword), mustChangePassword: true });
    const account = await this.store.accounts.find(caller.practice, accountId);
    if (!made || account === undefined) return this.refuse(caller, accountId, account === undefined ? NAME_TAKEN : passwordShown(accountId));
    await this.audited.read(caller, `${ACTION}:made:${role}`, resourceOf('account', accountId));
    return answer(201, { ...accountView(account), oneTimePassword }, { location: '/v1/accounts' });
  }

  /** What is left out stays. */
  async change({ caller }: Write, accountId: string, dto: AccountChangesDto): Promise<Answered> {
    const changes = plain(dto);
    const before = await this.store.accounts.find(caller.practice, accountId);
    if (before === undefined) return this.refuse(caller, accountId, NOT_FOUND);
    const isOwn = caller.actor === accountId && ((changes.role ?? before.role) !== before.role || (changes.state ?? before.state) !== before.state);
    if (isOwn) return this.refuse(caller, accountId, OWN_ACCOUNT);
    await this.store.accounts.change(caller.practice, accountId, changes);
    for (const said of [changes.displayName && 'named', changes.role && `role:${changes.role}`, changes.state]) {
      if (said !== undefined) await this.audited.read(caller, `${ACTION}:${said}`, resourceOf('account', accountId));
    }
    return this.show(caller, accountId);
  }

  /** Each request makes another one, and the last counts. A locked account stays locked until it is made active. */
  async renewPassword({ caller }: Write, accountId: string, { forgetSecondFactors = false }: RenewalDto): Promise<Answered> {
    const before = await this.store.accounts.find(caller.practice, accountId);
    if (before === undefined) return this.refuse(caller, accountId, NOT_FOUND);
    if (caller.actor === accountId) return this.refuse(caller, accountId, OWN_PASSWORD);
    const oneTimePassword = newOneTimePassword();
    if (forgetSecondFactors) {
      await this.store.accounts.forgetSecondFactors(caller.practice, accountId);
      await this.audited.read(caller, `${ACTION}:second-factors-forgotten`, resourceOf('account', accountId));
    }
    await this.store.accounts.setPassword(caller.practice, accountId, await hashPassword(oneTimePassword), true);
    await this.audited.read(caller, `${ACTION}:password`, resourceOf('account', accountId));
    return answer(201, { ...accountView({ ...before, mustChangePassword: true, hasOneTimeCode: before.hasOneTimeCode && !forgetSecondFactors }), oneTimePassword });
  }

  private async show(caller: Caller, accountId: string): Promise<Answered> {
    const account = await this.store.accounts.find(caller.practice, accountId);
    return account === undefined ? NOT_FOUND : answer(200, accountView(account));
  }

  private async refuse(caller: Caller, accountId: string, rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, ACTION, resourceOf('account', accountId));
    return rejection;
  }
}

const NAME_TAKEN = reject('account-name-taken', 'Somebody signs in by this name already. Choose another.', { pointer: '/name' });
const NOT_FOUND = reject('account-not-found', 'There is no account of that id: list them.');
const OWN_ACCOUNT = reject('own-account', 'Nobody changes the own role or state, so that the last administrator stays one. Ask another administrator.');
const OWN_PASSWORD = reject('own-account', 'Change the own password with PUT /v1/session/password.');

function passwordShown(accountId: string): Rejection {
  return reject('one-time-password-shown', 'This request made an account already, and its password is shown only once: if it did not arrive, ask for another with POST /v1/accounts/{accountId}/password.', { details: { accountId } });
}
