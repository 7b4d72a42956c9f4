/**
 * `npm run -s policies -- COMMAND`: what a practice does with its payers' rules, without code.
 *   new --id ID --payer PAYER --pathway PATHWAY --title TEXT --document TEXT --from DATE [--line LINE] [--states OH,KY] [--url URL]
 *   lint [FILE ...]        the files named, or the shipped ones and the practice's own together
 *   test                   the practice's cases against its policies
 *   diff A B               what changes from A to B (id, id@version or a file)
 *   explain ID [STEP]      a policy in words
 *   lock | docs | --check  for this repository: digests; docs/policies.md and the schema; whether both are current
 * Exit 0: nothing to complain of. 1: complaints, on standard error. 2: not understood.
 */
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { STEPS, type Step } from '../../machines/criteria/types';
import { dataLocation } from '../platform/config/data-location';
import { checkPolicyFiles, readPracticePolicies, refusalLines } from '../policies';
import { differencesOf } from './policies/diff';
import { explainPolicy } from './policies/explain';
import { findPolicy } from './policies/find-policy';
import { currentDigests, lockDifferences, readLock, writeLock } from './policies/lock';
import { NEW_OPTIONS, newPolicy, type NewOptions } from './policies/new';
import { policiesPage } from './policies/policies-page';
import { policySchema } from './policies/policy-schema';
import { testCases } from './policies/test-cases';

const USAGE = 'usage: npm run -s policies -- new --id ... | lint [FILE ...] | test | diff A B | explain ID [STEP] | lock | docs | --check\n';
export const GENERATED: Readonly<Record<string, () => string>> = {
  [join('docs', 'policies.md')]: policiesPage,
  [join('docs', 'policy-file.schema.json')]: () => `${JSON.stringify(policySchema(), null, 2)}\n`,
};

/** Where a practice keeps its own: beside its database. */
function practiceDirectory(): string {
  return dataLocation().policies;
}

function refuse(rejection: Rejection): number {
  return complain(refusalLines(rejection));
}

function complain(lines: readonly string[]): number {
  for (const line of lines) process.stderr.write(`${line}\n`);
  return lines.length === 0 ? 0 : 1;
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function lint(files: readonly string[]): number {
  const read = files.length === 0 ? readPracticePolicies(practiceDirectory()) : checkPolicyFiles(files);
  if (isRejection(read)) return refuse(read);
  for (const policy of files.length === 0 ? read.policies : read.own) say(`${policy.id}@${policy.version}: ${policy.document} ${policy.revision}, ${Object.keys(policy.steps).length} steps`);
  return 0;
}

function test(): number {
  const directory = practiceDirectory();
  const read = readPracticePolicies(directory);
  if (isRejection(read)) return refuse(read);
  const { passed, complaints, untested } = testCases(join(directory, 'cases'), read.policies, read.own);
  say(`${passed} cases agree, ${complaints.length} complaints, ${read.own.length} policies of the practice`);
  return complain([...complaints, ...untested.map((name) => `${name}: no case is answered by it; write one in ${join(directory, 'cases')}`)]);
}

function diff([a, b]: readonly string[]): number {
  const known = readPracticePolicies(practiceDirectory());
  if (isRejection(known)) return refuse(known);
  const [from, to] = [findPolicy(a ?? '', known.policies), findPolicy(b ?? '', known.policies)];
  if (isRejection(from)) return refuse(from);
  if (isRejection(to)) return refuse(to);
  const lines = differencesOf(from, to);
  return say(lines.length === 0 ? 'both ask the same' : lines.join('\n'));
}

function explain([name, step]: readonly string[]): number {
  if (step !== undefined && !(STEPS as readonly string[]).includes(step)) return complain([`${step} is no step; there are ${STEPS.join(', ')}`]);
  const known = readPracticePolicies(practiceDirectory());
  if (isRejection(known)) return refuse(known);
  const policy = findPolicy(name ?? '', known.policies);
  return isRejection(policy) ? refuse(policy) : say(explainPolicy(policy, step as Step | undefined));
}

function makeNew(args: readonly string[]): number {
  let options: NewOptions;
  try {
    options = parseArgs({ args: [...args], options: Object.fromEntries(NEW_OPTIONS.map((name) => [name, { type: 'string' as const }])) }).values as NewOptions;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const written = newPolicy(practiceDirectory(), options);
  if (isRejection(written)) return refuse(written);
  return say(`${written.join('\n')}\nnext: put the document's figures in, then npm run -s policies -- lint, and test`);
}

function stale(): readonly string[] {
  return Object.entries(GENERATED).filter(([file, made]) => !existsSync(file) || readFileSync(file, 'utf8') !== made()).map(([file]) => `${file} is stale: run "npm run policies -- docs" and commit it.`);
}

function docs(): number {
  for (const [file, made] of Object.entries(GENERATED)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, made());
  }
  return 0;
}

function main([command, ...args]: readonly string[]): number {
  if (command === 'new') return makeNew(args);
  if (command === 'lint') return lint(args);
  if (command === 'test' && args.length === 0) return test();
  if (command === 'diff' && args.length === 2) return diff(args);
  if (command === 'explain' && (args.length === 1 || args.length === 2)) return explain(args);
  if (command === '--check') return complain([...lockDifferences(readLock(process.cwd()), currentDigests()), ...stale()]);
  if (command === 'docs') return docs();
  if (command === 'lock') {
    writeLock(process.cwd());
    return 0;
  }
  process.stderr.write(USAGE);
  return 2;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
