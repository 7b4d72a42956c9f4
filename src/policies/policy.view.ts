/** What a caller reads of a policy: what it is, where it comes from, whether it decides, and how old it is. */
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import type { Policy } from '../../machines/criteria/types';
import { reviewOf } from '../../machines/policies/review';
import { nameOf, policyOf, type Act, type OwnPolicy, type PolicyOrigin, type PracticeState } from '../../machines/practice';
import type { LoadedPolicy } from './read-policy-files';

/**
 * `active`: decides. `replaced`: ships with the program, and an active policy of the practice decides in its place. `proposed`:
 * waits for a second person. `withdrawn`: did, and does no more. `loaded`: a file that nobody has proposed yet.
 */
export const POLICY_STATES = ['active', 'replaced', 'proposed', 'withdrawn', 'loaded'] as const;
export type PolicyState = (typeof POLICY_STATES)[number];

export const POLICY_ORIGINS = ['shipped', 'practice', 'pack'] as const;

export function shippedView(policy: Policy, digest: string, replacedBy: string | undefined, asOf: PlainDate) {
  return { ...described(policy, asOf), origin: 'shipped' as const, state: (replacedBy === undefined ? 'active' : 'replaced') as PolicyState, digest, ...(replacedBy === undefined ? {} : { replacedBy }) };
}

/** One of the practice's own as its log has it: a function of the log and the day alone. */
export function ownView(own: OwnPolicy, { contents }: PracticeState, asOf: PlainDate) {
  const digest = own.active?.digest ?? own.proposed?.digest ?? own.lastActiveDigest;
  const policy = digest === undefined ? undefined : policyOf(contents[digest]);
  const origin = (own.active?.proposal ?? own.proposed)?.origin;
  return {
    ...(policy === undefined || isRejection(policy) ? { id: own.id, version: own.version } : described(policy, asOf)),
    ...originView(origin), state: stateOf(own), digest: digest ?? null,
    ...(own.active === undefined ? {} : { active: { digest: own.active.digest, ...actView(own.active.activated), proposedBy: own.active.proposal.by } }),
    ...(own.proposed === undefined ? {} : { proposed: { digest: own.proposed.digest, ...actView(own.proposed) } }),
    ...(own.withdrawn === undefined ? {} : { withdrawn: actView(own.withdrawn) }),
  };
}

/** A file that is loaded and was never proposed. */
export function loadedView({ policy, digest, origin }: LoadedPolicy, asOf: PlainDate) {
  return { ...described(policy, asOf), ...originView(origin), state: 'loaded' as PolicyState, digest, file: 'same' as const };
}

export function stateOf({ active, proposed }: OwnPolicy): PolicyState {
  return active !== undefined ? 'active' : proposed !== undefined ? 'proposed' : 'withdrawn';
}

/** How the loaded file stands to what the log holds: `differs` waits to be proposed, `missing` is gone and decides all the same. */
export function fileOf(own: OwnPolicy, loaded: LoadedPolicy | undefined): 'same' | 'differs' | 'missing' {
  if (loaded === undefined) return 'missing';
  return (own.proposed?.digest ?? own.active?.digest ?? own.lastActiveDigest) === loaded.digest ? 'same' : 'differs';
}

export function isOf(own: OwnPolicy): (loaded: LoadedPolicy) => boolean {
  return ({ policy }) => nameOf(policy) === nameOf(own);
}

function described(policy: Policy, asOf: PlainDate) {
  const { id, version, title, document, revision, pathway, covers, effectiveFrom, effectiveTo, confidence, replaces } = policy;
  return {
    id, version, title, document, revision, pathway, covers, effectiveFrom, effectiveTo: effectiveTo ?? null, confidence,
    ...(replaces === undefined ? {} : { replaces }), ...reviewOf(policy, asOf),
  };
}

function originView(origin: PolicyOrigin | undefined) {
  return origin?.kind === 'pack' ? { origin: 'pack' as const, pack: { name: origin.name, version: origin.version } } : { origin: 'practice' as const };
}

function actView({ by, at, reason }: Act): Act {
  return { by, at, reason };
}
