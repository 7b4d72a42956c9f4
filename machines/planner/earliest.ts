/**
 * The first day of service on which a step may be done, and on which each of its criteria is met, the record staying as it is.
 * Pure. Asks the engine itself, on turning days only; `test/planner` asks it day by day and must agree.
 */
import { toDay, toPlainDate, type DayNumber, type PlainDate } from '../kernel/calendar';
import { isRejection } from '../kernel/rejection';
import { isAssessed, type NotAssessed } from '../criteria/recorded';
import type { Assessment, Finding, Policy, Step } from '../criteria/types';
import { selectPolicy } from '../policies/select';
import { assessStep, coverageOn, type EpisodeState, type PatientState } from '../patient';
import { turningDays, TURNING_DAYS } from './turning-days';

export interface Asked {
  readonly step: Step;
  /** The first day that is asked about: not before the record's last fact. */
  readonly from: PlainDate;
  readonly policies: readonly Policy[];
}

/** A stretch of days that all have the same answer. */
export interface Stretch {
  readonly from: PlainDate;
  readonly answer: Assessment | NotAssessed;
}

/** Every stretch from the first asked day on, oldest first; the last has no end. */
export function stretches(patient: PatientState, episode: EpisodeState, { step, from, policies }: Asked, table = TURNING_DAYS): readonly Stretch[] {
  return daysToAsk(patient, episode, { step, from, policies }, table).map((day) => {
    const date = toPlainDate(day);
    return { from: date, answer: assessStep(patient, episode, step, date, from, policies) };
  });
}

export interface Found {
  readonly on: PlainDate;
  readonly answer: Assessment;
}

/** The first day whose assessment is accepted; undefined when no day to come is. `taken`: days that other sessions hold. */
export function firstDay(all: readonly Stretch[], accepts: (answer: Assessment) => boolean, notBefore: PlainDate = '', taken: ReadonlySet<PlainDate> = NONE): Found | undefined {
  for (const [index, { from, answer }] of all.entries()) {
    if (!isAssessed(answer) || !accepts(answer)) continue;
    const until = all[index + 1]?.from;
    let day: DayNumber = toDay(from > notBefore ? from : notBefore);
    while (taken.has(toPlainDate(day))) day++;
    const on = toPlainDate(day);
    if (until === undefined || on < until) return { on, answer };
  }
  return undefined;
}

const NONE: ReadonlySet<PlainDate> = new Set();

export function isMet({ result }: Assessment): boolean {
  return result === 'eligible';
}

/** The first day on which one criterion is met for one target, under the policy that asks it. */
export function firstMet(all: readonly Stretch[], { criterion, target }: Finding, { id, version }: Assessment['policy']): PlainDate | null {
  for (const { from, answer } of all) {
    if (!isAssessed(answer) || answer.policy.id !== id || answer.policy.version !== version) continue;
    const found = answer.findings.find((one) => one.criterion === criterion && one.target?.level === target?.level && one.target?.side === target?.side);
    if (found?.outcome === 'met') return from;
  }
  return null;
}

/** Turning days of every policy that will be in force, and the days on which policy, delegate or coverage change. */
function daysToAsk(patient: PatientState, episode: EpisodeState, { step, from, policies }: Asked, table: typeof TURNING_DAYS): readonly DayNumber[] {
  const first = toDay(from);
  // A fact of the first day counts as an earlier one from the next day on.
  const days = new Set<DayNumber>([first, first + 1]);
  const changes = new Set<DayNumber>([first]);
  const begin = (date: PlainDate | undefined): void => void (date !== undefined && changes.add(toDay(date)));
  const end = (date: PlainDate | undefined): void => void (date !== undefined && changes.add(toDay(date) + 1));
  for (const { from: covered, to } of patient.coverages) {
    begin(covered);
    end(to);
  }
  for (const { effectiveFrom, effectiveTo, covers: { delegate } } of policies) {
    begin(effectiveFrom);
    end(effectiveTo);
    begin(delegate?.from);
    end(delegate?.to);
  }
  const seen = new Set<Policy>();
  for (const day of changes) {
    if (day < first) continue;
    days.add(day);
    const date = toPlainDate(day);
    const coverage = coverageOn(patient, date);
    const policy = coverage === undefined ? undefined : selectPolicy(policies, coverage, episode.pathway, date, step);
    if (policy === undefined || isRejection(policy) || seen.has(policy)) continue;
    seen.add(policy);
    for (const turning of turningDays(policy.steps[step] ?? [], patient.chart, table)) if (turning > first) days.add(turning);
  }
  return [...days].sort((a, b) => a - b);
}
