/** Keys of a practice: listed, made, rotated, revoked. A key is random and shown once, so a repeat cannot show it again. */
import { Inject, Injectable } from '@nestjs/common';
import { reject } from '../../machines/kernel/rejection';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { newKey } from '../platform/auth/keys';
import { mayDo } from '../platform/auth/permissions';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { ApiKey } from '../platform/database/api-keys';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { LIFETIME_DAYS, OVERLAP_HOURS, type KeyDto, type KeyRotationDto } from './key.dto';

const ACTION = 'manage-keys';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

@Injectable()
export class ManageKeys {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'keys'>, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async list(caller: Caller): Promise<Answered> {
    const keys = await this.store.keys.list(caller.practice);
    await this.audited.read(caller, ACTION, 'keys');
    return answer(200, { items: [...keys].sort(byNewest).map(keyView) });
  }

  async make({ caller, idempotencyKey }: Write, { role, label, scope, lifetimeDays = LIFETIME_DAYS.left }: KeyDto): Promise<Answered> {
    const beyond = scope?.filter((action) => role !== 'api-consumer' || !mayDo(role, action)) ?? [];
    if (beyond.length > 0) return reject('scope-beyond-role', 'Only a key of an api-consumer is narrowed, and to actions of its role alone.', { pointer: '/scope', details: { actions: beyond } });
    const keyId = derivedIds(caller.practice, caller.actor, `key\n${idempotencyKey}`)();
    const { key, hash } = newKey();
    const made = await this.store.keys.addOnce(caller.practice, { keyId, hash, role, label, expiresAt: this.after(lifetimeDays * DAY_MS), ...(scope !== undefined && { scope: [...new Set(scope)] }) });
    if (made === undefined) {
      await this.audited.refused(caller, ACTION, resourceOf('key', keyId));
      return keyShown(keyId);
    }
    await this.audited.read(caller, ACTION, resourceOf('key', keyId));
    return answer(201, { ...keyView(made), key }, { location: '/v1/keys' });
  }

  async rotate({ caller, idempotencyKey }: Write, former: string, { overlapHours = OVERLAP_HOURS.left, lifetimeDays = LIFETIME_DAYS.left }: KeyRotationDto): Promise<Answered> {
    const keyId = derivedIds(caller.practice, caller.actor, `rotation\n${idempotencyKey}`)();
    const { key, hash } = newKey();
    const made = await this.store.keys.replaceOnce(caller.practice, former, { keyId, hash, expiresAt: this.after(lifetimeDays * DAY_MS) }, this.after(overlapHours * HOUR_MS));
    if (made === undefined) {
      await this.audited.refused(caller, `${ACTION}:rotated`, resourceOf('key', former));
      if ((await this.store.keys.find(caller.practice, keyId)) !== undefined) return keyShown(keyId);
      return (await this.store.keys.find(caller.practice, former)) === undefined ? KEY_NOT_FOUND : KEY_ENDED;
    }
    await this.audited.read(caller, `${ACTION}:rotated`, resourceOf('key', former));
    return answer(201, { ...keyView(made), key }, { location: '/v1/keys' });
  }

  private after(ms: number): string {
    return new Date(Date.parse(this.clock.now()) + ms).toISOString();
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

function keyView({ keyId, role, label, createdAt, revokedAt, expiresAt, scope, replaces }: ApiKey) {
  return { keyId, role, label, createdAt, revokedAt, expiresAt, scope, replaces };
}

function keyShown(keyId: string) {
  return reject('key-shown', 'This request made a key already, and it is shown only once: if it did not arrive, revoke that key and make another.', { details: { keyId } });
}

function byNewest(a: ApiKey, b: ApiKey): number {
  return Number(a.createdAt < b.createdAt) - Number(a.createdAt > b.createdAt) || Number(a.keyId > b.keyId) - Number(a.keyId < b.keyId);
}

const KEY_NOT_FOUND = reject('key-not-found', 'There is no key of that id: list them.');
const KEY_ENDED = reject('key-ended', 'This key was revoked or has expired. Make another in its place.');
const LAST_ADMIN = reject('last-admin-access', 'This is the last key of an administrator, and no account of one is active: without it nobody could make another. Make one first, and see that it opens.');
