/** Kinds about doing it again: what the earlier procedure gave, and when blocks are due anew. */
import type { FactOf } from '../../machines/evidence/fact';
import { positiveSince } from './blocks';
import { dayOf, plusMonths } from './dates';
import { holds } from './places';
import { of, some, type Desk, type Joint, type Verdict } from './record';
import { observed, percent, reliefVerdict } from './relief';

type Outcome = FactOf<'ablation-outcome'>;
interface ReliefAsked { of: 'ablation' | 'therapeutic'; reliefPercentMin: number; monthsMin?: number; weeksMin?: number; functionWithoutFigure: boolean; functionPercentMin?: number }

const ablationsOf = (desk: Desk, target: Joint): readonly FactOf<'ablation'>[] =>
  of(desk, 'ablation').filter(({ targets, occurredOn }) => holds(targets, target) && dayOf(occurredOn) < desk.service);

const outcomesOf = (desk: Desk, ablation: FactOf<'ablation'>, side: string): readonly Outcome[] =>
  of(desk, 'ablation-outcome').filter((outcome) => outcome.ablationOn === ablation.occurredOn && outcome.side === side);

export function repeatRelief(desk: Desk, asked: ReliefAsked, target: Joint): Verdict {
  if (asked.of === 'therapeutic') return afterTherapeutic(desk, asked, target);
  const last = ablationsOf(desk, target).at(-1);
  if (last === undefined) return 'unmet';
  const outcomes = outcomesOf(desk, last, target.side);
  return some([pain(asked, last, outcomes), gain(asked, outcomes)]);
}

function dueAfter(day: number, { monthsMin, weeksMin = 0 }: ReliefAsked): number {
  return monthsMin === undefined ? day + 7 * weeksMin : plusMonths(day, monthsMin);
}

function pain(asked: ReliefAsked, ablation: FactOf<'ablation'>, outcomes: readonly Outcome[]): Verdict {
  if (outcomes.length === 0) return 'unknown';
  return some(outcomes.map((outcome) => {
    const relief = reliefVerdict(percent(outcome.baseline, outcome.score), outcome.statedPercent, asked.reliefPercentMin);
    if (relief === 'unmet') return 'unmet';
    if (outcome.sustainedUntil === undefined) return 'unknown';
    return dayOf(outcome.sustainedUntil) >= dueAfter(dayOf(ablation.occurredOn), asked) ? relief : 'unmet';
  }));
}

/** C13: an improvement without a figure in the source is for people, a worsening unmet, none recorded unknown. */
function gain(asked: ReliefAsked, outcomes: readonly Outcome[]): Verdict {
  if (!asked.functionWithoutFigure && asked.functionPercentMin === undefined) return 'unmet';
  const measure = outcomes.map((outcome) => outcome.function).filter((found) => found !== undefined).at(-1);
  const change = percent(measure?.baseline, measure?.value ?? measure?.end);
  if (change === undefined) return 'unknown';
  if (asked.functionPercentMin !== undefined) return change >= asked.functionPercentMin ? 'met' : 'unmet';
  return change > 0 ? 'review' : 'unmet';
}

/** The first therapeutic injection repeats nothing. */
function afterTherapeutic(desk: Desk, asked: ReliefAsked, target: Joint): Verdict {
  const last = of(desk, 'block').filter(({ purpose, targets, occurredOn }) => purpose === 'therapeutic' && holds(targets, target) && dayOf(occurredOn) < desk.service).at(-1);
  if (last === undefined) return 'met';
  const minutes = (dueAfter(dayOf(last.occurredOn), asked) - dayOf(last.occurredOn)) * 1440;
  const seen = observed(last, target.side).map((one) => ({ ...one, relief: percent(last.relief?.baseline, one.score) })).filter(({ relief }) => relief !== undefined);
  const relief = reliefVerdict(seen.at(-1)?.relief, last.relief?.statedPercent, asked.reliefPercentMin);
  if (relief === 'unmet' || relief === 'unknown') return relief;
  const held = last.relief?.durationHours !== undefined ? last.relief.durationHours * 60 : seen.filter((one) => one.relief! >= asked.reliefPercentMin).at(-1)?.minutes;
  return held === undefined ? 'unknown' : held >= minutes ? relief : 'unmet';
}

interface GapAsked { rule: string; yearsMin: number; blocksMin: number; reliefPercentMin: number; monthsMin: number }

export function rediagnosisAfterGap(desk: Desk, asked: GapAsked, target: Joint): Verdict {
  const earlier = ablationsOf(desk, target);
  if (asked.rule === 'repeat') {
    const last = earlier.at(-1);
    if (last === undefined || plusMonths(dayOf(last.occurredOn), 12 * asked.yearsMin) > desk.service) return 'met';
    const blocks = positiveSince(desk, target, dayOf(last.occurredOn), asked.reliefPercentMin);
    const atLeast = (verdicts: readonly Verdict[]): boolean => blocks.filter((verdict) => verdicts.includes(verdict)).length >= asked.blocksMin;
    if (atLeast(['met'])) return 'met';
    return atLeast(['met', 'review']) ? 'review' : atLeast(['met', 'review', 'unknown']) ? 'unknown' : 'unmet';
  }
  const recent = earlier.filter(({ occurredOn }) => plusMonths(dayOf(occurredOn), 12 * asked.yearsMin) > desk.service);
  const succeeded = some(recent.map((ablation) => pain({ ...asked, of: 'ablation', functionWithoutFigure: false }, ablation, outcomesOf(desk, ablation, target.side))));
  return succeeded === 'met' ? 'unmet' : succeeded === 'unmet' ? 'met' : succeeded;
}
