/**
 * One key per role for the demo practice, and the one password of its accounts, kept beside its database so that a second start prints the
 * same ones. Only synthetic patients stand behind them; a real practice's are never written anywhere.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { newKey } from '../platform/auth/keys';
import { newOneTimePassword } from '../platform/auth/passwords';
import { isRole, PRACTICE_ROLES, type PracticeRole } from '../platform/auth/permissions';

export type DemoKeys = Readonly<Record<PracticeRole | 'password', string>>;

const KEY_SHAPE = /^pgk_[A-Za-z0-9_-]{43}$/;
const PASSWORD_SHAPE = /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/;

/** Reads the file, or makes it when it is missing or does not hold a key for every role; a password is added to one of an earlier program. */
export function demoKeysIn(file: string): DemoKeys {
  const known = existsSync(file) ? parseKeys(readFileSync(file, 'utf8')) : undefined;
  if (known?.password !== undefined) {
    chmodSync(file, 0o600);
    return { ...known, password: known.password };
  }
  const made = Object.fromEntries(PRACTICE_ROLES.map((role) => [role, newKey().key])) as Record<PracticeRole, string>;
  const keys: DemoKeys = { ...(known ?? made), password: newOneTimePassword() };
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return keys;
}

function parseKeys(text: string): (Omit<DemoKeys, 'password'> & { readonly password?: string }) | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null) return undefined;
  const entries = Object.entries(content).filter(([role, key]) => typeof key === 'string' && (isRole(role) ? KEY_SHAPE.test(key) : role === 'password' && PASSWORD_SHAPE.test(key)));
  return PRACTICE_ROLES.every((role) => entries.some(([known]) => known === role)) ? (Object.fromEntries(entries) as DemoKeys) : undefined;
}
