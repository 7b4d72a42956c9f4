/**
 * Percent relief is not one number: a series against its baseline, and the named statistics policies read. Pure.
 * Every statistic is in percent, unrounded, and undefined when it is not known: a missing hour is never filled in.
 * No statistic depends on the order in which observations arrived, so nothing is sorted.
 */
import type { Side } from '../kernel/anatomy';
import { MINUTES_PER_HOUR, reliefPercent } from '../kernel/quantities';
import type { Observation, ReliefSeries } from './fact';

const NOTHING: readonly Observation[] = [];

/**
 * The relief of one side of a series.
 * `side` undefined reads the whole series. `isOneSided` says that the procedure had one side only: then observations
 * without a side and the stated figure are that side's; otherwise they belong to nobody in particular (C7). The duration
 * is the session's and holds for each side that has scores of its own.
 */
export function reliefOf(series: ReliefSeries | undefined, side: Side | undefined, isOneSided: boolean): Relief {
  return new Relief(series, side, isOneSided);
}

export class Relief {
  readonly baseline: number | undefined;
  /** `patientStatedRelief`: what the author stated, 0 to 100. */
  readonly statedPercent: number | undefined;
  readonly durationHours: number | undefined;
  private readonly observations: readonly Observation[];
  private readonly acceptsUnsided: boolean;

  constructor(series: ReliefSeries | undefined, private readonly side: Side | undefined, isOneSided: boolean) {
    this.acceptsUnsided = side === undefined || isOneSided;
    this.baseline = series?.baseline;
    this.statedPercent = this.acceptsUnsided ? series?.statedPercent : undefined;
    this.durationHours = series?.durationHours;
    this.observations = series?.observations ?? NOTHING;
  }

  /** At least one score of this side, from that minute on, that can be set against a baseline. */
  hasObservationFrom(fromMinutes: number): boolean {
    for (const observation of this.observations) if (observation.minutes >= fromMinutes && this.percentOf(observation) !== undefined) return true;
    return false;
  }

  /** The highest relief observed. */
  get peakRelief(): number | undefined {
    let peak: number | undefined;
    for (const observation of this.observations) {
      const percent = this.percentOf(observation);
      if (percent !== undefined && (peak === undefined || percent > peak)) peak = percent;
    }
    return peak;
  }

  /** Relief observed exactly `hour` hours after the procedure; two different scores of that minute contradict: unknown. */
  reliefAtHour(hour: number): number | undefined {
    let found: number | undefined;
    for (const observation of this.observations) {
      if (observation.minutes !== hour * MINUTES_PER_HOUR) continue;
      const percent = this.percentOf(observation);
      if (percent === undefined) continue;
      if (found !== undefined && found !== percent) return undefined;
      found = percent;
    }
    return found;
  }

  /**
   * `minSustainedOverAgentWindow`: the lowest relief among observations from `fromMinutes` to the window's end (both
   * inclusive). Known only when somebody looked at or after the window's end, or the duration reaches it.
   */
  minSustained(windowMinutes: number, fromMinutes: number): number | undefined {
    if (!this.reaches(windowMinutes)) return undefined;
    let lowest: number | undefined;
    for (const observation of this.observations) {
      if (observation.minutes < fromMinutes || observation.minutes > windowMinutes) continue;
      const percent = this.percentOf(observation);
      if (percent !== undefined && (lowest === undefined || percent < lowest)) lowest = percent;
    }
    return lowest;
  }

  /** `meanOverAgentWindow`: the mean over the same observations, known under the same condition. */
  meanOver(windowMinutes: number, fromMinutes: number): number | undefined {
    if (!this.reaches(windowMinutes)) return undefined;
    const percents: number[] = [];
    for (const observation of this.observations) {
      if (observation.minutes < fromMinutes || observation.minutes > windowMinutes) continue;
      const percent = this.percentOf(observation);
      if (percent !== undefined) percents.push(percent);
    }
    return meanOf(percents);
  }

  /** Minute of the last observation at or above the threshold; 0 when all fell short, undefined without observations. */
  lastAtOrAboveMinutes(thresholdPercent: number): number | undefined {
    let last: number | undefined;
    for (const observation of this.observations) {
      const percent = this.percentOf(observation);
      if (percent === undefined) continue;
      if (last === undefined) last = 0;
      if (percent >= thresholdPercent && observation.minutes > last) last = observation.minutes;
    }
    return last;
  }

  /** Hours over which every observation so far was at or above the threshold; undefined without observations. */
  hoursAtOrAbove(thresholdPercent: number): number | undefined {
    let firstBelow = Infinity;
    for (const observation of this.observations) {
      const percent = this.percentOf(observation);
      if (percent !== undefined && percent < thresholdPercent && observation.minutes < firstBelow) firstBelow = observation.minutes;
    }
    let last: number | undefined;
    for (const observation of this.observations) {
      if (this.percentOf(observation) === undefined) continue;
      if (last === undefined) last = 0;
      if (observation.minutes < firstBelow && observation.minutes > last) last = observation.minutes;
    }
    return last === undefined ? undefined : last / MINUTES_PER_HOUR;
  }

  private reaches(windowMinutes: number): boolean {
    if (this.durationHours !== undefined && this.durationHours * MINUTES_PER_HOUR >= windowMinutes) return true;
    for (const observation of this.observations) {
      if (observation.minutes >= windowMinutes && this.percentOf(observation) !== undefined) return true;
    }
    return false;
  }

  /** Undefined when the observation is another side's, or there is no baseline to set it against. */
  private percentOf(observation: Observation): number | undefined {
    if (observation.side === undefined ? !this.acceptsUnsided : this.side !== undefined && observation.side !== this.side) return undefined;
    return reliefPercent(this.baseline, observation.score);
  }
}

/** The mean of at least one figure. Adding in ascending order makes the last digit independent of arrival. */
export function meanOf(figures: number[]): number | undefined {
  if (figures.length === 0) return undefined;
  figures.sort((a, b) => a - b);
  let sum = 0;
  for (const figure of figures) sum += figure;
  return sum / figures.length;
}
