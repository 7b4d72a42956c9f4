/** Percent relief of a block (documentation.md): the lowest over the agent's window, beside what was stated. */
import type { FactOf } from '../../machines/evidence/fact';
import type { Desk, Verdict } from './record';

type Block = FactOf<'block'>;

export function percent(baseline: number | undefined, after: number | undefined): number | undefined {
  return baseline === undefined || after === undefined || baseline <= 0 ? undefined : ((baseline - after) / baseline) * 100;
}

export function windowOf(desk: Desk, block: Block): number | undefined {
  const windows = desk.content.parameters.agentWindowMinutes;
  return block.agent !== undefined && Object.hasOwn(windows, block.agent) ? windows[block.agent] : undefined;
}

/** Observations of a side: its own and those that name none. */
export function observed(block: Block, side: string): readonly { minutes: number; score: number }[] {
  return (block.relief?.observations ?? []).filter((observation) => observation.side === undefined || observation.side === side);
}

/** "the lowest relief among observations from 15 minutes to the end of the window; known with at least one observation at or after the window's end, or durationHours >= the window" */
export function sustained(desk: Desk, block: Block, side: string): number | undefined {
  const window = windowOf(desk, block);
  if (window === undefined) return undefined;
  const all = observed(block, side);
  const isKnown = all.some(({ minutes }) => minutes >= window) || (block.relief?.durationHours ?? 0) * 60 >= window;
  const inWindow = all.filter(({ minutes }) => minutes >= desk.content.parameters.reliefFromMinutes && minutes <= window);
  if (!isKnown || inWindow.length === 0) return undefined;
  return percent(block.relief?.baseline, Math.max(...inWindow.map(({ score }) => score)));
}

/** C4: stated and computed on opposite sides are for people; a figure that is only stated never meets. Without a threshold: presence (C10). */
export function reliefVerdict(computed: number | undefined, stated: number | undefined, least: number | undefined): Verdict {
  const passes = (value: number): boolean => (least === undefined ? value > 0 : value >= least);
  if (computed === undefined) {
    if (stated === undefined) return 'unknown';
    return !passes(stated) ? 'unmet' : least === undefined ? 'met' : 'review';
  }
  if (stated !== undefined && passes(stated) !== passes(computed)) return 'review';
  return passes(computed) ? 'met' : 'unmet';
}

/** "compares durationHours, else the last observation at or above the threshold, with the window" */
export function durationVerdict(desk: Desk, block: Block, side: string, least: number | undefined): Verdict {
  const window = windowOf(desk, block);
  if (window === undefined) return 'unknown';
  const held = block.relief?.durationHours !== undefined ? block.relief.durationHours * 60 : lastHeld(block, side, least);
  return held === undefined ? 'unknown' : held >= window ? 'met' : 'unmet';
}

function lastHeld(block: Block, side: string, least: number | undefined): number | undefined {
  const reliefs = observed(block, side).map(({ minutes, score }) => ({ minutes, relief: percent(block.relief?.baseline, score) })).filter(({ relief }) => relief !== undefined);
  if (reliefs.length === 0) return undefined;
  return Math.max(0, ...reliefs.filter(({ relief }) => (least === undefined ? relief! > 0 : relief! >= least)).map(({ minutes }) => minutes));
}
