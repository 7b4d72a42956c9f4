/** The stimulation trials a step rests on and what each showed. Pure. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import { any, type Outcome } from '../kernel/outcome';
import { reliefPercent } from '../kernel/quantities';
import { localDateOf } from '../kernel/instant';
import type { ChartFact } from '../evidence/chart';
import { functionChange } from '../evidence/function-change';
import { trialDiary, trialPain } from '../evidence/trial';
import type { Evaluation } from './evaluation';
import type { RequiredOf } from './required';
import type { Found } from './types';

export type TrialFact = ChartFact<'scs-trial'>;

/** Trials of the asked lead region begun before the date of service, oldest first. */
export function trialsOfRegion(on: Evaluation): readonly TrialFact[] {
  const { region } = on.question;
  return on.facts('scs-trial')
    .filter((trial) => trial.day < on.dateOfService && (region === undefined || trial.fact.region === region))
    .map((trial) => asVisible(trial, toPlainDate(on.question.asOf)));
}

/** A diary grows by the day: entries after `asOf` are not visible yet. */
function asVisible(trial: TrialFact, asOf: PlainDate): TrialFact {
  const { days } = trial.fact;
  if (days === undefined || days.every((day) => day.on <= asOf)) return trial;
  return { ...trial, fact: { ...trial.fact, days: days.filter((day) => day.on <= asOf) } };
}

/**
 * Is the trial over at the date of service, as far as is visible; a recorded score or dose at its end says so too.
 * Undefined when no end is recorded. The day is that of its own offset.
 */
export function isOver(trial: TrialFact, on: Evaluation): boolean | undefined {
  const { endedAt, relief, analgesic, function: measure } = trial.fact;
  if (endedAt !== undefined) return toDay(localDateOf(endedAt)) <= Math.min(on.dateOfService, on.question.asOf);
  return relief?.end !== undefined || analgesic !== undefined || measure?.end !== undefined ? true : undefined;
}

/** Some functional improvement; the source gives no figure. */
export function readFunction(trial: TrialFact): Outcome {
  const measure = trial.fact.function;
  const change = measure === undefined ? undefined : functionChange(measure);
  return change === undefined ? 'unknown' : change === 'improved' ? 'met' : 'unmet';
}

export interface TrialReading {
  readonly outcome: Outcome;
  readonly painPercent: number | undefined;
  readonly statedPercent: number | undefined;
  readonly analgesicPercent: number | undefined;
}

/** Pain or, as a route of its own, analgesic reduction; a route that is not recorded is unknown, and `any` decides. */
export function readTrial(trial: TrialFact, required: RequiredOf['trial-relief'], on: Evaluation): TrialReading {
  const { fact } = trial;
  const pain = trialPain(fact);
  const painPercent = reliefPercent(pain.baseline, pain.end);
  const worstPercent = reliefPercent(pain.baseline, pain.worstEnd);
  const bestPercent = reliefPercent(pain.baseline, pain.bestEnd);
  const statedPercent = fact.relief?.statedPercent;
  const analgesicPercent = reliefPercent(fact.analgesic?.baseline, fact.analgesic?.end);
  const painPasses = atLeast(required.painPercentMin);
  let painOutcome: Outcome;
  if (worstPercent !== undefined && bestPercent !== undefined) {
    const passes = painPasses(worstPercent);
    // Two entries of the last day on both sides of the threshold: the record contradicts itself, people decide.
    if (painPasses(bestPercent) !== passes) painOutcome = 'review';
    else painOutcome = statedPercent !== undefined && painPasses(statedPercent) !== passes ? 'review' : passes ? 'met' : 'unmet';
  } else if (statedPercent === undefined) {
    painOutcome = 'unknown';
  } else {
    // What the author states is documented relief where no figure is asked (C10), and no measured figure where one is.
    painOutcome = !painPasses(statedPercent) ? 'unmet' : required.painPercentMin === undefined ? 'met' : 'review';
  }
  let outcome = painOutcome;
  if (required.analgesicRoute) {
    const analgesicPasses = atLeast(required.analgesicPercentMin);
    outcome = any([painOutcome, analgesicPercent === undefined ? 'unknown' : analgesicPasses(analgesicPercent) ? 'met' : 'unmet']);
  }
  if (outcome !== 'met' && painOutcome !== 'unknown' && hasReviewIndication(on, required)) outcome = 'review';
  return { outcome, painPercent, statedPercent, analgesicPercent };
}

/** From the figure on; without one, anything above zero (C10). */
function atLeast(figure: number | undefined): (percent: number) => boolean {
  return figure === undefined ? (percent) => percent > 0 : (percent) => percent >= figure;
}

/** Less relief may do for some indications, by the physician's judgment: people decide. */
function hasReviewIndication(on: Evaluation, required: RequiredOf['trial-relief']): boolean {
  return on.facts('indication').some(({ fact }) => required.reviewBelowForIndications.includes(fact.code));
}

/** What a finding says about the trial's diary; nothing when it has no flaw. */
export function diaryFlaws(trial: TrialFact): Found {
  const diary = trialDiary(trial.fact);
  if (diary === undefined) return {};
  return {
    ...(diary.missingDays.length === 0 ? {} : { missingDays: diary.missingDays }),
    ...(diary.conflictingDays.length === 0 ? {} : { conflictingDays: diary.conflictingDays }),
    ...(diary.outsideDays.length === 0 ? {} : { daysNotCounted: diary.outsideDays }),
    ...(diary.isFlat ? { allScoresEqual: true } : {}),
  };
}
