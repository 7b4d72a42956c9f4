/** How old a policy file is: when it was compared with its sources, and when it is due again. Pure. */
import { toDay, type PlainDate } from '../kernel/calendar';
import type { Assessment, Policy } from '../criteria/types';

export interface Review {
  /** The day on which somebody compared the file with its sources; null where it does not say. */
  readonly readOn: PlainDate | null;
  readonly reviewBy: PlainDate | null;
  /** Days since it was read; null where it does not say, negative before. */
  readonly ageDays: number | null;
  /** From `reviewBy` on. */
  readonly reviewDue: boolean;
}

export function reviewOf({ readOn, reviewBy }: Pick<Policy, 'readOn' | 'reviewBy'>, asOf: PlainDate): Review {
  return {
    readOn: readOn ?? null, reviewBy: reviewBy ?? null,
    ageDays: readOn === undefined ? null : toDay(asOf) - toDay(readOn),
    reviewDue: reviewBy !== undefined && asOf >= reviewBy,
  };
}

/** Of the policy that an assessment rests on, on the day it was asked for; null of one that is not among `policies` any more. */
export function reviewIn(policies: readonly Policy[], { policy: { id, version }, asOf }: Assessment): Review | null {
  const policy = policies.find((each) => each.id === id && each.version === version);
  return policy === undefined ? null : reviewOf(policy, asOf);
}
