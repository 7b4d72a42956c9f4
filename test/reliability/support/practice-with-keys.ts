import { newKey } from '../../../src/platform/auth/keys';
import { openStore } from '../../../src/platform/database/open-store';
import { configOf } from '../../support/commits';
import type { DatabaseLocation } from '../../support/engines';

/** A practice for a service that is started later: a key for each role. */
export async function preparePractice(location: DatabaseLocation): Promise<Readonly<Record<'clinician' | 'admin', string>>> {
  const store = await openStore(configOf(location));
  await store.practices.create({ id: 'spine', name: 'Spine Clinic', timeZone: 'America/Chicago', demo: false });
  const keys = { clinician: '', admin: '' };
  for (const role of ['clinician', 'admin'] as const) {
    const { key, hash } = newKey();
    keys[role] = key;
    await store.keys.add('spine', { keyId: role, hash, role, label: role });
  }
  await store.close();
  return keys;
}
