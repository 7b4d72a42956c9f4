/**
 * The diagnostic blocks a step rests on, per target: which sessions cover the joint, what relief each shows under the
 * policy's statistic, and the best set of as many as the step asks for. Pure; worked out once per assessment.
 */
import { regionOfLevel, type Side, type Target } from '../kernel/anatomy';
import type { DayNumber } from '../kernel/calendar';
import { all, type Outcome } from '../kernel/outcome';
import type { ChartFact } from '../evidence/chart';
import type { DocumentedException } from '../evidence/fact';
import { reliefOf, type Relief } from '../evidence/relief';
import type { BlockRule, Datum, Evaluation } from './evaluation';
import type { PolicyParameters } from './types';

type BlockFact = ChartFact<'block'>;

/** What tells a diagnostic session of the asked targets. */
export const DIAGNOSTIC_BLOCKS: readonly Datum[] = ['block.occurredOn', 'block.purpose', 'block.steroid', 'block.targets', 'block.technique', 'question.targets'];
/** What the choice of the best set of sessions depends on besides. */
export const CHOSEN_BLOCKS: readonly Datum[] = [...DIAGNOSTIC_BLOCKS, 'block.agent', 'block.exception', 'block.guidance', 'block.relief', 'question.exception'];

export interface BlockReading {
  readonly block: BlockFact;
  readonly relief: Outcome;
  /** The policy's statistic, percent, unrounded. */
  readonly reliefPercent: number | undefined;
  readonly statedPercent: number | undefined;
  readonly isDiscordant: boolean;
  readonly duration: Outcome;
  readonly durationMinutes: number | undefined;
  readonly windowMinutes: number | undefined;
}

export interface TargetBlocks {
  readonly target: Target;
  /** Sessions that cover the target, oldest first. */
  readonly covering: readonly BlockReading[];
  /** Sessions at the level whose side is not recorded. */
  readonly sideUnknown: readonly BlockFact[];
  /** The best set of at most `blocksMin` covering blocks: what relief, duration and interval are judged on. */
  readonly chosen: readonly BlockReading[];
}

export interface BlockEvidence {
  /** Diagnostic medial branch blocks of the region before the date of service, oldest first. */
  readonly counted: readonly BlockFact[];
  /** The same in the other region: a session there is another place, not another number. */
  readonly elsewhere: readonly BlockFact[];
  /** Kept, not counted: intra-articular, therapeutic or with steroid. */
  readonly notCounted: readonly BlockFact[];
  /** Diagnostic sessions of any place: one region on one day is one. */
  readonly sessions: number;
  readonly targets: readonly TargetBlocks[];
}

export function blockEvidence(on: Evaluation): BlockEvidence {
  const known = on.memo.blocks as BlockEvidence | undefined;
  if (known !== undefined) return known;
  const counted: BlockFact[] = [];
  const elsewhere: BlockFact[] = [];
  const notCounted: BlockFact[] = [];
  for (const block of on.facts('block')) {
    if (block.day >= on.dateOfService) continue;
    if (!isDiagnosticMedialBranch(block)) notCounted.push(block);
    else (reachesRegion(block, on) ? counted : elsewhere).push(block);
  }
  const rule = on.blockRule;
  const targets: TargetBlocks[] = [];
  if (rule !== undefined) for (const target of on.question.targets) targets.push(blocksOfTarget(target, counted, rule, on));
  const evidence: BlockEvidence = { counted, elsewhere, notCounted, sessions: sessionsOf([...counted, ...elsewhere], on), targets };
  on.memo.blocks = evidence;
  return evidence;
}

export function isDiagnosticMedialBranch(block: BlockFact): boolean {
  return block.fact.technique === 'medial-branch' && block.fact.purpose === 'diagnostic' && block.fact.steroid !== true;
}

/** One region on one day is one session (C9), here or elsewhere: a joint of the junction is of the region it was treated in. */
export function sessionsOf(blocks: readonly BlockFact[], on: Evaluation): number {
  const days = (here: boolean): number => new Set(blocks.filter((block) => isInRegion(block, on) === here).map(({ day }) => day)).size;
  return days(true) + days(false);
}

/** Why a block is kept and not counted among the diagnostic ones. */
export function whyNotDiagnostic({ fact }: BlockFact): 'therapeutic' | 'intra-articular' | 'with steroid' {
  return fact.purpose === 'therapeutic' ? 'therapeutic' : fact.technique === 'intra-articular' ? 'intra-articular' : 'with steroid';
}

/** A session of the asked region: T12-L1 is of the lumbosacral one with L1-L2 beside it, where the policy counts the junction so (C14). */
export function isInRegion(block: { readonly fact: { readonly targets: readonly { readonly level: Target['level'] }[] } }, on: Evaluation): boolean {
  const region = on.spinalRegion;
  const levels = block.fact.targets.map(({ level }) => level);
  return levels.some((level) => on.regionWithin(level, levels) === region);
}

/** Does it reach a joint that may be asked for in the region? A joint is the same joint whatever was treated with it. */
export function reachesRegion(block: BlockFact, on: Evaluation): boolean {
  const region = on.spinalRegion;
  return block.fact.targets.some(({ level }) => regionOfLevel(level) === region || (region === 'lumbosacral' && on.parameters.junctionIsLumbosacral && level === 'T12-L1'));
}

/** Does a documented procedure cover a joint on a side: yes, no, or cannot be told because its side is not recorded. */
export function coverage(targets: readonly { readonly level: string; readonly side?: Side | 'bilateral' }[], asked: Target): 'yes' | 'no' | 'side-unknown' {
  let answer: 'yes' | 'no' | 'side-unknown' = 'no';
  for (const target of targets) {
    if (target.level !== asked.level) continue;
    if (target.side === asked.side || target.side === 'bilateral') return 'yes';
    if (target.side === undefined) answer = 'side-unknown';
  }
  return answer;
}

/** The sessions labelled diagnostic of one joint and side before the date of service, whatever they held and showed: they were done. Of one day once. */
export function blocksAtTarget(on: Evaluation, target: Target): { readonly covering: readonly BlockFact[]; readonly sideUnknown: readonly BlockFact[] } {
  const covering: BlockFact[] = [];
  const sideUnknown: BlockFact[] = [];
  for (const block of on.facts('block')) {
    if (block.day >= on.dateOfService || block.fact.purpose !== 'diagnostic') continue;
    const covers = coverage(block.fact.targets, target);
    const list = covers === 'yes' ? covering : covers === 'side-unknown' ? sideUnknown : undefined;
    if (list !== undefined && list[list.length - 1]?.day !== block.day) list.push(block);
  }
  return { covering, sideUnknown: sideUnknown.filter(({ day }) => !covering.some((block) => block.day === day)) };
}

/** The named statistic of a series (docs/reading-policies.md); undefined when it is not known. */
export function statisticOf(series: Relief, windowMinutes: number | undefined, { reliefStatistic, reliefAtHour, reliefFromMinutes }: PolicyParameters): number | undefined {
  if (reliefStatistic === 'peakRelief') return series.peakRelief;
  if (reliefStatistic === 'reliefAtHour') return reliefAtHour === undefined ? undefined : series.reliefAtHour(reliefAtHour);
  if (reliefStatistic === 'patientStatedRelief') return series.statedPercent;
  if (windowMinutes === undefined) return undefined;
  return reliefStatistic === 'meanOverAgentWindow' ? series.meanOver(windowMinutes, reliefFromMinutes) : series.minSustained(windowMinutes, reliefFromMinutes);
}

/** One block read for one side under the policy's statistic. */
export function readBlock(block: BlockFact, side: Side, reliefPercentMin: number | undefined, on: Evaluation): BlockReading {
  const { fact } = block;
  const windowMinutes = fact.agent === undefined ? undefined : on.parameters.agentWindowMinutes[fact.agent];
  const series = fact.relief === undefined ? undefined : reliefOf(fact.relief, side, isBlockOneSided(block));
  const statedPercent = series?.statedPercent;
  const reliefPercent = series === undefined ? undefined : statisticOf(series, windowMinutes, on.parameters);
  const stated = statedPercent === undefined || reliefPercentMin === undefined ? undefined : statedPercent >= reliefPercentMin;

  let relief: Outcome;
  if (reliefPercentMin === undefined) {
    relief = presenceOfRelief(series?.peakRelief, statedPercent);
  } else if (reliefPercent !== undefined) {
    const passes = reliefPercent >= reliefPercentMin;
    relief = stated !== undefined && stated !== passes ? 'review' : passes ? 'met' : 'unmet';
  } else if (stated !== undefined && (series === undefined || !series.hasObservationFrom(on.parameters.reliefFromMinutes))) {
    relief = stated ? 'review' : 'unmet';
  } else {
    relief = 'unknown';
  }

  // The recorded hours are the session's: they hold for a side that has scores of its own (C7).
  const hours = isBlockOneSided(block) || series?.hasObservationFrom(0) === true ? fact.relief?.durationHours : undefined;
  // Without hours the series speaks; where no score reaches the threshold there is no duration to compare, only too little relief.
  const durationMinutes = hours !== undefined ? hours * 60 : reliefPercentMin === undefined ? undefined : series?.lastAtOrAboveMinutes(reliefPercentMin) || undefined;
  const duration: Outcome =
    windowMinutes === undefined || durationMinutes === undefined ? 'unknown' : durationMinutes >= windowMinutes ? 'met' : 'unmet';
  const isDiscordant =
    reliefPercent !== undefined && statedPercent !== undefined && Math.abs(reliefPercent - statedPercent) > on.parameters.discordantPointsMin;
  return { block, relief, reliefPercent, statedPercent, isDiscordant, duration, durationMinutes, windowMinutes };
}

/** Documented relief without a figure in the source (C10): any observed or stated relief is met, documented none unmet. */
function presenceOfRelief(peakPercent: number | undefined, statedPercent: number | undefined): Outcome {
  if (peakPercent === undefined && statedPercent === undefined) return 'unknown';
  return (peakPercent ?? 0) > 0 || (statedPercent ?? 0) > 0 ? 'met' : 'unmet';
}

function isBlockOneSided(block: BlockFact): boolean {
  const first = block.fact.targets[0]?.side;
  if (first === undefined || first === 'bilateral') return false;
  for (const target of block.fact.targets) if (target.side !== first) return false;
  return true;
}

function blocksOfTarget(target: Target, counted: readonly BlockFact[], rule: BlockRule, on: Evaluation): TargetBlocks {
  const covering: BlockReading[] = [];
  const sideUnknown: BlockFact[] = [];
  for (const block of counted) {
    const covers = coverage(block.fact.targets, target);
    if (covers === 'yes') addSession(covering, readBlock(block, target.side, rule.reliefPercentMin, on));
    else if (covers === 'side-unknown') sideUnknown.push(block);
  }
  return { target, covering, sideUnknown, chosen: chooseBlocks(covering, rule, on) };
}

/** Two blocks of one day are one session; where they disagree the weaker one stands. */
function addSession(covering: BlockReading[], reading: BlockReading): void {
  const last = covering[covering.length - 1];
  if (last === undefined || last.block.day !== reading.block.day) covering.push(reading);
  else if (COST[all([reading.relief, reading.duration])] > COST[all([last.relief, last.duration])]) covering[covering.length - 1] = reading;
}

/** Of more blocks than the step needs, the set that stands best: a failed block does not undo two good ones. */
function chooseBlocks(covering: readonly BlockReading[], rule: BlockRule, on: Evaluation): readonly BlockReading[] {
  if (covering.length <= rule.blocksMin) return covering;
  let best: readonly BlockReading[] = [];
  let bestCost = Infinity;
  const consider = (set: readonly BlockReading[]): void => {
    const cost = costOf(set, rule, on);
    if (cost <= bestCost) {
      best = set;
      bestCost = cost;
    }
  };
  forEachSet(covering, rule.blocksMin, 0, [], consider);
  return best;
}

/** Every set of `size` readings, oldest first; a patient has a handful of blocks. */
function forEachSet(readings: readonly BlockReading[], size: number, from: number, chosen: readonly BlockReading[], use: (set: readonly BlockReading[]) => void): void {
  if (chosen.length === size) return use(chosen);
  for (let i = from; i < readings.length; i++) forEachSet(readings, size, i + 1, [...chosen, readings[i] as BlockReading], use);
}

const COST: Readonly<Record<Outcome, number>> = { met: 0, review: 1, unknown: 2, unmet: 3 };

/** What the step asks of each block besides what it showed. */
function askedOfBlock({ day, fact }: BlockFact, { guidance, mlPerTargetMax, weeksAfterInjection }: BlockRule, on: Evaluation): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  if (guidance !== undefined) outcomes.push(fact.guidance === undefined ? 'unknown' : guidance.includes(fact.guidance) ? 'met' : 'unmet');
  if (mlPerTargetMax !== undefined) outcomes.push(fact.volumeMlPerTarget === undefined ? 'unknown' : fact.volumeMlPerTarget <= mlPerTargetMax ? 'met' : 'unmet');
  if (weeksAfterInjection !== undefined) outcomes.push(injectionsTooClose(on, day, weeksAfterInjection).length > 0 ? 'unmet' : 'met');
  return outcomes;
}

const DAYS_PER_WEEK = 7;

/** Therapeutic injections into a joint of the region fewer than so many weeks before a day. */
export function injectionsTooClose(on: Evaluation, day: DayNumber, weeksMin: number): readonly BlockFact[] {
  return therapeuticInjections(on).filter((injection) => injection.day <= day && day - injection.day < weeksMin * DAYS_PER_WEEK);
}

export function therapeuticInjections(on: Evaluation): readonly BlockFact[] {
  return on.facts('block').filter((block) => block.fact.technique === 'intra-articular' && block.fact.purpose === 'therapeutic' && isInRegion(block, on));
}

/** Ranks sets as `any` would; within one rank, the set with fewer and lighter defects. */
function costOf(set: readonly BlockReading[], rule: BlockRule, on: Evaluation): number {
  const outcomes: Outcome[] = [];
  for (const reading of set) outcomes.push(reading.relief, reading.duration, ...askedOfBlock(reading.block, rule, on));
  const interval = intervalOutcome(set, rule, on);
  if (interval !== undefined) outcomes.push(interval.outcome);
  let sum = 0;
  for (const outcome of outcomes) sum += COST[outcome];
  return COST[all(outcomes)] * 100 + sum;
}

/**
 * The gap a step asks for, on a chosen set: from the last block to the date of service, or the shortest between two
 * blocks that follow each other. Undefined when there is nothing to measure between.
 */
export function intervalOutcome(set: readonly BlockReading[], rule: BlockRule, on: Evaluation):
  { readonly outcome: Outcome; readonly days: number; readonly from: DayNumber } | undefined {
  const { interval } = rule;
  const last = set[set.length - 1];
  if (interval === undefined || last === undefined) return undefined;
  if (interval.between === 'block-and-service') return judged(interval, last.block.day, on.dateOfService, [on.question.exception]);
  let shortest: ReturnType<typeof judged> | undefined;
  for (let i = 1; i < set.length; i++) {
    const later = (set[i] as BlockReading).block;
    const gap = judged(interval, (set[i - 1] as BlockReading).block.day, later.day, [later.fact.exception, on.question.exception]);
    if (shortest === undefined || gap.days < shortest.days) shortest = gap;
  }
  return shortest;
}

/** An individual exception is for people to decide where the policy allows one, never met by itself. */
function judged(interval: NonNullable<BlockRule['interval']>, from: DayNumber, to: DayNumber, exceptions: readonly (DocumentedException | undefined)[]):
  { readonly outcome: Outcome; readonly days: number; readonly from: DayNumber } {
  const days = to - from;
  if (days >= interval.daysMin) return { outcome: 'met', days, from };
  return { outcome: interval.exceptionAllowed && exceptions.some((exception) => exception?.kind === 'block-interval') ? 'review' : 'unmet', days, from };
}
