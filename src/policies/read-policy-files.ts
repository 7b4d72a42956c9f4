/** Policy files on disk become parsed policies, all of them or none: a file that is wrong is named with pointer, reason and what to do. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { isRejection, reject, type Fault, type Rejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { combinePolicies } from '../../machines/policies/combine';
import { withFamily } from '../../machines/policies/family';
import { parsePolicies } from '../../machines/policies/parse';
import type { PolicyOrigin } from '../../machines/practice';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { ID } from '../platform/http/fields';
import { parseStrictJson } from '../platform/json/strict-json';
import { digestOf } from './digest';

/** A policy is some tens of kilobytes. */
const FILE_BYTES_MAX = 1_000_000;

export interface PolicyFile {
  readonly name: string;
  /** Complete: what a family gives is filled in. */
  readonly content: unknown;
}

/** A policy of a practice's own directory: loaded and checked, and deciding nothing until it is activated. */
export interface LoadedPolicy {
  readonly policy: Policy;
  readonly content: unknown;
  /** SHA-256 of the complete content. */
  readonly digest: string;
  readonly origin: PolicyOrigin;
}

export interface PracticePolicies {
  readonly loaded: readonly LoadedPolicy[];
  readonly own: readonly Policy[];
  /** The shipped ones and these together. */
  readonly policies: readonly Policy[];
}

/** One file as JSON; refused are what cannot be read, what is too large, and what `strict-json` refuses (a byte order mark, a key twice ...). */
export function readPolicyFile(path: string): PolicyFile | Rejection {
  const name = basename(path);
  if (!existsSync(path)) return reject('unreadable-policy-file', `there is no file ${path}; check the name`, { details: { file: name } });
  if (statSync(path).size > FILE_BYTES_MAX) return reject('policy-file-too-large', `${name} is larger than ${FILE_BYTES_MAX} bytes, and a policy never is; check that it is the right file`, { details: { file: name } });
  const json = parseStrictJson(readFileSync(path));
  return isRejection(json) ? { ...json, details: { ...json.details, file: name } } : { name, content: withFamily(json.value) };
}

/** Files of a practice and where each came from. */
export interface SourcedFile extends PolicyFile {
  readonly origin: PolicyOrigin;
}

/** The files named, as a practice's own, and the shipped policies together. */
export function checkPolicyFiles(paths: readonly string[], shipped: readonly Policy[] = SHIPPED_POLICIES): PracticePolicies | Rejection {
  const files: SourcedFile[] = [];
  for (const path of paths) {
    const file = readPolicyFile(path);
    if (isRejection(file)) return file;
    files.push({ ...file, origin: { kind: 'practice' } });
  }
  return checkTogether(files, shipped);
}

/** All of them or none: each for itself, then all together with the shipped ones. */
export function checkTogether(files: readonly SourcedFile[], shipped: readonly Policy[]): PracticePolicies | Rejection {
  const own = parsePolicies(files);
  if (isRejection(own)) return own;
  const unaddressable = own.findIndex(({ id }) => !ID.test(id));
  if (unaddressable >= 0) return reject('invalid-policy', 'must be a word of at most 64 letters, digits, - and _: it is part of addresses', { pointer: '/id', details: { file: files[unaddressable]?.name } });
  const policies = combinePolicies(shipped, own);
  if (isRejection(policies)) return { ...policies, details: { ...policies.details, file: fileOf(policies, files, own) } };
  return { loaded: files.map(({ content, origin }, index) => ({ policy: own[index] as Policy, content, digest: digestOf(content), origin })), own, policies };
}

/** The file a refused combination speaks of: the first of its policies that is the practice's. */
function fileOf({ details }: Rejection, files: readonly PolicyFile[], own: readonly Policy[]): string | undefined {
  const named = details?.policies as readonly string[] | undefined;
  return files[own.findIndex(({ id, version }) => named?.includes(`${id}@${version}`) === true)]?.name;
}

/** One line per fault: file, pointer, what is wrong and what to do. */
export function refusalLines({ faults, details, pointer, code, message }: Rejection): readonly string[] {
  const file = typeof details?.file === 'string' ? `${details.file}: ` : '';
  const all: readonly Fault[] = faults !== undefined && faults.length > 0 ? faults : [{ pointer: pointer ?? '', code, message }];
  return all.map((fault) => `${file}${fault.pointer === '' ? '' : `${fault.pointer}: `}${fault.message} (${fault.code})`);
}
