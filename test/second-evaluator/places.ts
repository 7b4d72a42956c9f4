/** Levels, sides and regions. */
import type { Desk, Joint } from './record';

export const COLUMN = ['C2-C3', 'C3-C4', 'C4-C5', 'C5-C6', 'C6-C7', 'C7-T1', 'T1-T2', 'T2-T3', 'T3-T4', 'T4-T5', 'T5-T6', 'T6-T7', 'T7-T8', 'T8-T9',
  'T9-T10', 'T10-T11', 'T11-T12', 'T12-L1', 'L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1'];

interface Place { readonly level: string; readonly side?: string }

/** The region of a joint that is treated together with others (C14: T12-L1 with L1-L2 is lumbosacral for some contractors). */
export function regionOf(desk: Desk, level: string, together: readonly Place[]): string {
  const isJunction = level === 'T12-L1' && desk.content.parameters.junctionIsLumbosacral && together.some((place) => place.level === 'L1-L2');
  return level.startsWith('L') || isJunction ? 'lumbosacral' : 'cervical-thoracic';
}

export function regionsOf(desk: Desk, places: readonly Place[]): readonly string[] {
  return [...new Set(places.map((place) => regionOf(desk, place.level, places)))];
}

/** The regions asked about: the question's own, else those of its targets. */
export function askedRegions(desk: Desk): readonly string[] {
  return desk.question.region === undefined ? regionsOf(desk, desk.question.targets) : [desk.question.region];
}

/** The region a target's own evidence must be of. */
export function regionOfTarget(desk: Desk, target: Joint): string {
  return desk.question.region ?? regionOf(desk, target.level, desk.question.targets);
}

export function holds(places: readonly Place[], target: Joint): boolean {
  return places.some((place) => place.level === target.level && place.side === target.side);
}
