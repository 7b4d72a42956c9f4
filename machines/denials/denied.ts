/** What a payer has denied of an authorization: the whole, the rest of an approval in part, or what was asked where it approved otherwise. Pure. */
import type { PlainDate } from '../kernel/calendar';
import type { AuthorizationState, DeterminationContent } from '../authorization';

type Determination = AuthorizationState['determinations'][number];

/** The last one. An approval of something else counts once the practice did not accept it. */
export function lastDenial({ determinations, position, disputed }: AuthorizationState): Determination | undefined {
  const last = determinations[determinations.length - 1];
  return last?.decision === 'modified' && (DISPUTED.includes(position) || (position === 'partially-affirmed' && disputed !== 'modified')) ? last : determinations.findLast(isDenial);
}

export function isDenial({ decision }: DeterminationContent): boolean {
  return decision === 'denied' || decision === 'partially-affirmed';
}

/** Days of the denial and of the decision on each appeal that was lost since: what the days of each level run from. A request that went out again begins anew. */
export function decisionsOf({ determinations, appealedAfter = [] }: Pick<AuthorizationState, 'determinations' | 'appealedAfter'>, denial: Determination): readonly PlainDate[] {
  const appealed = appealedAfter.map((count) => determinations.slice(0, count).findLast((one) => one.packetId === denial.packetId && (isDenial(one) || one.decision === 'modified')));
  const lost = appealed.filter((one) => one !== undefined).filter((one) => determinations.indexOf(one) < determinations.indexOf(denial));
  return [...new Set([...lost, denial])].map(({ decidedOn }) => decidedOn);
}

/** Where an approval otherwise than asked is disputed, or was declined and asked for again. */
const DISPUTED: readonly string[] = ['denied', 'peer-to-peer', 'appealed', 'requested', 'submitted'];
