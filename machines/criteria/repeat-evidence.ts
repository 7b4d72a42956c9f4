/** What an earlier procedure at a target achieved: shared by the repeat and the re-diagnosis kinds. Pure. */
import type { Target } from '../kernel/anatomy';
import { addMonths, toDay, type DayNumber } from '../kernel/calendar';
import { any, type Outcome } from '../kernel/outcome';
import { HOURS_PER_DAY, reliefPercent } from '../kernel/quantities';
import type { ChartFact } from '../evidence/chart';
import { functionChange, functionGainPercent } from '../evidence/function-change';
import { coverage, reachesRegion, readBlock } from './block-evidence';
import type { Evaluation } from './evaluation';
import type { RequiredOf } from './required';
import type { Found } from './types';

export interface RepeatReading {
  readonly outcome: Outcome;
  readonly found: Found;
  readonly evidence: readonly string[];
}

type Needed = Pick<RequiredOf['repeat-relief'], 'reliefPercentMin' | 'monthsMin' | 'weeksMin' | 'functionPercentMin'> & { readonly functionWithoutFigure?: boolean; readonly of?: 'ablation' | 'therapeutic' };

const DAYS_PER_WEEK = 7;

/** The day until which relief must have held. */
function neededUntil(day: DayNumber, { monthsMin, weeksMin }: Needed): DayNumber {
  return addMonths(day, monthsMin ?? 0) + (weeksMin ?? 0) * DAYS_PER_WEEK;
}

/** The last ablation of a joint on a side before the date of service. */
export function lastAblation(on: Evaluation, target: Target): ChartFact<'ablation'> | undefined {
  const ablations = on.facts('ablation');
  for (let i = ablations.length - 1; i >= 0; i--) {
    const ablation = ablations[i] as ChartFact<'ablation'>;
    if (ablation.day < on.dateOfService && coverage(ablation.fact.targets, target) === 'yes') return ablation;
  }
  return undefined;
}

/** Is there an ablation of the level before the date of service whose side is not recorded. */
export function hasAblationOfUnknownSide(on: Evaluation, target: Target): boolean {
  return on.facts('ablation').some((ablation) => ablation.day < on.dateOfService && coverage(ablation.fact.targets, target) === 'side-unknown');
}

/** The best of the documented outcomes of one ablation on one side; none documented is unknown. */
export function ablationReadings(on: Evaluation, ablation: ChartFact<'ablation'>, target: Target, needed: Needed): RepeatReading {
  const outcomes: Outcome[] = [];
  const evidence: string[] = [ablation.id];
  const percents: (number | string)[] = [];
  const until: string[] = [];
  for (const entry of on.facts('ablation-outcome')) {
    const { fact } = entry;
    // An outcome of both sides together says nothing of one.
    if (fact.ablationOn !== ablation.fact.occurredOn || fact.side !== target.side) continue;
    evidence.push(entry.id);
    const percent = reliefPercent(fact.baseline, fact.score);
    percents.push(percent ?? 'not known');
    until.push(fact.sustainedUntil ?? 'not recorded');
    outcomes.push(painOutcome(percent, fact.statedPercent, sustainedTo(fact.sustainedUntil, on), ablation.day, needed));
    if (needed.functionWithoutFigure === true || needed.functionPercentMin !== undefined) outcomes.push(functionOutcome(entry, needed.functionPercentMin));
  }
  const found = { ablationOn: ablation.fact.occurredOn, reliefPercent: percents, sustainedUntil: until };
  return { outcome: outcomes.length === 0 ? 'unknown' : any(outcomes), found, evidence };
}

/** What held after the date of service says nothing about it. */
function sustainedTo(sustainedUntil: string | undefined, on: Evaluation): DayNumber | undefined {
  return sustainedUntil === undefined ? undefined : Math.min(toDay(sustainedUntil), on.dateOfService);
}

function painOutcome(percent: number | undefined, stated: number | undefined, sustainedUntil: DayNumber | undefined, day: DayNumber, needed: Needed): Outcome {
  let relief: Outcome;
  if (percent !== undefined) {
    const passes = percent >= needed.reliefPercentMin;
    relief = stated !== undefined && stated >= needed.reliefPercentMin !== passes ? 'review' : passes ? 'met' : 'unmet';
  } else {
    relief = stated === undefined ? 'unknown' : stated >= needed.reliefPercentMin ? 'review' : 'unmet';
  }
  const duration: Outcome = sustainedUntil === undefined ? 'unknown' : sustainedUntil >= neededUntil(day, needed) ? 'met' : 'unmet';
  return relief === 'unmet' || duration === 'unmet' ? 'unmet' : relief === 'unknown' || duration === 'unknown' ? 'unknown' : relief;
}

/** Improvement without a figure in the source is for people to decide; the same or worse is not improvement (C13). */
function functionOutcome({ fact }: ChartFact<'ablation-outcome'>, percentMin: number | undefined): Outcome {
  const change = fact.function === undefined ? undefined : functionChange(fact.function);
  if (fact.function === undefined || change === undefined) return 'unknown';
  if (change !== 'improved') return 'unmet';
  if (percentMin === undefined) return 'review';
  const percent = functionGainPercent(fact.function);
  return percent === undefined ? 'unknown' : percent >= percentMin ? 'met' : 'unmet';
}

/** The last therapeutic block of the target: relief held for the months, by its documented hours. */
export function therapeuticReading(on: Evaluation, target: Target, needed: Needed): RepeatReading | 'no-procedure' {
  const blocks = on.facts('block').filter((block) =>
    block.fact.purpose === 'therapeutic' && block.day < on.dateOfService && reachesRegion(block, on) && coverage(block.fact.targets, target) === 'yes');
  const block = blocks[blocks.length - 1];
  if (block === undefined) return 'no-procedure';
  const reading = readBlock(block, target.side, needed.reliefPercentMin, on);
  const minutesNeeded = (neededUntil(block.day, needed) - block.day) * HOURS_PER_DAY * 60;
  const duration: Outcome = reading.durationMinutes === undefined ? 'unknown' : reading.durationMinutes >= minutesNeeded ? 'met' : 'unmet';
  const pain: Outcome = reading.relief === 'unmet' || duration === 'unmet' ? 'unmet' : reading.relief === 'unknown' || duration === 'unknown' ? 'unknown' : reading.relief;
  // A block records no function, so the functional alternative is not documented.
  return {
    outcome: any([pain, 'unknown']),
    found: { blockOn: block.fact.occurredOn, reliefPercent: [reading.reliefPercent ?? 'not known'], durationMinutes: [reading.durationMinutes ?? 'not known'] },
    evidence: [block.id],
  };
}
