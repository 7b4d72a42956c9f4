/**
 * What a stimulator trial showed: pain against its baseline, and how long it ran. Pure; undefined is "not known".
 * Days before the lead or after the pull stay in the record and count for nothing.
 */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { localDateOf, toEpochMinutes } from '../kernel/instant';
import { MINUTES_PER_HOUR, reliefPercent } from '../kernel/quantities';
import type { ScsTrial, TrialDay } from './fact';
import { meanOf } from './relief';

export interface TrialPain {
  readonly baseline: number | undefined;
  /** Pain at the end: the recorded `end`, else the mean of the last documented day of the trial. */
  readonly end: number | undefined;
  readonly endFrom: 'recorded' | 'days' | undefined;
  /** The highest score of a last day with entries that conflict: what the trial shows at its worst. */
  readonly worstEnd: number | undefined;
  /** The lowest likewise. */
  readonly bestEnd: number | undefined;
  /** Relief at the end, percent, unrounded. */
  readonly percent: number | undefined;
  readonly statedPercent: number | undefined;
}

export function trialPain(trial: ScsTrial): TrialPain {
  const baseline = trial.relief?.baseline;
  const recorded = trial.relief?.end;
  const scores = recorded === undefined ? lastDayScores(trial) : [recorded];
  const end = meanOf([...scores]);
  return {
    baseline,
    end,
    worstEnd: scores.length === 0 ? undefined : Math.max(...scores),
    bestEnd: scores.length === 0 ? undefined : Math.min(...scores),
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

/** What a reader of the diary has to know about it besides its scores. */
export interface TrialDiary {
  /** Full days between lead and pull (or the last entry, while under way) without a score. */
  readonly missingDays: readonly PlainDate[];
  /** Days with two different scores. */
  readonly conflictingDays: readonly PlainDate[];
  /** Entries before the lead or after the pull: kept, not counted. */
  readonly outsideDays: readonly PlainDate[];
  /** Three or more days, all with one score: worth a question. */
  readonly isFlat: boolean;
}

/** Undefined without a diary. */
export function trialDiary(trial: ScsTrial): TrialDiary | undefined {
  if (trial.days === undefined || trial.days.length === 0) return undefined;
  const within = daysWithin(trial);
  const documented = [...new Set(within.map((day) => day.on))].sort();
  const first = toDay(localDateOf(trial.startedAt)) + 1;
  const end = trial.endedAt === undefined ? toDay(documented[documented.length - 1] ?? localDateOf(trial.startedAt)) : toDay(localDateOf(trial.endedAt));
  const missingDays: PlainDate[] = [];
  for (let day = first; day < end; day++) if (!documented.includes(toPlainDate(day))) missingDays.push(toPlainDate(day));
  const scores = new Set(within.map((day) => day.score));
  return {
    missingDays,
    conflictingDays: documented.filter((on) => scoresOn(within, on).length > 1),
    outsideDays: [...new Set(trial.days.filter((day) => day.score !== undefined && !within.includes(day)).map((day) => day.on))].sort(),
    isFlat: documented.length > 2 && scores.size === 1,
  };
}

/**
 * The scores of the last day: the day of the pull or the one before it. A diary that stops earlier does not say how the
 * trial ended, and a missing day is never filled in; while the trial is under way, its last entry.
 */
function lastDayScores(trial: ScsTrial): readonly number[] {
  const days = daysWithin(trial);
  let last: TrialDay | undefined;
  for (const day of days) if (last === undefined || day.on > last.on) last = day;
  if (last === undefined) return [];
  if (trial.endedAt !== undefined && toDay(last.on) < toDay(localDateOf(trial.endedAt)) - 1) return [];
  return scoresOn(days, last.on);
}

function lastDayScore(trial: ScsTrial): number | undefined {
  return meanOf([...lastDayScores(trial)]);
}

/** The different scores of one day. */
function scoresOn(days: readonly TrialDay[], on: string): readonly number[] {
  const scores = new Set<number>();
  for (const day of days) if (day.on === on && day.score !== undefined) scores.add(day.score);
  return [...scores];
}

/** Two entries of one day are averaged; that they conflict is a finding, not a choice made here. */
function scoreOn(days: readonly TrialDay[], on: string): number | undefined {
  return meanOf([...scoresOn(days, on)]);
}

/** Days with a score, from the day of the lead to the day of the pull. */
function daysWithin(trial: ScsTrial): readonly TrialDay[] {
  const first = localDateOf(trial.startedAt);
  const last = trial.endedAt === undefined ? undefined : localDateOf(trial.endedAt);
  return (trial.days ?? []).filter((day) => day.score !== undefined && day.on >= first && (last === undefined || day.on <= last));
}
