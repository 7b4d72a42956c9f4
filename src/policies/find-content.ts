/** A policy by name, as one of its contents has it: what decides, what waits for a second person, what the file held at the start. Pure. */
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { nameOf, policyOf, type PracticeState } from '../../machines/practice';
import type { OwnPolicies } from './own-policies';

/** `withdrawn`: what decided last. `loaded`: what the practice's file held when the program started. */
export const POLICY_CONTENTS = ['active', 'proposed', 'withdrawn', 'loaded', 'shipped'] as const;
export type PolicyContent = (typeof POLICY_CONTENTS)[number];

export interface FoundContent {
  readonly policy: Policy;
  readonly content: PolicyContent;
  /** SHA-256 of the complete file. */
  readonly digest: string;
}

export interface Known {
  readonly practice: PracticeState;
  readonly loaded: OwnPolicies;
  readonly shipped: readonly { readonly policy: Policy; readonly digest: string }[];
}

/** Left out: what decides, else what waits, else what decided last, else the file. `policy-not-found`, `policy-content-not-there`. */
export function findContent(name: string, { practice, loaded, shipped }: Known, wanted?: PolicyContent): FoundContent | Rejection {
  const own = practice.policies[name];
  const file = loaded.find(({ policy }) => nameOf(policy) === name);
  const program = own === undefined && file === undefined ? shipped.find(({ policy }) => nameOf(policy) === name) : undefined;
  if (own === undefined && file === undefined && program === undefined) return reject('policy-not-found', 'There is no policy of that id and version here. GET /v1/policies lists what there is.');
  const there: readonly (readonly [PolicyContent, string | undefined])[] = [['active', own?.active?.digest], ['proposed', own?.proposed?.digest], ['withdrawn', own?.active === undefined ? own?.lastActiveDigest : undefined]];
  for (const [content, digest] of there) {
    if (digest === undefined || (wanted !== undefined && wanted !== content)) continue;
    const policy = policyOf(practice.contents[digest]);
    if (!isRejection(policy)) return { policy, content, digest };
  }
  if (file !== undefined && (wanted === undefined || wanted === 'loaded')) return { policy: file.policy, content: 'loaded', digest: file.digest };
  if (program !== undefined && (wanted === undefined || wanted === 'shipped')) return { ...program, content: 'shipped' };
  return reject('policy-content-not-there', `This policy has no content that is ${wanted ?? 'readable'} now. GET /v1/policies says how it stands.`);
}
