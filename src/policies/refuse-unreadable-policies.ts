import { isRejection } from '../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { decidingPolicies } from '../../machines/practice';
import type { Store } from '../platform/database/store';
import { StoreRefusal } from '../platform/database/store-errors';
import { PRACTICE_STREAM } from '../platform/event-store/event-store';
import { PRACTICE_FOLD } from '../platform/practice-log/practice-log';

/** At the start: an earlier program cannot read what a later one has activated, and must not answer without it. Throws `StoreRefusal`, one line. */
export async function refuseUnreadablePolicies(store: Pick<Store, 'practices' | 'streams'>): Promise<void> {
  for (const { id } of await store.practices.list()) {
    const { state } = await store.streams.load(id, PRACTICE_STREAM, PRACTICE_FOLD);
    const policies = decidingPolicies(SHIPPED_POLICIES, state);
    if (isRejection(policies)) throw new StoreRefusal(`The practice ${id} has an active policy that this program cannot read (${policies.message}). Start the version of the program in which it was activated.`);
  }
}
