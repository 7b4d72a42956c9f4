/**
 * Percent relief is not one number: every named statistic of a block or a trial side by side, whichever of them a policy
 * reads. Pure; percentages are unrounded, and a statistic that is not known is left out.
 */
import type { Side } from '../kernel/anatomy';
import { MINUTES_PER_HOUR, reliefPercent } from '../kernel/quantities';
import type { ChartFact } from '../evidence/chart';
import { reliefOf } from '../evidence/relief';
import { lastDayMean, trialHours, trialMean, trialPain } from '../evidence/trial';
import type { PolicyParameters } from './types';

/** What of a policy the statistics depend on. */
export type ReliefParameters = Pick<PolicyParameters, 'agentWindowMinutes' | 'reliefFromMinutes'>;

export interface BlockStatistics {
  /** Left out when no target names its side. */
  readonly side?: Side;
  /** How long the agent is expected to act; left out without an agent that has a window. */
  readonly windowMinutes?: number;
  readonly minSustainedOverAgentWindow?: number;
  readonly meanOverAgentWindow?: number;
  readonly peakRelief?: number;
  /** By whole hour somebody looked at; an hour nobody looked at is not here. */
  readonly reliefAtHour: Readonly<Record<string, number>>;
  /** Only where a threshold is asked about. */
  readonly hoursAtOrAbove?: number;
  readonly patientStatedRelief?: number;
  readonly durationHours?: number;
  /** Minutes of the scores after which the patient had taken an analgesic: they may show the analgesic, not the block. */
  readonly analgesicAtMinutes: readonly number[];
}

/** One entry per side of the block. `percentMin`: the threshold of `hoursAtOrAbove`. */
export function blockStatistics(block: ChartFact<'block'>, parameters: ReliefParameters, percentMin?: number): readonly BlockStatistics[] {
  const { fact } = block;
  const sides = sidesOfBlock(block);
  const windowMinutes = fact.agent === undefined ? undefined : parameters.agentWindowMinutes[fact.agent];
  const observations = fact.relief?.observations ?? [];
  return sides.map((side) => {
    const relief = reliefOf(fact.relief, side, sides.length === 1);
    const own = observations.filter((one) => one.side === undefined || side === undefined || one.side === side);
    const hours = [...new Set(own.map(({ minutes }) => minutes / MINUTES_PER_HOUR).filter((hour) => hour > 0 && Number.isInteger(hour)))].sort((a, b) => a - b);
    return known({
      side,
      windowMinutes,
      minSustainedOverAgentWindow: windowMinutes === undefined ? undefined : relief.minSustained(windowMinutes, parameters.reliefFromMinutes),
      meanOverAgentWindow: windowMinutes === undefined ? undefined : relief.meanOver(windowMinutes, parameters.reliefFromMinutes),
      peakRelief: relief.peakRelief,
      reliefAtHour: known(Object.fromEntries(hours.map((hour) => [String(hour), relief.reliefAtHour(hour)]))) as Readonly<Record<string, number>>,
      hoursAtOrAbove: percentMin === undefined ? undefined : relief.hoursAtOrAbove(percentMin),
      patientStatedRelief: relief.statedPercent,
      durationHours: relief.durationHours,
      analgesicAtMinutes: own.filter(({ flags }) => flags?.includes('analgesic') === true).map(({ minutes }) => minutes).sort((a, b) => a - b),
    }) as BlockStatistics;
  });
}

export interface TrialStatistics {
  readonly hours?: number;
  /** Pain at the end, recorded or from the last documented day. */
  readonly endScore?: number;
  readonly endFrom?: 'recorded' | 'days';
  readonly reliefAtEnd?: number;
  readonly lastDayMean?: number;
  readonly trialMean?: number;
  readonly patientStatedRelief?: number;
  readonly analgesicReduction?: number;
}

export function trialStatistics({ fact }: ChartFact<'scs-trial'>): TrialStatistics {
  const pain = trialPain(fact);
  return known({
    hours: trialHours(fact),
    endScore: pain.end,
    endFrom: pain.endFrom,
    reliefAtEnd: pain.percent,
    lastDayMean: lastDayMean(fact),
    trialMean: trialMean(fact),
    patientStatedRelief: pain.statedPercent,
    analgesicReduction: reliefPercent(fact.analgesic?.baseline, fact.analgesic?.end),
  });
}

/** `undefined` alone when no target names its side. */
export function sidesOfBlock(block: ChartFact<'block'>): readonly (Side | undefined)[] {
  const sides = new Set<Side>();
  for (const { side } of block.fact.targets) {
    if (side === 'bilateral') { sides.add('left'); sides.add('right'); }
    else if (side !== undefined) sides.add(side);
  }
  return sides.size === 0 ? [undefined] : [...sides].sort();
}

function known<T extends object>(statistics: T): T {
  return Object.fromEntries(Object.entries(statistics).filter(([, value]) => value !== undefined)) as T;
}
