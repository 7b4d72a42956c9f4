/** Kinds about doing it again: what the earlier procedure gave, and when blocks are due anew. */
import type { FactOf } from '../../machines/evidence/fact';
import { isCountable } from './chosen-blocks';
import { dayOf, plusMonths } from './dates';
import { covers, reaches, regionOfTarget } from './places';
import { every, of, some, type Desk, type Joint, type Verdict } from './record';
import { against, heldUntil, minutesHeld, percent, reliefOfBlock } from './relief';

type Ablation = FactOf<'ablation'>;
interface ReliefAsked { of: 'ablation' | 'therapeutic'; reliefPercentMin: number; monthsMin?: number; weeksMin?: number; functionWithoutFigure: boolean; functionPercentMin?: number }

const day = (fact: { occurredOn: string }): number => dayOf(fact.occurredOn);

function ablations(desk: Desk, target: Joint, covering: 'yes' | 'perhaps'): readonly Ablation[] {
  return of(desk, 'ablation').filter((ablation) => covers(ablation.targets, target) === covering && day(ablation) < desk.service);
}

export function repeatRelief(desk: Desk, asked: ReliefAsked, target: Joint): Verdict | undefined {
  if (asked.of === 'therapeutic') return afterTherapeutic(desk, asked, target);
  const last = ablations(desk, target, 'yes').at(-1);
  if (last === undefined) return ablations(desk, target, 'perhaps').length > 0 ? 'unknown' : 'unmet';
  return outcomeOf(desk, asked, last, target);
}

function dueAfter(from: number, { monthsMin, weeksMin = 0 }: Pick<ReliefAsked, 'monthsMin' | 'weeksMin'>): number {
  return monthsMin === undefined ? from + 7 * weeksMin : plusMonths(from, monthsMin);
}

/** The best documented outcome; "bilateral counts per side only if results are per side". */
function outcomeOf(desk: Desk, asked: ReliefAsked, ablation: Ablation, { side }: Joint): Verdict {
  const outcomes = of(desk, 'ablation-outcome').filter((outcome) => outcome.ablationOn === ablation.occurredOn
    && outcome.side === side);
  if (outcomes.length === 0) return 'unknown';
  return some(outcomes.flatMap(({ baseline, score, statedPercent, sustainedUntil, function: measure }) => {
    const until = sustainedUntil === undefined ? undefined : Math.min(dayOf(sustainedUntil), desk.service);
    const relief = heldUntil(against(percent(baseline, score), statedPercent, asked.reliefPercentMin), until === undefined ? undefined : until >= dueAfter(day(ablation), asked));
    return [relief, ...gain(asked, percent(measure?.baseline, measure?.value ?? measure?.end))];
  }));
}

/** C13: an improvement without a figure in the source is for people, a worsening unmet, none recorded unknown. */
function gain({ functionWithoutFigure, functionPercentMin: least }: ReliefAsked, change: number | undefined): readonly Verdict[] {
  if (!functionWithoutFigure && least === undefined) return [];
  if (change === undefined) return ['unknown'];
  if (change <= 0) return ['unmet'];
  return [least === undefined ? 'review' : change >= least ? 'met' : 'unmet'];
}

/** The first therapeutic injection repeats nothing; of a later one the alternative by function has no field, so it is never known. */
function afterTherapeutic(desk: Desk, asked: ReliefAsked, target: Joint): Verdict | undefined {
  const last = of(desk, 'block').filter((block) => block.purpose === 'therapeutic' && covers(block.targets, target) === 'yes' && day(block) < desk.service
    && reaches(desk, block.targets, regionOfTarget(desk, target))).at(-1);
  if (last === undefined) return undefined;
  const held = minutesHeld(last, target.side, asked.reliefPercentMin);
  const minutes = (dueAfter(day(last), asked) - day(last)) * 1440;
  return some([heldUntil(reliefOfBlock(desk, last, target.side, asked.reliefPercentMin), held === undefined ? undefined : held >= minutes), 'unknown']);
}

interface GapAsked { rule: string; yearsMin: number; blocksMin: number; reliefPercentMin: number; monthsMin: number }

export function rediagnosisAfterGap(desk: Desk, asked: GapAsked, target: Joint): Verdict | undefined {
  return asked.rule === 'repeat' ? newBlocks(desk, asked, target) : noBlockAfterSuccess(desk, asked, target);
}

/** "and the source of recurrent pain is in question" is for people, unless two new positive blocks answer it. */
function newBlocks(desk: Desk, asked: GapAsked, target: Joint): Verdict | undefined {
  const last = ablations(desk, target, 'yes').at(-1);
  if (last === undefined) return undefined;
  if (plusMonths(day(last), 12 * asked.yearsMin) > desk.service) return 'met';
  const positive = of(desk, 'block').filter((block) => isCountable(block) && day(block) > day(last) && day(block) < desk.service
    && covers(block.targets, target) === 'yes' && reliefOfBlock(desk, block, target.side, asked.reliefPercentMin) === 'met');
  return new Set(positive.map(day)).size >= asked.blocksMin ? 'met' : 'review';
}

/**
 * Not "at the same level as a previously successful RFA": of none recorded within the years. One of which nothing is recorded
 * comes before one that people must read: "review: the record is complete".
 */
function noBlockAfterSuccess(desk: Desk, asked: GapAsked, target: Joint): Verdict {
  const isRecent = (ablation: Ablation): boolean => plusMonths(day(ablation), 12 * asked.yearsMin) > desk.service;
  const failed = ablations(desk, target, 'yes').filter(isRecent)
    .map((ablation) => outcomeOf(desk, { ...asked, of: 'ablation', functionWithoutFigure: false }, ablation, target))
    .map((succeeded): Verdict => (succeeded === 'met' ? 'unmet' : succeeded === 'unmet' ? 'met' : succeeded));
  if (ablations(desk, target, 'perhaps').some(isRecent)) failed.push('unknown');
  return every(failed);
}
