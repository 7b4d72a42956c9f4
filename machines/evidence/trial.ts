/**
 * What a stimulator trial showed: pain against its baseline, and how long it ran. Pure; undefined is "not known".
 * Days before the lead or after the pull stay in the record and count for nothing.
 */
import { toDay } from '../kernel/calendar';
import { localDateOf, toEpochMinutes } from '../kernel/instant';
import { MINUTES_PER_HOUR, reliefPercent } from '../kernel/quantities';
import type { ScsTrial, TrialDay } from './fact';
import { meanOf } from './relief';

export interface TrialPain {
  readonly baseline: number | undefined;
  /** Pain at the end: the recorded `end`, else the mean of the last documented day of the trial. */
  readonly end: number | undefined;
  readonly endFrom: 'recorded' | 'days' | undefined;
  /** Relief at the end, percent, unrounded. */
  readonly percent: number | undefined;
  readonly statedPercent: number | undefined;
}

export function trialPain(trial: ScsTrial): TrialPain {
  const baseline = trial.relief?.baseline;
  const recorded = trial.relief?.end;
  const end = recorded ?? lastDayScore(trial);
  return {
    baseline,
    end,
    endFrom: recorded !== undefined ? 'recorded' : end !== undefined ? 'days' : undefined,
    percent: reliefPercent(baseline, end),
    statedPercent: trial.relief?.statedPercent,
  };
}

/** `lastDayMean`: relief of the last documented day within the trial. */
export function lastDayMean(trial: ScsTrial): number | undefined {
  return reliefPercent(trial.relief?.baseline, lastDayScore(trial));
}

/**
 * `trialMean`: relief of the mean score over the trial's days. Every full day between lead and pull must be
 * documented; a missing day, or a trial that has not ended, makes it unknown.
 */
export function trialMean(trial: ScsTrial): number | undefined {
  if (trial.endedAt === undefined) return undefined;
  const [first, last] = [localDateOf(trial.startedAt), localDateOf(trial.endedAt)];
  const days = daysWithin(trial);
  const documented = new Set(days.map((day) => day.on));
  const fullDays = [...documented].filter((on) => on > first && on < last).length;
  if (fullDays < toDay(last) - toDay(first) - 1) return undefined;
  const means = [...documented].map((on) => scoreOn(days, on)).filter((score) => score !== undefined);
  return reliefPercent(trial.relief?.baseline, meanOf(means));
}

/** Elapsed hours between the instants; undefined while the trial has not ended. */
export function trialHours(trial: ScsTrial): number | undefined {
  if (trial.endedAt === undefined) return undefined;
  return (toEpochMinutes(trial.endedAt) - toEpochMinutes(trial.startedAt)) / MINUTES_PER_HOUR;
}

function lastDayScore(trial: ScsTrial): number | undefined {
  const days = daysWithin(trial);
  let last: TrialDay | undefined;
  for (const day of days) if (last === undefined || day.on > last.on) last = day;
  return last === undefined ? undefined : scoreOn(days, last.on);
}

/** Two entries of one day are averaged; that they conflict is a finding, not a choice made here. */
function scoreOn(days: readonly TrialDay[], on: string): number | undefined {
  const scores: number[] = [];
  for (const day of days) if (day.on === on && day.score !== undefined) scores.push(day.score);
  return meanOf(scores);
}

/** Days with a score, from the day of the lead to the day of the pull. */
function daysWithin(trial: ScsTrial): readonly TrialDay[] {
  const first = localDateOf(trial.startedAt);
  const last = trial.endedAt === undefined ? undefined : localDateOf(trial.endedAt);
  return (trial.days ?? []).filter((day) => day.score !== undefined && day.on >= first && (last === undefined || day.on <= last));
}
