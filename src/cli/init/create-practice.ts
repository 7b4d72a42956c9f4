/** A real, empty practice with one key per role and its first administrator. Refuses when the database already holds a practice: nothing is overwritten. */
import { randomUUID } from 'node:crypto';
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { LIFETIME_DAYS } from '../../keys';
import { PRACTICE_ROLES, type PracticeRole } from '../../platform/auth/permissions';
import { newKey } from '../../platform/auth/keys';
import { hashPassword, newOneTimePassword } from '../../platform/auth/passwords';
import { systemClock, type Clock } from '../../platform/clock/clock';
import type { Practice } from '../../platform/database/practices';
import type { Store } from '../../platform/database/store';

export interface Created {
  readonly practice: Practice;
  /** Shown once; the store keeps their hashes. */
  readonly keys: readonly { readonly role: PracticeRole; readonly key: string }[];
  /** Who makes the other accounts; the password is shown once and changed at first. */
  readonly administrator: { readonly name: string; readonly oneTimePassword: string };
}

export async function createPractice(store: Pick<Store, 'practices' | 'keys' | 'accounts'>, name: string, timeZone: string, clock: Clock = systemClock): Promise<Created | Rejection> {
  let unfinished: Practice | undefined;
  for (const existing of await store.practices.list()) {
    const held = await store.keys.list(existing.id);
    if (held.length >= PRACTICE_ROLES.length || existing.name !== name || existing.timeZone !== timeZone) {
      return reject('practice-exists', `This database already holds the practice "${existing.name}", and init overwrites nothing. Serve it with npm start, or name another database with PATHGATE_DATABASE.`);
    }
    // An init that was interrupted: its keys were never shown, so nobody holds them and nothing was recorded.
    for (const { keyId } of held) await store.keys.revoke(existing.id, keyId);
    unfinished = existing;
  }
  const practice = unfinished ?? (await store.practices.create({ id: randomUUID(), name, timeZone, demo: false }));
  const administrator = await administratorOf(store, practice);
  const keys = PRACTICE_ROLES.map((role) => ({ role, ...newKey() }));
  const expiresAt = new Date(Date.parse(clock.now()) + LIFETIME_DAYS.max * DAY_MS).toISOString();
  for (const { role, hash } of keys) await store.keys.add(practice.id, { keyId: `${role}-${hash.toString('hex').slice(0, 12)}`, hash, role, label: `First key: ${role}`, expiresAt });
  return { practice, keys: keys.map(({ role, key }) => ({ role, key })), administrator };
}

const DAY_MS = 86_400_000;
const ADMINISTRATOR = 'admin';

/** Before the keys, whose number tells that all is done; the password of an interrupted init was never shown. */
async function administratorOf({ accounts }: Pick<Store, 'accounts'>, { id }: Practice): Promise<Created['administrator']> {
  const oneTimePassword = newOneTimePassword();
  const password = await hashPassword(oneTimePassword);
  const made = await accounts.add(id, { accountId: ADMINISTRATOR, name: ADMINISTRATOR, displayName: 'Administrator', role: 'admin', password, mustChangePassword: true });
  if (!made) await accounts.setPassword(id, ADMINISTRATOR, password, true);
  return { name: ADMINISTRATOR, oneTimePassword };
}
