/** What a payer has denied of an authorization: the whole, the rest of an approval in part, or what was asked where it approved otherwise. Pure. */
import type { AuthorizationState, DeterminationContent } from '../authorization';

type Determination = AuthorizationState['determinations'][number];

/** The last one. An approval of something else counts once the practice did not accept it. */
export function lastDenial({ determinations, position }: AuthorizationState): Determination | undefined {
  const last = determinations[determinations.length - 1];
  return last?.decision === 'modified' && DISPUTED.includes(position) ? last : determinations.findLast(isDenial);
}

export function isDenial({ decision }: DeterminationContent): boolean {
  return decision === 'denied' || decision === 'partially-affirmed';
}

/** Where an approval otherwise than asked is disputed, or was declined and asked for again. */
const DISPUTED: readonly string[] = ['denied', 'peer-to-peer', 'appealed', 'requested', 'submitted'];
