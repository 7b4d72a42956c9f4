/** The policies that decide for a practice: the shipped ones and its own active ones, by the rules of `combinePolicies`. Pure. */
import { isRejection, type Rejection } from '../kernel/rejection';
import type { Policy } from '../criteria/types';
import { combinePolicies } from '../policies/combine';
import { parsePolicies } from '../policies/parse';
import { policyOf } from './parsed-content';
import { nameOf, type PracticeState } from './practice';

/** Refused where two would answer one question, or where an own policy cannot be read by this program. */
export function activePolicies(shipped: readonly Policy[], practice: PracticeState): readonly Policy[] | Rejection {
  const own = activeOwn(practice);
  if (isRejection(own)) return own;
  return own.length === 0 ? shipped : combinePolicies(shipped, own);
}

/**
 * As `activePolicies`, for asking: where two would answer (a later program ships what the practice wrote itself) both are there,
 * so that the question is answered `ambiguous-policy` and never by one of them silently. Still refused: what cannot be read.
 */
export function decidingPolicies(shipped: readonly Policy[], practice: PracticeState): readonly Policy[] | Rejection {
  const own = activeOwn(practice);
  if (isRejection(own)) return own;
  const policies = activePolicies(shipped, practice);
  if (!isRejection(policies)) return policies;
  const replaced = own.map(({ replaces }) => replaces);
  return [...shipped.filter((policy) => !replaced.includes(nameOf(policy))), ...own];
}

function activeOwn({ policies, contents }: PracticeState): readonly Policy[] | Rejection {
  return parsePolicies(Object.values(policies).flatMap(({ id, version, active }) => (active === undefined ? [] : [{ name: nameOf({ id, version }), content: contents[active.digest] }])), policyOf);
}
