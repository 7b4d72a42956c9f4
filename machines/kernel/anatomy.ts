/**
 * Facet joints, spinal regions and sides. Pure.
 * A level is one facet joint named by its two vertebrae (`L4-L5`); the medial branches that serve it are derived.
 * T12-L1 is thoracic; some contractors count it with L1-L2 as lumbosacral (a policy's parameter, `docs/reading-policies.md` C14).
 */
export const LEVELS = [
  'C2-C3', 'C3-C4', 'C4-C5', 'C5-C6', 'C6-C7', 'C7-T1',
  'T1-T2', 'T2-T3', 'T3-T4', 'T4-T5', 'T5-T6', 'T6-T7', 'T7-T8', 'T8-T9', 'T9-T10', 'T10-T11', 'T11-T12', 'T12-L1',
  'L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L5-S1',
] as const;
export type Level = (typeof LEVELS)[number];

export const SPINAL_REGIONS = ['cervical-thoracic', 'lumbosacral'] as const;
export type SpinalRegion = (typeof SPINAL_REGIONS)[number];

export const LEAD_REGIONS = ['cervical', 'thoracolumbar'] as const;
export type LeadRegion = (typeof LEAD_REGIONS)[number];

export type Region = SpinalRegion | LeadRegion;

export const SIDES = ['left', 'right'] as const;
export type Side = (typeof SIDES)[number];

/** What a planned or assessed target is: one joint on one side. */
export interface Target {
  readonly level: Level;
  readonly side: Side;
}

const INDEX: ReadonlyMap<string, number> = new Map(LEVELS.map((level, index) => [level, index]));
const FIRST_LUMBAR = LEVELS.indexOf('L1-L2');

export function isLevel(value: unknown): value is Level {
  return typeof value === 'string' && INDEX.has(value);
}

export function levelIndex(level: Level): number {
  return INDEX.get(level) ?? -1;
}

export function regionOfLevel(level: Level): SpinalRegion {
  return levelIndex(level) >= FIRST_LUMBAR ? 'lumbosacral' : 'cervical-thoracic';
}

/** Neighbouring joints share a vertebra. */
export function areAdjacent(a: Level, b: Level): boolean {
  return Math.abs(levelIndex(a) - levelIndex(b)) === 1;
}

/** The thoraco-lumbar junction: T12-L1 with L1-L2. */
export function isJunctionPair(levels: readonly Level[]): boolean {
  return levels.includes('T12-L1') && levels.includes('L1-L2');
}

export function isSameTarget(a: Target, b: Target): boolean {
  return a.level === b.level && a.side === b.side;
}

/**
 * The nerves that serve a joint: two medial branches, but one (the third occipital nerve) at C2-C3
 * and the L5 dorsal ramus at L5-S1. Cervical branches carry the joint's own numbers; from C7-T1 down
 * the branch above serves the joint below (L4-L5 is served by L3 and L4).
 */
export function nervesOf(level: Level): readonly string[] {
  if (level === 'C2-C3') return ['third occipital nerve'];
  if (level === 'L5-S1') return ['L4 medial branch', 'L5 dorsal ramus'];
  if (level === 'C7-T1') return ['C7 medial branch', 'C8 medial branch'];
  const [upper = '', lower = ''] = level.split('-');
  if (lower.startsWith('C')) return [`${upper} medial branch`, `${lower} medial branch`];
  return [`${BRANCHES[BRANCHES.indexOf(upper) - 1] ?? upper} medial branch`, `${upper} medial branch`];
}

/** Medial branches from C8 down, in order: each serves the joint below its own vertebra and the next. */
const BRANCHES = ['C8', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12', 'L1', 'L2', 'L3', 'L4'];
