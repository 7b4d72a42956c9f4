/** Kinds about diagnostic blocks: which the step rests on, and what each asks of them. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf } from './dates';
import { askedRegions, holds, regionOf, regionsOf } from './places';
import { every, of, type Desk, type Joint, type Verdict } from './record';
import { durationVerdict, reliefVerdict, sustained } from './relief';

type Block = FactOf<'block'>;

const day = (fact: { occurredOn: string }): number => dayOf(fact.occurredOn);

/** Diagnostic medial branch blocks without steroid before the service: what may count for a step ("keep, don't count" for the others). */
export function countable(desk: Desk): readonly Block[] {
  return of(desk, 'block').filter((block) => block.purpose === 'diagnostic' && block.technique === 'medial-branch' && block.steroid !== true && day(block) < desk.service);
}

/** Of the joint and side, one of each day (two blocks on one day are one session). */
export function concordant(desk: Desk, target: Joint): readonly Block[] {
  const blocks = countable(desk).filter(({ targets }) => holds(targets, target));
  return blocks.filter((block, at) => blocks.findIndex((other) => day(other) === day(block)) === at);
}

function requiredOf<T>(desk: Desk, kind: string, field: string): T | undefined {
  const found = desk.criteria.filter((criterion) => criterion.kind === kind).map(({ required }) => (required as Record<string, T>)[field]).filter((value) => value !== undefined);
  return found[0];
}

/** The blocks a step rests on: of all choices of the number it asks for the best, and of equals the latest. */
export function restsOn(desk: Desk, target: Joint, number = requiredOf<number>(desk, 'block-concordance', 'blocksMin') ?? 1): readonly Block[] {
  const blocks = concordant(desk, target);
  const choices = choose(blocks, Math.min(number, blocks.length));
  const rank = (choice: readonly Block[]): number => ['met', 'review', 'unknown', 'unmet'].indexOf(every([...reliefs(desk, choice, target), ...durations(desk, choice, target), interval(desk, choice)]));
  return choices.reduce((best, choice) => (rank(choice) <= rank(best) ? choice : best), choices[0] ?? []);
}

/** In order of their last, then of their first block. */
function choose(blocks: readonly Block[], number: number): readonly (readonly Block[])[] {
  if (number === 0) return [[]];
  return blocks.flatMap((last, at) => choose(blocks.slice(0, at), number - 1).map((before) => [...before, last]));
}

const reliefs = (desk: Desk, blocks: readonly Block[], { side }: Joint): readonly Verdict[] => {
  const least = requiredOf<number>(desk, 'block-relief', 'reliefPercentMin');
  return blocks.map((block) => reliefVerdict(sustained(desk, block, side), block.relief?.statedPercent, least));
};

const durations = (desk: Desk, blocks: readonly Block[], { side }: Joint): readonly Verdict[] =>
  blocks.map((block) => durationVerdict(desk, block, side, requiredOf<number>(desk, 'block-relief', 'reliefPercentMin')));

function interval(desk: Desk, blocks: readonly Block[]): Verdict {
  const asked = desk.criteria.find(({ kind }) => kind === 'block-interval')?.required as unknown as { daysMin: number; between: string; exceptionAllowed: boolean } | undefined;
  if (asked === undefined) return 'met';
  const days = asked.between === 'blocks' ? blocks.map(day) : [...blocks.slice(-1).map(day), desk.service];
  const isShort = days.some((at, index) => index > 0 && at - days[index - 1]! < asked.daysMin);
  if (!isShort) return 'met';
  const excepted = [desk.question.exception, ...blocks.map(({ exception }) => exception)].some((exception) => exception?.kind === 'block-interval');
  return asked.exceptionAllowed && excepted ? 'review' : 'unmet';
}

export function blockRelief(desk: Desk, target: Joint): Verdict {
  const blocks = restsOn(desk, target);
  return blocks.length === 0 ? 'unmet' : every(reliefs(desk, blocks, target));
}

export function blockDuration(desk: Desk, target: Joint): Verdict {
  const blocks = restsOn(desk, target);
  return blocks.length === 0 ? 'unmet' : every(durations(desk, blocks, target));
}

export function blockInterval(desk: Desk, target: Joint): Verdict {
  return interval(desk, restsOn(desk, target));
}

export function blockVolume(desk: Desk, asked: { mlPerTargetMax: number }, target: Joint): Verdict {
  return every(restsOn(desk, target).map(({ volumeMlPerTarget: volume }) => (volume === undefined ? 'unknown' : volume <= asked.mlPerTargetMax ? 'met' : 'unmet')));
}

export function blockConcordance(desk: Desk, asked: { blocksMin: number }, target: Joint): Verdict {
  return concordant(desk, target).length >= asked.blocksMin ? 'met' : 'unmet';
}

/** "`block-count` counts recorded diagnostic sessions regardless of place and result" */
export function blockCount(desk: Desk, asked: { blocksMin?: number; perTargetMax?: number }, target: Joint): Verdict {
  const sessions = new Set(countable(desk).flatMap((block) => regionsOf(desk, block.targets).map((region) => `${region} ${block.occurredOn}`)));
  if (asked.blocksMin !== undefined && sessions.size < asked.blocksMin) return 'unmet';
  const ofJoint = of(desk, 'block').filter((block) => block.purpose === 'diagnostic' && holds(block.targets, target) && day(block) < desk.service);
  return asked.perTargetMax !== undefined && new Set(ofJoint.map(day)).size + 1 > asked.perTargetMax ? 'unmet' : 'met';
}

/** Weeks between a therapeutic injection into a joint of the region and a diagnostic block: a recorded one, or the one asked for. */
export function noRecentIntraarticular(desk: Desk, asked: { weeksMin: number }): Verdict {
  const isOfRegion = (block: Block): boolean => block.targets.some(({ level }) => askedRegions(desk).includes(regionOf(desk, level, block.targets)));
  const injections = of(desk, 'block').filter((block) => block.technique === 'intra-articular' && block.purpose === 'therapeutic' && isOfRegion(block));
  const blocks = desk.question.step.startsWith('mbb') ? [desk.service] : [];
  const days = [...blocks, ...countable(desk).filter(isOfRegion).map(day)];
  return days.some((at) => injections.some((injection) => day(injection) <= at && at - day(injection) < 7 * asked.weeksMin)) ? 'unmet' : 'met';
}

/** Blocks of the joint after a day that gave the relief: how many did, and how many may have. */
export function positiveSince(desk: Desk, target: Joint, since: number, least: number): readonly Verdict[] {
  return concordant(desk, target).filter((block) => day(block) > since).map((block) => reliefVerdict(sustained(desk, block, target.side), block.relief?.statedPercent, least));
}
