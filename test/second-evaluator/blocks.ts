/** Kinds about diagnostic blocks: what each asks of those the step rests on. "One defect, one kind." */
import { injections, isTooClose, covering, day, diagnostics, interval, restsOn, ruleOf, sessions, volume, type Block } from './chosen-blocks';
import { covers } from './places';
import { of, every, type Desk, type Joint, type Verdict } from './record';
import { durationOfBlock, reliefOfBlock } from './relief';
import { oneOf } from './session';

/** Without a block of the joint only number and place speak. */
function ofBlocks(desk: Desk, target: Joint, judge: (blocks: readonly Block[]) => Verdict | undefined): Verdict | undefined {
  const blocks = restsOn(desk, target);
  return blocks.length === 0 ? undefined : judge(blocks);
}

export function blockRelief(desk: Desk, target: Joint): Verdict | undefined {
  return ofBlocks(desk, target, (blocks) => every(blocks.map((block) => reliefOfBlock(desk, block, target.side, ruleOf(desk)?.reliefPercentMin))));
}

export function blockDuration(desk: Desk, target: Joint): Verdict | undefined {
  return ofBlocks(desk, target, (blocks) => every(blocks.map((block) => durationOfBlock(desk, block, target.side, ruleOf(desk)?.reliefPercentMin))));
}

export function blockInterval(desk: Desk, target: Joint): Verdict | undefined {
  return ofBlocks(desk, target, (blocks) => interval(desk, ruleOf(desk)!, blocks));
}

export function blockVolume(desk: Desk, asked: { mlPerTargetMax: number }, target: Joint): Verdict | undefined {
  return ofBlocks(desk, target, (blocks) => every(blocks.map((block) => volume(block, asked.mlPerTargetMax))));
}

/** As many of the recorded sessions as the step asks for cover the joint; one whose side is not recorded may. */
export function blockConcordance(desk: Desk, asked: { blocksMin: number }, target: Joint): Verdict | undefined {
  const rule = ruleOf(desk);
  const wanted = Math.min(asked.blocksMin, sessions(desk));
  if (wanted === 0 || rule === undefined) return undefined;
  const sure = covering(desk, target, rule);
  if (sure.length >= wanted) return 'met';
  const perhaps = diagnostics(desk, target).filter(({ targets }) => covers(targets, target) === 'perhaps');
  const possible = new Set([...sure, ...perhaps].map(day)).size;
  return possible >= wanted ? 'unknown' : 'unmet';
}

/** "`block-count` counts recorded diagnostic sessions regardless of place and result"; as a cap, those of one joint and side with the asked one. */
export function blockCount(desk: Desk, asked: { blocksMin?: number; perTargetMax?: number; anestheticOnly?: boolean }, target: Joint): Verdict {
  const { blocksMin = 0 } = asked;
  if (asked.perTargetMax === undefined) {
    if (sessions(desk) < blocksMin) return 'unmet';
    return asked.anestheticOnly && sessions(desk, ({ steroid }) => steroid === false) < blocksMin ? 'unknown' : 'met';
  }
  // Of the joint, whatever region the question names.
  const blocks = of(desk, 'block').filter((block) => block.purpose === 'diagnostic' && day(block) < desk.service);
  const daysOf = (answer: string): number[] => [...new Set(blocks.filter(({ targets }) => covers(targets, target) === answer).map(day))];
  const [sure, perhaps] = [daysOf('yes'), daysOf('perhaps')];
  if (sure.length + 1 > asked.perTargetMax) return 'unmet';
  const possible = new Set([...sure, ...perhaps]).size;
  return possible + 1 > asked.perTargetMax ? 'unknown' : 'met';
}

/** Of the asked session and of all blocks it rests on. */
export function imageGuidance(desk: Desk, asked: { allowed: string[] }): Verdict {
  // An epidural rests on no block.
  if (desk.question.step === 'esi') return oneOf(desk.question.guidance, asked);
  const given = [desk.question.guidance, ...desk.question.targets.flatMap((target) => restsOn(desk, target)).map(({ guidance }) => guidance)];
  return every(given.map((guidance) => oneOf(guidance, asked)));
}

/** Weeks between a therapeutic injection into a joint of the region and the asked block, or one the step rests on. */
export function noRecentIntraarticular(desk: Desk, asked: { weeksMin: number }): Verdict {
  const days = desk.question.targets.flatMap((target) => restsOn(desk, target)).map(day);
  if (desk.question.step.startsWith('mbb')) days.push(desk.service);
  return injections(desk).some((injection) => days.some((at) => isTooClose(day(injection), at, asked.weeksMin))) ? 'unmet' : 'met';
}
