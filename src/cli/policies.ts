/**
 * `npm run -s policies -- COMMAND`: what a practice does with its payers' rules, without code.
 *   new --id ID --payer PAYER --pathway PATHWAY --title TEXT --document TEXT --from DATE [--line LINE] [--states OH,KY] [--url URL]
 *   lint [FILE ...]        the files named, or the shipped ones and the practice's own together
 *   test                   the practice's cases against its policies
 *   diff A B               what changes from A to B (id, id@version or a file)
 *   explain ID [STEP]      a policy in words
 *   what-if A B | what-if --draft FILE [--from A]   who of the practice's own patients gains and who loses: [--practice ID] [--as-of DATE] [--json]
 *   update PACK            verifies a signed pack and installs it into the practice's directory
 *   pack DIRECTORY --name NAME --version N --key FILE [--expires DATE] [--out FILE]   makes one and signs it
 *   key FILE               a new key to sign with: FILE, and FILE.pub for those who trust it
 *   lock | docs | --check  for this repository: digests; docs/policies.md and the schema; whether both are current
 * Exit 0: nothing to complain of. 1: complaints, on standard error. 2: not understood.
 */
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { STEPS, type Policy, type Step } from '../../machines/criteria/types';
import { reviewOf } from '../../machines/policies/review';
import { systemClock, todayIn } from '../platform/clock/clock';
import { dataLocation } from '../platform/config/data-location';
import { checkPolicyFiles, differenceInWords, differencesOf, explainPolicy, installPack, makeKey, makePack, readPracticePolicies, refusalLines } from '../policies';
import { findPolicy } from './policies/find-policy';
import { currentDigests, lockDifferences, readLock, writeLock } from './policies/lock';
import { NEW_OPTIONS, newPolicy } from './policies/new';
import { policiesPage } from './policies/policies-page';
import { policySchema } from './policies/policy-schema';
import { testCases } from './policies/test-cases';
import { whatIf } from './policies/what-if';

const USAGE = 'usage: npm run -s policies -- new --id ... | lint [FILE ...] | test | diff A B | explain ID [STEP] | what-if A B | what-if --draft FILE | update PACK | pack DIRECTORY --name ... --version N --key FILE | key FILE | lock | docs | --check\n';
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
  const digests = new Map(read.loaded.map(({ policy, digest }) => [policy, digest]));
  for (const policy of files.length === 0 ? read.policies : read.own) say(lineOf(policy, digests.get(policy)));
  return 0;
}

/** The digest of a practice's own is what GET /v1/policies shows to whoever activates it. */
function lineOf(policy: Policy, digest: string | undefined): string {
  const { reviewDue, reviewBy } = reviewOf(policy, today());
  return [`${policy.id}@${policy.version}: ${policy.document} ${policy.revision}`, `${Object.keys(policy.steps).length} steps`,
    ...(reviewDue ? [`due for review since ${reviewBy ?? ''}`] : []), ...(digest === undefined ? [] : [`digest ${digest}`])].join(', ');
}

function test(): number {
  const directory = practiceDirectory();
  const read = readPracticePolicies(directory);
  if (isRejection(read)) return refuse(read);
  // A pack's policies were tested by its publisher; cases of the practice may ask them all the same.
  const own = read.loaded.filter(({ origin }) => origin.kind === 'practice').map(({ policy }) => policy);
  const { passed, complaints, untested } = testCases(join(directory, 'cases'), read.policies, own);
  say(`${passed} cases agree, ${complaints.length} complaints, ${own.length} policies of the practice`);
  return complain([...complaints, ...untested.map((name) => `${name}: no case is answered by it; write one in ${join(directory, 'cases')}`)]);
}

function diff([a, b]: readonly string[]): number {
  const known = readPracticePolicies(practiceDirectory());
  if (isRejection(known)) return refuse(known);
  const [from, to] = [findPolicy(a ?? '', known.policies), findPolicy(b ?? '', known.policies)];
  if (isRejection(from)) return refuse(from);
  if (isRejection(to)) return refuse(to);
  const lines = differencesOf(from, to).map(differenceInWords);
  return say(lines.length === 0 ? 'both ask the same' : lines.join('\n'));
}

function explain([name, step]: readonly string[]): number {
  if (step !== undefined && !(STEPS as readonly string[]).includes(step)) return complain([`${step} is no step; there are ${STEPS.join(', ')}`]);
  const known = readPracticePolicies(practiceDirectory());
  if (isRejection(known)) return refuse(known);
  const policy = findPolicy(name ?? '', known.policies);
  return isRejection(policy) ? refuse(policy) : say(explainPolicy(policy, step as Step | undefined));
}

function optionsOf<Name extends string>(args: readonly string[], names: readonly Name[]): { readonly [N in Name]?: string } | number {
  try {
    return parseArgs({ args: [...args], options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])) }).values as { [N in Name]?: string };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
}

function makeNew(args: readonly string[]): number {
  const options = optionsOf(args, NEW_OPTIONS);
  if (typeof options === 'number') return options;
  const written = newPolicy(practiceDirectory(), options);
  if (isRejection(written)) return refuse(written);
  return say(`${written.join('\n')}\nnext: put the document's figures in, then npm run -s policies -- lint, and test; it decides once one person has proposed it and another has activated it`);
}

function update([path = '']: readonly string[]): number {
  const directory = practiceDirectory();
  const installed = installPack(directory, path, today());
  if (isRejection(installed)) return complain(refusalLines(installed).map((line) => `${path}: ${line}; nothing was installed`));
  const { pack, isNew } = installed;
  const names = installed.policies.loaded.filter(({ origin }) => origin.kind === 'pack' && origin.name === pack.name).map(({ policy }) => `  ${policy.id}@${policy.version}`);
  return say([`${pack.name} version ${pack.version} ${isNew ? 'is installed' : 'was installed before, and nothing was changed'}: ${pack.files.length} policies, signed with ${pack.key}`, ...names,
    'next: restart the service; each policy decides once one person has proposed it and another has activated it'].join('\n'));
}

function pack([directory = '', ...args]: readonly string[]): number {
  const options = optionsOf(args, ['name', 'version', 'key', 'expires', 'out']);
  if (typeof options === 'number') return options;
  const { name, version, key, expires, out = `${name}@${version}.json` } = options;
  if (name === undefined || version === undefined || key === undefined || !/^[1-9]\d{0,9}$/.test(version)) return complain(['say --name NAME, --version N (a whole number) and --key FILE too']);
  const made = makePack({ directory, name, version: Number(version), key, madeOn: today(), ...(expires === undefined ? {} : { expiresOn: expires }) });
  if (isRejection(made)) return refuse(made);
  if (existsSync(out)) return complain([`${out} exists already; a pack that changed has a higher version`]);
  writeFileSync(out, made.text, { flag: 'wx' });
  return say(`${out}: ${made.files} policies, signed`);
}

function key([path = '']: readonly string[]): number {
  const made = makeKey(path);
  return isRejection(made) ? refuse(made) : say(`${path} signs packs: keep it to yourself\n${path}.pub is for those who trust you: they put it into policies/trusted-keys of their data directory\nits id is ${made}`);
}

/** Packs are dated in UTC: they know no practice. */
function today(): string {
  return todayIn('UTC', systemClock.now());
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

function main([command, ...args]: readonly string[]): number | Promise<number> {
  if (command === 'what-if') return whatIf(args);
  if (command === 'new') return makeNew(args);
  if (command === 'lint') return lint(args);
  if (command === 'test' && args.length === 0) return test();
  if (command === 'diff' && args.length === 2) return diff(args);
  if (command === 'explain' && (args.length === 1 || args.length === 2)) return explain(args);
  if (command === 'update' && args.length === 1) return update(args);
  if (command === 'pack' && args.length > 1) return pack(args);
  if (command === 'key' && args.length === 1) return key(args);
  if (command === '--check') return complain([...lockDifferences(readLock(process.cwd()), currentDigests()), ...stale()]);
  if (command === 'docs') return docs();
  if (command === 'lock') {
    writeLock(process.cwd());
    return 0;
  }
  process.stderr.write(USAGE);
  return 2;
}

if (require.main === module) {
  Promise.resolve(main(process.argv.slice(2))).then((code) => (process.exitCode = code), (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
