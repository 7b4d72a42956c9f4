/** Digests of the shipped files: a published file never changes, a payer's change is a new file. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { POLICY_FILES } from '../../../machines/policies/shipped';
import { digestOf } from '../../policies';

const LOCK_FILE = join('machines', 'policies', 'policies.lock.json');

export function currentDigests(): Readonly<Record<string, string>> {
  return Object.fromEntries(POLICY_FILES.map(({ name, content }) => [name, digestOf(content)]));
}

/** One line per file whose content and digest differ; none when all are as locked. */
export function lockDifferences(locked: Readonly<Record<string, string>>, current: Readonly<Record<string, string>>): readonly string[] {
  const names = [...new Set([...Object.keys(locked), ...Object.keys(current)])].sort();
  return names.filter((name) => locked[name] !== current[name]).map((name) => {
    if (current[name] === undefined) return `${name}: locked, but the file is gone; a published policy file stays`;
    if (locked[name] === undefined) return `${name}: has no digest; run npm run -s policies -- lock`;
    return `${name}: its content changed after it was published; put the change into a new file from its own date, or lock again if it was never released`;
  });
}

export function readLock(root: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, LOCK_FILE), 'utf8')) as Record<string, string>;
}

export function writeLock(root: string): void {
  writeFileSync(join(root, LOCK_FILE), `${JSON.stringify(currentDigests(), null, 2)}\n`);
}
