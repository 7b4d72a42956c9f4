/** What an epidural showed, and which region it was of. Pure; undefined is "not known". */
import { regionOfLevel, type Region } from '../kernel/anatomy';
import { MINUTES_PER_HOUR, reliefPercent } from '../kernel/quantities';
import type { Epidural } from './fact';

/** By its region or its levels; one that records neither may have been of any region, and limits count it for each. */
export function isEpiduralOf({ region, targets }: Epidural, asked: Region | undefined): boolean {
  if (region !== undefined) return region === asked;
  return targets === undefined || targets.length === 0 || targets.some(({ level }) => regionOfLevel(level) === asked);
}

export interface EpiduralRelief {
  /** Relief of the last score, percent, unrounded. */
  readonly lastPercent: number | undefined;
  readonly statedPercent: number | undefined;
  /** Minutes until which relief sufficed: the recorded duration, else the last such score with no other before it. */
  heldMinutes(suffices: (percent: number) => boolean): number | undefined;
}

/** The whole series: an epidural is not read side by side. */
export function epiduralRelief({ relief }: Epidural): EpiduralRelief {
  const scores = [...(relief?.observations ?? [])].sort((a, b) => a.minutes - b.minutes || b.score - a.score)
    .flatMap(({ minutes, score }) => {
      const percent = reliefPercent(relief?.baseline, score);
      return percent === undefined ? [] : [{ minutes, percent }];
    });
  return {
    lastPercent: scores[scores.length - 1]?.percent,
    statedPercent: relief?.statedPercent,
    heldMinutes: (suffices) => {
      if (relief?.durationHours !== undefined) return relief.durationHours * MINUTES_PER_HOUR;
      if (scores.length === 0) return undefined;
      const below = scores.findIndex(({ percent }) => !suffices(percent));
      const held = below < 0 ? scores : scores.slice(0, below);
      return held[held.length - 1]?.minutes ?? 0;
    },
  };
}
