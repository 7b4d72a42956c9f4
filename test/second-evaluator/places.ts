/** Levels, sides and regions. */
import type { Desk, Joint } from './record';

export const COLUMN = ['C2-C3', 'C3-C4', 'C4-C5', 'C5-C6', 'C6-C7', 'C7-T1', 'T1-T2', 'T2-T3', 'T3-T4', 'T4-T5', 'T5-T6', 'T6-T7', 'T7-T8', 'T8-T9',
  'T9-T10', 'T10-T11', 'T11-T12', 'T12-L1', 'L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1'];
const SPINE = ['cervical-thoracic', 'lumbosacral'];

export interface Place { readonly level: string; readonly side?: string }

export function plainRegionOf(level: string): string {
  return level.startsWith('L') ? 'lumbosacral' : 'cervical-thoracic';
}

/** The region of a joint that is treated together with others (C14: T12-L1 with L1-L2 is lumbosacral for some contractors). */
export function regionOf(desk: Desk, level: string, together: readonly Place[]): string {
  const isJunction = level === 'T12-L1' && desk.content.parameters.junctionIsLumbosacral && together.some((place) => place.level === 'L1-L2');
  return isJunction ? 'lumbosacral' : plainRegionOf(level);
}

export function regionsOf(desk: Desk, places: readonly Place[]): readonly string[] {
  return [...new Set(places.map((place) => regionOf(desk, place.level, places)))];
}

/** "Without `region` the regions are those of the targets". */
export function askedRegions(desk: Desk): readonly string[] {
  const { region, targets } = desk.question;
  if (region !== undefined && SPINE.includes(region)) return [region];
  const regions = regionsOf(desk, targets);
  if (!desk.faults.has('region-of-first-target') || regions.length < 2) return regions;
  const hasJunction = desk.content.parameters.junctionIsLumbosacral && ['T12-L1', 'L1-L2'].every((level) => targets.some((target) => target.level === level));
  return [hasJunction ? 'lumbosacral' : regionOf(desk, targets[0]!.level, targets)];
}

/** The region that a target's own evidence must be of. */
export function regionOfTarget(desk: Desk, target: Joint | undefined): string | undefined {
  const regions = askedRegions(desk);
  return regions.length < 2 || target === undefined ? regions[0] : regionOf(desk, target.level, desk.question.targets);
}

/** Is it a session of the region: C14 counts T12-L1 as lumbosacral only with L1-L2, and both are then one lumbar session. */
export function touches(desk: Desk, places: readonly Place[], region: string | undefined): boolean {
  return regionsOf(desk, places).some((one) => one === region);
}

/** Does it reach a joint that may be asked for in the region: a joint is the same joint whatever was treated with it. */
export function reaches(desk: Desk, places: readonly Place[], region: string | undefined): boolean {
  const mayJoin = region === 'lumbosacral' && desk.content.parameters.junctionIsLumbosacral;
  return places.some(({ level }) => plainRegionOf(level) === region || (mayJoin && level === 'T12-L1'));
}

/** Bilateral states both sides; a side that is not recorded may be either. */
export function covers(places: readonly Place[], target: Joint): 'yes' | 'no' | 'perhaps' {
  const here = places.filter(({ level }) => level === target.level);
  if (here.some(({ side }) => side === target.side || side === 'bilateral')) return 'yes';
  return here.some(({ side }) => side === undefined) ? 'perhaps' : 'no';
}
