/** Percent relief of a block (the notes on documentation): the lowest over the agent's window, beside what was stated. */
import type { FactOf } from '../../machines/evidence/fact';
import { every, type Desk, type Verdict } from './record';

type Block = FactOf<'block'>;

/** In whole ten-thousandths, so that 1.4 of 7 is 80 % and not a little less. */
export function percent(baseline: number | undefined, after: number | undefined): number | undefined {
  if (baseline === undefined || after === undefined || baseline <= 0) return undefined;
  const whole = Math.round(baseline * 10_000);
  return (100 * (whole - Math.round(after * 10_000))) / whole;
}

/** C7: where both sides were treated, a figure that names no side is nobody's. */
function isOneSided({ targets }: Block): boolean {
  const sides = new Set(targets.map(({ side }) => side));
  return sides.size === 1 && !sides.has(undefined) && !sides.has('bilateral');
}

function reliefsOf(block: Block, side: string): readonly { minutes: number; relief: number }[] {
  const counts = (of: string | undefined): boolean => (of === undefined ? isOneSided(block) : of === side);
  return (block.relief?.observations ?? []).filter((one) => counts(one.side))
    .map(({ minutes, score }) => ({ minutes, relief: percent(block.relief?.baseline, score) }))
    .filter((one): one is { minutes: number; relief: number } => one.relief !== undefined);
}

function windowOf(desk: Desk, { agent }: Block): number | undefined {
  const windows = desk.content.parameters.agentWindowMinutes;
  return agent !== undefined && Object.hasOwn(windows, agent) ? windows[agent] : undefined;
}

/** "the lowest relief among observations from 15 minutes to the end of the window; known with at least one observation at or after the window's end, or durationHours >= the window" */
function sustained(desk: Desk, block: Block, side: string): number | undefined {
  const window = windowOf(desk, block);
  if (window === undefined) return undefined;
  const all = reliefsOf(block, side);
  if (!all.some(({ minutes }) => minutes >= window) && (block.relief?.durationHours ?? 0) * 60 < window) return undefined;
  const within = all.filter(({ minutes }) => minutes >= desk.content.parameters.reliefFromMinutes && minutes <= window);
  return within.length === 0 ? undefined : Math.min(...within.map(({ relief }) => relief));
}

/** C4: stated and computed on opposite sides are for people; a figure that is only stated never meets a threshold. */
export function against(computed: number | undefined, stated: number | undefined, least: number): Verdict {
  if (computed === undefined) return stated === undefined ? 'unknown' : stated >= least ? 'review' : 'unmet';
  if (stated !== undefined && stated >= least !== computed >= least) return 'review';
  return computed >= least ? 'met' : 'unmet';
}

export function reliefOfBlock(desk: Desk, block: Block, side: string, least: number | undefined): Verdict {
  const stated = isOneSided(block) ? block.relief?.statedPercent : undefined;
  const seen = reliefsOf(block, side);
  if (least === undefined) return presence([...seen.map(({ relief }) => relief), stated]);
  const lowest = sustained(desk, block, side);
  const isUsable = seen.some(({ minutes }) => minutes >= desk.content.parameters.reliefFromMinutes);
  return lowest === undefined && isUsable ? 'unknown' : against(lowest, stated, least);
}

/** C10: any documented relief is met, documented none unmet. */
export function presence(figures: readonly (number | undefined)[]): Verdict {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === 0 ? 'unknown' : known.some((figure) => figure > 0) ? 'met' : 'unmet';
}

/** "compares `durationHours`, else the last observation at or above the threshold" */
export function minutesHeld(block: Block, side: string, least: number | undefined): number | undefined {
  const hours = block.relief?.durationHours;
  const seen = reliefsOf(block, side);
  if (hours !== undefined && (isOneSided(block) || seen.length > 0)) return hours * 60;
  const passing = seen.filter(({ relief }) => least !== undefined && relief >= least).map(({ minutes }) => minutes);
  return passing.length === 0 ? undefined : Math.max(...passing) || undefined;
}

export function durationOfBlock(desk: Desk, block: Block, side: string, least: number | undefined): Verdict {
  const window = windowOf(desk, block);
  const held = minutesHeld(block, side, least);
  return window === undefined || held === undefined ? 'unknown' : held >= window ? 'met' : 'unmet';
}

/** Relief that also has to hold until a day. */
export function heldUntil(relief: Verdict, holds: boolean | undefined): Verdict {
  return every([relief, holds === undefined ? 'unknown' : holds ? 'met' : 'unmet']);
}
