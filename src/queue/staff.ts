/** Whom work can be given to, and what they are called: the practice's people, and programs by their keys. */
import { Inject, Injectable } from '@nestjs/common';
import type { PracticeId } from '../../machines/kernel/ids';
import { isRole, mayDo } from '../platform/auth/permissions';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';

export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** May be given work: those who left keep their name in what they were given. */
  readonly mayOwn: boolean;
}

@Injectable()
export class Staff {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'keys' | 'accounts'>) {}

  async list(practice: PracticeId): Promise<readonly StaffMember[]> {
    const [people, keys] = [await this.store.accounts.list(practice), await this.store.keys.list(practice)];
    return [
      ...people.map(({ accountId, displayName, role, state }) => ({ id: accountId, name: displayName, role, mayOwn: state !== 'disabled' && mayWork(role) })),
      ...keys.map(({ keyId, label, role, revokedAt }) => ({ id: keyId, name: label, role, mayOwn: revokedAt === null && mayWork(role) })),
    ];
  }

  async names(practice: PracticeId): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.list(practice)).map(({ id, name }) => [id, name]));
  }
}

function mayWork(role: string): boolean {
  return isRole(role) && mayDo(role, 'work-queue');
}
