/** Keys of a practice: listed, made, revoked. A key is random and shown once, so a repeat cannot show it again. */
import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { newKey } from '../platform/auth/keys';
import type { PracticeRole } from '../platform/auth/permissions';
import type { ApiKey } from '../platform/database/api-keys';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { derivedIds } from '../platform/patient-log/derived-ids';

const ACTION = 'manage-keys';

@Injectable()
export class ManageKeys {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'keys'>, private readonly audited: Audited) {}

  async list(caller: Caller): Promise<Answered> {
    const keys = await this.store.keys.list(caller.practice);
    await this.audited.read(caller, ACTION, 'keys');
    return answer(200, { items: [...keys].sort(byNewest).map(keyView) });
  }

  async make({ caller, idempotencyKey }: Write, role: PracticeRole, label: string): Promise<Answered> {
    const keyId = derivedIds(caller.practice, caller.actor, `key\n${idempotencyKey}`)();
    const { key, hash } = newKey();
    const made = await this.store.keys.addOnce(caller.practice, { keyId, hash, role, label });
    if (made === undefined) {
      await this.audited.refused(caller, ACTION, resourceOf('key', keyId));
      return reject('key-shown', 'This request made a key already, and it is shown only once: if it did not arrive, revoke that key and make another.', { details: { keyId } });
    }
    await this.audited.read(caller, ACTION, resourceOf('key', keyId));
    return answer(201, { ...keyView(made), key }, { location: '/v1/keys' });
  }

  /** Idempotent: the first revocation's time stays. */
  async revoke({ caller }: Write, keyId: string): Promise<Answered> {
    const found = await this.store.keys.revokeButLast(caller.practice, keyId, 'admin');
    if (found === undefined || found.revokedAt === null) {
      await this.audited.refused(caller, ACTION, resourceOf('key', keyId));
      return found === undefined ? KEY_NOT_FOUND : LAST_ADMIN;
    }
    await this.audited.read(caller, `${ACTION}:revoked`, resourceOf('key', keyId));
    return answer(200, keyView(found));
  }
}

function keyView({ keyId, role, label, createdAt, revokedAt }: ApiKey) {
  return { keyId, role, label, createdAt, revokedAt };
}

function byNewest(a: ApiKey, b: ApiKey): number {
  return Number(a.createdAt < b.createdAt) - Number(a.createdAt > b.createdAt) || Number(a.keyId > b.keyId) - Number(a.keyId < b.keyId);
}

const KEY_NOT_FOUND = reject('key-not-found', 'There is no key of that id: list them.');
const LAST_ADMIN = reject('last-admin-access', 'This is the last key of an administrator, and no account of one is active: without it nobody could make another. Make one first, and see that it opens.');
