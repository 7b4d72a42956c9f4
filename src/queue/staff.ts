/** Whom work can be given to, and what they are called. */
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
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'keys'>) {}

  async list(practice: PracticeId): Promise<readonly StaffMember[]> {
    return (await this.store.keys.list(practice)).map(({ keyId, label, role, revokedAt }) => ({ id: keyId, name: label, role, mayOwn: revokedAt === null && isRole(role) && mayDo(role, 'work-queue') }));
  }

  async names(practice: PracticeId): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.list(practice)).map(({ id, name }) => [id, name]));
  }
}
