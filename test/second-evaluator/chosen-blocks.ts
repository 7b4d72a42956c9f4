/** Which diagnostic blocks a step rests on. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf } from './dates';
import { askedRegions, covers, reaches, regionOfTarget, regionsOf, touches } from './places';
import { every, of, type Desk, type Joint, type Verdict } from './record';
import { durationOfBlock, reliefOfBlock } from './relief';
import { oneOf } from './session';

export type Block = FactOf<'block'>;
export const day = (fact: { occurredOn: string }): number => dayOf(fact.occurredOn);

/** "Keep, don't count": intra-articular, therapeutic and steroid blocks prove nothing. */
export function isCountable({ purpose, technique, steroid }: Block): boolean {
  return purpose === 'diagnostic' && technique === 'medial-branch' && steroid !== true;
}

/** Before the service ("never counts backwards"), in the region asked about; a joint of the junction wherever it was treated. */
export function diagnostics(desk: Desk, target: Joint, counts = isCountable): readonly Block[] {
  const region = regionOfTarget(desk, target);
  return of(desk, 'block').filter((block) => counts(block) && day(block) < desk.service && reaches(desk, block.targets, region));
}

/** C9: a session is one region on one day. */
export function sessions(desk: Desk, which: (block: Block) => boolean = () => true): number {
  const [first, second] = askedRegions(desk);
  const places = (block: Block): readonly string[] => (second === undefined ? [touches(desk, block.targets, first) ? 'here' : 'elsewhere'] : regionsOf(desk, block.targets));
  const blocks = of(desk, 'block').filter((block) => isCountable(block) && which(block) && day(block) < desk.service);
  return new Set(blocks.flatMap((block) => places(block).map((place) => `${place} ${block.occurredOn}`))).size;
}

/** What the step's criteria ask of its blocks. */
export interface BlockRule {
  readonly number: number;
  readonly reliefPercentMin?: number;
  readonly interval?: { daysMin: number; between: string; exceptionAllowed: boolean };
  readonly guidance?: { allowed: string[] };
  readonly mlPerTargetMax?: number;
  readonly weeksAfterInjection?: number;
}

export function ruleOf(desk: Desk): BlockRule | undefined {
  const all = (kind: string): readonly Record<string, never>[] => desk.criteria.filter((criterion) => criterion.kind === kind).map(({ required }) => required as Record<string, never>);
  const number = [...all('block-count'), ...all('block-concordance')].find(({ blocksMin }) => blocksMin !== undefined)?.blocksMin;
  const [relief] = all('block-relief');
  if (relief === undefined && number === undefined) return undefined;
  return {
    number: number ?? 1, reliefPercentMin: relief?.reliefPercentMin, interval: all('block-interval')[0] as never, guidance: all('image-guidance')[0] as never,
    mlPerTargetMax: all('block-volume')[0]?.mlPerTargetMax, weeksAfterInjection: all('no-recent-intraarticular')[0]?.weeksMin,
  };
}

const COST: Readonly<Record<Verdict, number>> = { met: 0, review: 1, unknown: 2, unmet: 3 };

/** Those that cover the joint, one of each day ("two blocks on one day: one session"); where they disagree the weaker stands. */
export function covering(desk: Desk, target: Joint, rule: BlockRule): readonly Block[] {
  const found: Block[] = [];
  const cost = (block: Block): number => COST[every([reliefOfBlock(desk, block, target.side, rule.reliefPercentMin), durationOfBlock(desk, block, target.side, rule.reliefPercentMin)])];
  for (const block of diagnostics(desk, target).filter(({ targets }) => covers(targets, target) === 'yes')) {
    const last = found.at(-1);
    if (last === undefined || day(last) !== day(block)) found.push(block);
    else if (cost(block) > cost(last)) found[found.length - 1] = block;
  }
  return found;
}

/** Of every choice of the number asked for the one that stands best in all that is asked of it, of equals the latest: two good blocks are not undone by a third. */
export function restsOn(desk: Desk, target: Joint): readonly Block[] {
  const known = desk.chosen.get(target);
  if (known !== undefined) return known;
  const blocks = best(desk, target);
  desk.chosen.set(target, blocks);
  return blocks;
}

function best(desk: Desk, target: Joint): readonly Block[] {
  const rule = ruleOf(desk);
  if (rule === undefined) return [];
  const blocks = covering(desk, target, rule);
  if (blocks.length <= rule.number) return blocks;
  const cost = (choice: readonly Block[]): number => {
    const verdicts = choice.flatMap((block) => judge(desk, rule, block, target));
    const between = interval(desk, rule, choice);
    if (between !== undefined) verdicts.push(between);
    return 100 * COST[every(verdicts)] + verdicts.reduce((sum, verdict) => sum + COST[verdict], 0);
  };
  const choices = choose(blocks, rule.number).map((choice) => ({ choice, cost: cost(choice) }));
  const least = Math.min(...choices.map((one) => one.cost));
  return choices.filter((one) => one.cost === least).at(-1)!.choice;
}

function judge(desk: Desk, rule: BlockRule, block: Block, { side }: Joint): Verdict[] {
  const verdicts = [reliefOfBlock(desk, block, side, rule.reliefPercentMin), durationOfBlock(desk, block, side, rule.reliefPercentMin)];
  if (rule.guidance) verdicts.push(oneOf(block.guidance, rule.guidance));
  if (rule.mlPerTargetMax !== undefined) verdicts.push(volume(block, rule.mlPerTargetMax));
  if (rule.weeksAfterInjection !== undefined) verdicts.push(injections(desk).some((one) => isTooClose(day(one), day(block), rule.weeksAfterInjection!)) ? 'unmet' : 'met');
  return verdicts;
}

/** In order of the first, then of the next. */
function choose(blocks: readonly Block[], number: number): readonly (readonly Block[])[] {
  if (number === 0) return [[]];
  return blocks.flatMap((first, at) => choose(blocks.slice(at + 1), number - 1).map((rest) => [first, ...rest]));
}

export function interval(desk: Desk, { interval: asked }: BlockRule, blocks: readonly Block[]): Verdict | undefined {
  const last = blocks.at(-1);
  if (asked === undefined || last === undefined) return undefined;
  const gaps = asked.between === 'blocks'
    ? blocks.slice(1).map((later, at) => ({ days: day(later) - day(blocks[at]!), exceptions: [later.exception, desk.question.exception] }))
    : [{ days: desk.service - day(last), exceptions: [desk.question.exception] }];
  if (gaps.length === 0) return undefined;
  return every(gaps.map(({ days, exceptions }) => {
    if (days >= asked.daysMin) return 'met';
    const recorded = exceptions.filter((exception) => exception !== undefined);
    return asked.exceptionAllowed && recorded.some(({ kind }) => kind === 'block-interval') ? 'review' : 'unmet';
  }));
}

export function volume({ volumeMlPerTarget: millilitres }: Block, most: number): Verdict {
  return millilitres === undefined ? 'unknown' : millilitres <= most ? 'met' : 'unmet';
}

/** Therapeutic injections into a joint of the region. */
export function injections(desk: Desk): readonly Block[] {
  return of(desk, 'block').filter(({ technique, purpose, targets }) => technique === 'intra-articular' && purpose === 'therapeutic' && askedRegions(desk).some((region) => touches(desk, targets, region)));
}

export function isTooClose(injection: number, block: number, weeks: number): boolean {
  return injection <= block && block - injection < 7 * weeks;
}
