/**
 * One key per role for the demo practice, kept beside its database so that a second start prints the same ones.
 * Only synthetic patients stand behind them; a real practice's keys are never written anywhere.
 */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { newKey } from '../platform/auth/keys';
import { isRole, PRACTICE_ROLES, type PracticeRole } from '../platform/auth/permissions';

export type DemoKeys = Readonly<Record<PracticeRole, string>>;

const KEY_SHAPE = /^pgk_[A-Za-z0-9_-]{43}$/;

/** Reads the file, or makes it when it is missing or does not hold a key for every role. */
export function demoKeysIn(file: string): DemoKeys {
  const known = existsSync(file) ? parseKeys(readFileSync(file, 'utf8')) : undefined;
  if (known !== undefined) {
    chmodSync(file, 0o600);
    return known;
  }
  const keys = Object.fromEntries(PRACTICE_ROLES.map((role) => [role, newKey().key])) as DemoKeys;
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}

function parseKeys(text: string): DemoKeys | undefined {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof content !== 'object' || content === null) return undefined;
  const entries = Object.entries(content).filter(([role, key]) => isRole(role) && typeof key === 'string' && KEY_SHAPE.test(key));
  return PRACTICE_ROLES.every((role) => entries.some(([known]) => known === role)) ? (Object.fromEntries(entries) as DemoKeys) : undefined;
}
