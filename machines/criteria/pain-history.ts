/** Which pain histories speak of the asked region and side; shared by the kinds that read them. Pure. */
import type { Side, Target } from '../kernel/anatomy';
import type { ChartFact } from '../evidence/chart';
import { latest, type Evaluation } from './evaluation';
import type { Finding } from './types';

type History = ChartFact<'pain-history'>;

/**
 * One finding for the session when all targets are on one side (or none is named), else one per target (C7).
 * Handed are the histories of the latest day that concern the region and side and say what is asked.
 */
export function forEachPainHistory(
  on: Evaluation,
  says: (history: History) => boolean,
  find: (histories: readonly History[], target: Target | undefined) => Finding,
): Finding | readonly Finding[] {
  const { targets } = on.question;
  if (on.isOneSided) return find(historiesOf(on, targets[0]?.side, says), undefined);
  return targets.map((target) => find(historiesOf(on, target.side, says), target));
}

export function historiesOf(on: Evaluation, side: Side | undefined, says: (history: History) => boolean): readonly History[] {
  const region = on.spinalRegion;
  return latest(on.facts('pain-history'), (history) => {
    if (history.fact.region !== region) return false;
    if (side !== undefined && !concernsSide(history.fact.sides, side)) return false;
    return says(history);
  });
}

function concernsSide(sides: readonly (Side | 'bilateral')[] | undefined, side: Side): boolean {
  return sides !== undefined && (sides.includes(side) || sides.includes('bilateral'));
}
