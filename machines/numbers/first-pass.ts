/** How the payer's first decision about the first packet came out. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState, Decision } from '../authorization';

/** `sentBack`: for an error in the request, undecided; the packet that answers it is no longer the first. */
export const FIRST_PASSES = ['approved', 'inPart', 'otherwise', 'denied', 'sentBack'] as const;
export type FirstPass = (typeof FIRST_PASSES)[number];

/** Pended, cancelled, not required or unread is no decision about what was asked. */
const FIRST_PASS_OF: { readonly [D in Decision]?: FirstPass } = {
  affirmed: 'approved', 'partially-affirmed': 'inPart', modified: 'otherwise', denied: 'denied', rejected: 'sentBack',
};

export interface FirstPassed {
  readonly firstPass: FirstPass;
  readonly on: PlainDate;
}

/** Undefined where the payer has not decided about the first packet, and never will where it was withdrawn. */
export function firstPassOf({ issued: [first], determinations }: Pick<AuthorizationState, 'issued' | 'determinations'>): FirstPassed | undefined {
  for (const { packetId, decision, decidedOn } of determinations) {
    const firstPass = packetId === first?.packetId ? FIRST_PASS_OF[decision] : undefined;
    if (firstPass !== undefined) return { firstPass, on: decidedOn };
  }
  return undefined;
}

export function isDecided(decision: Decision): boolean {
  const firstPass = FIRST_PASS_OF[decision];
  return firstPass !== undefined && firstPass !== 'sentBack';
}
