import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOfKey } from '../../platform/auth/keys';
import { isPassword } from '../../platform/auth/passwords';
import { openStore } from '../../platform/database/open-store';
import type { Store } from '../../platform/database/store';
import { createPractice, type Created } from './create-practice';

const ROLES = ['clinician', 'nurse', 'auth-staff', 'biller', 'scheduler', 'admin', 'auditor', 'api-consumer'];

describe('creating a practice', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-init-'));
    store = await openStore({ kind: 'sqlite', file: join(folder, 'data', 'pathgate.db') });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives every role a key that opens it, and is no demo', async () => {
    const { practice, keys } = (await createPractice(store, 'Riverbend', 'America/New_York')) as Created;
    expect(keys.map(({ role }) => role)).toEqual(ROLES);
    for (const { role, key } of keys) {
      expect(await store.keys.findActive(hashOfKey(key))).toMatchObject({ practice: practice.id, role, demo: false, timeZone: 'America/New_York', expiresAt: expect.any(String) });
    }
  });

  it('makes the first administrator, whose password opens once', async () => {
    const { practice, administrator } = (await createPractice(store, 'Riverbend', 'America/New_York')) as Created;
    const account = await store.accounts.credentialsByName('Admin');
    expect(account).toMatchObject({ practice: practice.id, name: 'admin', role: 'admin', state: 'active', mustChangePassword: true });
    expect(await isPassword(administrator.oneTimePassword, account?.password ?? '')).toBe(true);
  });

  it('refuses a database that holds a practice, and changes nothing', async () => {
    const { practice } = (await createPractice(store, 'Riverbend', 'America/New_York')) as Created;
    for (const name of ['Riverbend', 'Other']) expect(await createPractice(store, name, 'America/New_York')).toMatchObject({ code: 'practice-exists' });
    expect(await store.practices.list()).toEqual([practice]);
    expect(await store.keys.list(practice.id)).toHaveLength(ROLES.length);
  });

  it('finishes an interrupted creation with new keys, and revokes those that nobody has seen', async () => {
    let added = 0;
    const failing: Store = Object.create(store, { keys: { value: Object.create(store.keys, { add: { value: (...key: Parameters<Store['keys']['add']>) => (++added > 3 ? Promise.reject(new Error('power cut')) : store.keys.add(...key)) } }) } });
    await expect(createPractice(failing, 'Riverbend', 'America/New_York')).rejects.toThrow('power cut');
    const { practice, keys, administrator } = (await createPractice(store, 'Riverbend', 'America/New_York')) as Created;
    expect(await isPassword(administrator.oneTimePassword, (await store.accounts.credentialsByName('admin'))?.password ?? '')).toBe(true);
    expect(await store.practices.list()).toHaveLength(1);
    expect(keys).toHaveLength(ROLES.length);
    expect((await store.keys.list(practice.id)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(ROLES.length);
  });
});
