/** The dated, cited figures of clocks.json, and how each unit is counted. Pure. */
import { toDay, toPlainDate, type PlainDate, type TimeUnit } from '../kernel/calendar';
import type { Source } from '../criteria/types';
import { addBusinessDays } from './business-days';
import file from './clocks.json';

interface DecisionClock {
  readonly id: string;
  readonly programs: readonly string[];
  readonly lines: readonly string[];
  readonly expedited: boolean;
  readonly from: PlainDate;
  readonly count: number;
  readonly unit: TimeUnit;
  readonly source: string;
}

interface AppealDecisionClock {
  readonly id: string;
  readonly lines: readonly string[];
  readonly count: number;
  readonly unit: TimeUnit;
  readonly source: string;
}

interface Clocks {
  readonly sources: Readonly<Record<string, Source>>;
  readonly decisions: readonly DecisionClock[];
  readonly appealDecisions: readonly AppealDecisionClock[];
  readonly resubmission: { readonly programs: readonly string[]; readonly source: string };
  /** Month and day of every year. */
  readonly exemption: { readonly program: string; readonly sampleFrom: string; readonly optOutBy: string; readonly source: string };
  readonly reminders: {
    readonly submitWithinDays: number; readonly followUpDays: number; readonly pendedAnswerDays: number; readonly lastDayMissingDays: number;
    readonly scheduleWithinDays: number; readonly unitsLeftMax: number; readonly warnDaysBefore: Readonly<Record<string, readonly number[]>>;
  };
}

const CLOCKS = file as Clocks;
export const REMINDERS = CLOCKS.reminders;
export const RESUBMISSION = CLOCKS.resubmission;
export const EXEMPTION = CLOCKS.exemption;
export const PRACTICE_REMINDER = 'practice-reminder';
const DAY_HOURS = 24;

export function clockSource(name: string): Source | undefined {
  return CLOCKS.sources[name];
}

/** How long a payer has from the submission, where a rule says so of the program or of the line. */
export function decisionClock(asked: { readonly program?: string; readonly line?: string; readonly expedited: boolean }, submittedOn: PlainDate): DecisionClock | undefined {
  return CLOCKS.decisions.findLast(({ programs, lines, expedited, from }) => expedited === asked.expedited && from <= submittedOn
    && ((asked.program !== undefined && programs.includes(asked.program)) || (asked.line !== undefined && lines.includes(asked.line))));
}

/** How long a payer has for the first level of an appeal. The days to file one are those of machines/denials/ladders.json. */
export function appealDecisionClock(line: string | undefined): AppealDecisionClock | undefined {
  return line === undefined ? undefined : CLOCKS.appealDecisions.find(({ lines }) => lines.includes(line));
}

export function plusDays(from: PlainDate, days: number): PlainDate {
  return toPlainDate(toDay(from) + days);
}

/** The day on which so many days or hours after a day, whose hour is not known, are over at the latest. */
export function over(from: PlainDate, count: number, unit: TimeUnit): PlainDate {
  if (unit === 'business-days') return addBusinessDays(from, count);
  return plusDays(from, unit === 'hours' ? Math.ceil(count / DAY_HOURS) : count);
}

/** A window that closes on us: `on` is the last day that lies in it whatever the hour it began, `until` the last that may. */
export function closes(from: PlainDate, count: number, unit: TimeUnit): { readonly on: PlainDate; readonly until?: PlainDate } {
  if (unit !== 'hours') return { on: over(from, count, unit) };
  return { on: plusDays(from, Math.max(0, Math.floor(count / DAY_HOURS) - 1)), until: over(from, count, unit) };
}

export function inWords(count: number, unit: TimeUnit): string {
  const word = unit.replace('-', ' ');
  return `${count} ${count === 1 ? word.replace(/s$/, '') : word}`;
}
