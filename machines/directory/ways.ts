/** Who decides for a coverage on a day, and how it is asked. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { Coverage } from '../criteria/types';
import type { Channel, Directory, Exemption, Facility, Payer, Plan } from './types';

export interface Ways {
  /** Who insures. */
  readonly payer: Payer;
  /** What it says of this line on that day; left out where no plan of it is recorded for them. */
  readonly plan?: Plan;
  /** Who decides: the payer, or the one it delegates to. */
  readonly decider: Payer;
  /** In force on that day. */
  readonly channels: readonly Channel[];
}

/** Undefined where the directory does not know the payer. The plan of the line and state comes before one of the line, and that before one of all lines. */
export function waysOf({ payers }: Directory, { payer: id, line, state }: Coverage, date: PlainDate): Ways | undefined {
  const payer = payers.find((each) => each.id === id);
  if (payer === undefined) return undefined;
  const fitting = payer.plans.filter((plan) => isInForce(plan.from, plan.to, date) && (plan.line === undefined || plan.line === line) && (plan.state === undefined || plan.state === state));
  const [plan] = fitting.toSorted((a, b) => exactness(b) - exactness(a));
  const decider = payers.find((each) => each.id === plan?.delegate) ?? payer;
  return { payer, ...(plan !== undefined && { plan }), decider, channels: (plan?.channels ?? []).filter(({ from, until }) => isInForce(from, until, date)) };
}

/** The exemption of a facility from a program that is in force on a day. */
export function exemptionOn({ exemptions = [] }: Facility, program: string, date: PlainDate): Exemption | undefined {
  return exemptions.find((each) => each.program === program && isInForce(each.from, each.to, date));
}

/** Both ends included. */
export function isInForce(from: PlainDate | undefined, to: PlainDate | undefined, date: PlainDate): boolean {
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}

function exactness({ line, state }: Plan): number {
  return (line === undefined ? 0 : 2) + (state === undefined ? 0 : 1);
}
