/** Exactly one policy for a coverage, a pathway and a date of service, or a typed error that says what is nearest. Pure. */
import { reject, type Rejection } from '../kernel/rejection';
import type { PlainDate } from '../kernel/calendar';
import type { Coverage, Policy, Step } from '../criteria/types';

/**
 * A payer may keep a pathway's steps in several documents: with `step`, those that speak of it are chosen from, and where
 * none does the answer is a policy without the step.
 * `no-policy-for-payer` | `no-policy-in-force` (details.nearest) | `ambiguous-policy` (details.candidates).
 */
export function selectPolicy(policies: readonly Policy[], coverage: Coverage, pathway: Policy['pathway'], dateOfService: PlainDate, step?: Step): Policy | Rejection {
  const isStepKnown = step !== undefined && policies.some((policy) => policy.pathway === pathway && policy.steps[step] !== undefined && covers(policy, coverage));
  const isStepMissing = step !== undefined && !isStepKnown;
  let found: Policy | undefined;
  let nearest: Policy | undefined;
  let candidates: Policy[] | undefined;
  for (const policy of policies) {
    if (policy.pathway !== pathway || (isStepKnown && policy.steps[step] === undefined) || !covers(policy, coverage)) continue;
    if (!isInForce(policy, dateOfService)) {
      if (nearest === undefined || isNearer(policy, nearest, dateOfService)) nearest = policy;
    } else if (found === undefined || isStepMissing) found = policy;
    else (candidates ??= [found]).push(policy);
  }
  if (candidates !== undefined) {
    const names = candidates.map((policy) => `${policy.id}@${policy.version}`);
    return reject('ambiguous-policy', `${names.join(' and ')} are both in force on ${dateOfService}; end one of them`, { details: { candidates: names } });
  }
  if (found !== undefined) return found;
  if (nearest !== undefined) {
    const name = `${nearest.id}@${nearest.version}`;
    return reject('no-policy-in-force', `no policy of this payer is in force on ${dateOfService}; the nearest is ${name}`, { details: { nearest: name } });
  }
  return reject('no-policy-for-payer', `no ${pathway} policy is known for payer ${coverage.payer}, line ${coverage.line ?? 'not stated'}, state ${coverage.state ?? 'not stated'}; check the coverage or add a policy`, {
    details: { payer: coverage.payer },
  });
}

function isInForce({ effectiveFrom, effectiveTo, covers: { delegate } }: Policy, date: PlainDate): boolean {
  if (date < effectiveFrom || (effectiveTo !== undefined && date > effectiveTo)) return false;
  return delegate === undefined || (date >= delegate.from && (delegate.to === undefined || date <= delegate.to));
}

/** Is it this payer's, line's and state's policy, on whatever day. */
export function covers(policy: Policy, coverage: Coverage): boolean {
  const { payer, line, exceptLines, states } = policy.covers;
  if (payer !== coverage.payer || (line !== undefined && line !== coverage.line)) return false;
  if (coverage.line !== undefined && exceptLines?.includes(coverage.line) === true) return false;
  return states === undefined || (coverage.state !== undefined && states.includes(coverage.state));
}

/** The first file after the date, else the last before it. */
function isNearer(policy: Policy, than: Policy, date: PlainDate): boolean {
  const isAfter = policy.effectiveFrom > date;
  if (isAfter !== than.effectiveFrom > date) return isAfter;
  return isAfter ? policy.effectiveFrom < than.effectiveFrom : policy.effectiveFrom > than.effectiveFrom;
}
