/** Policies of a practice beside the shipped ones: together they must still answer every question once. Pure. */
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import type { Policy, Step } from '../criteria/types';

/**
 * The shipped policies without those that a practice's file replaces, and the practice's own. Refused as a whole:
 * `policy-name-taken`, `unknown-replaced-policy`, or `ambiguous-policies` where two answer one step for one coverage on one day.
 */
export function combinePolicies(shipped: readonly Policy[], own: readonly Policy[]): readonly Policy[] | Rejection {
  const replaced = new Set<string>();
  for (const policy of own) {
    if (shipped.some((other) => nameOf(other) === nameOf(policy))) {
      return reject('policy-name-taken', `${nameOf(policy)} is the name of a policy of this program; give the file an id of its own`, { pointer: '/id', details: { policies: [nameOf(policy)] } });
    }
    if (policy.replaces === undefined) continue;
    if (!shipped.some((other) => nameOf(other) === policy.replaces)) {
      return reject('unknown-replaced-policy', `${nameOf(policy)} replaces ${policy.replaces}, which is not a policy of this program; name it as id@version, or leave replaces out`, { pointer: '/replaces', details: { policies: [nameOf(policy)] } });
    }
    replaced.add(policy.replaces);
  }
  const policies = [...shipped.filter((policy) => !replaced.has(nameOf(policy))), ...own];
  const ambiguity = ambiguityOf(policies);
  return isRejection(ambiguity) ? ambiguity : policies;
}

/** Two policies that would both answer; undefined when there are none. */
export function ambiguityOf(policies: readonly Policy[]): Rejection | undefined {
  for (let i = 0; i < policies.length; i++) {
    for (let j = i + 1; j < policies.length; j++) {
      const [a, b] = [policies[i] as Policy, policies[j] as Policy];
      const step = bothAnswer(a, b);
      if (step !== undefined) {
        return reject('ambiguous-policies', `${nameOf(a)} and ${nameOf(b)} would both answer the step ${step} for ${a.covers.payer}; end one of them, or let the one replace the other`, { details: { policies: [nameOf(a), nameOf(b)], step } });
      }
    }
  }
  return undefined;
}

function bothAnswer(a: Policy, b: Policy): Step | undefined {
  if (a.pathway !== b.pathway || !share(a, b) || !overlap(a, b)) return undefined;
  return (Object.keys(a.steps) as Step[]).find((step) => b.steps[step] !== undefined);
}

/** A coverage both would take. */
function share(a: Policy, b: Policy): boolean {
  if (a.covers.payer !== b.covers.payer) return false;
  if (a.covers.line !== undefined && b.covers.line !== undefined && a.covers.line !== b.covers.line) return false;
  if (a.covers.line !== undefined && b.covers.exceptLines?.includes(a.covers.line) === true) return false;
  if (b.covers.line !== undefined && a.covers.exceptLines?.includes(b.covers.line) === true) return false;
  return a.covers.states === undefined || b.covers.states === undefined || a.covers.states.some((state) => b.covers.states?.includes(state) === true);
}

function overlap(a: Policy, b: Policy): boolean {
  const [aTo, bTo] = [lastDay(a), lastDay(b)];
  return (aTo === undefined || firstDay(b) <= aTo) && (bTo === undefined || firstDay(a) <= bTo);
}

function firstDay({ effectiveFrom, covers: { delegate } }: Policy): string {
  return delegate !== undefined && delegate.from > effectiveFrom ? delegate.from : effectiveFrom;
}

function lastDay({ effectiveTo, covers: { delegate } }: Policy): string | undefined {
  const to = delegate?.to;
  return to !== undefined && (effectiveTo === undefined || to < effectiveTo) ? to : effectiveTo;
}

function nameOf({ id, version }: Policy): string {
  return `${id}@${version}`;
}
