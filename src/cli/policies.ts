/**
 * `npm run -s policies -- lint [FILE ...] | lock | --check`
 * lint: checks the shipped policy files, or the files named; exit 1 with file, pointer and what to do.
 * lock: writes the digests of the shipped files; a published file never changes, a payer's change is a new file.
 * --check: fails when a shipped file does not match its digest, or has none.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { parsePolicies } from '../../machines/policies/parse';
import { POLICY_FILES } from '../../machines/policies/shipped';
import { canonicalJson } from '../platform/json/canonical-json';
import { parseStrictJson } from '../platform/json/strict-json';

const LOCK_FILE = join(process.cwd(), 'machines', 'policies', 'policies.lock.json');
const USAGE = 'usage: npm run -s policies -- lint [FILE ...] | lock | --check\n';

/** SHA-256 of a policy file's canonical JSON, so that white space is free and content is not. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

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

function lint(files: readonly string[]): number {
  const read: { name: string; content: unknown }[] = [];
  for (const file of files) {
    const json = parseStrictJson(readFileSync(file));
    if (isRejection(json)) return refuse(file, json);
    read.push({ name: file, content: json.value });
  }
  const policies = parsePolicies(files.length === 0 ? POLICY_FILES : read);
  if (isRejection(policies)) return refuse(String(policies.details?.file ?? ''), policies);
  for (const policy of policies) process.stdout.write(`${policy.id}@${policy.version}: ${policy.document} ${policy.revision}, ${Object.keys(policy.steps).length} steps\n`);
  return 0;
}

function refuse(file: string, rejection: Rejection): number {
  const faults = rejection.faults ?? [{ pointer: rejection.pointer ?? '', code: rejection.code, message: rejection.message }];
  for (const fault of faults) process.stderr.write(`${file}: ${fault.pointer}: ${fault.message} (${fault.code})\n`);
  return 1;
}

function check(): number {
  const differences = lockDifferences(JSON.parse(readFileSync(LOCK_FILE, 'utf8')) as Record<string, string>, currentDigests());
  for (const line of differences) process.stderr.write(`${line}\n`);
  return differences.length === 0 ? 0 : 1;
}

function main([command, ...files]: readonly string[]): number {
  if (command === 'lint') return lint(files);
  if (command === '--check') return check();
  if (command === 'lock') {
    writeFileSync(LOCK_FILE, `${JSON.stringify(currentDigests(), null, 2)}\n`);
    return 0;
  }
  process.stderr.write(USAGE);
  return 2;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
