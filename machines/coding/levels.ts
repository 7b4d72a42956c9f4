/** Levels and sides into lines: which levels each side has, which code each of them is, and how both sides are written. Pure. */
import { levelIndex, regionOfLevel, SIDES, type Level, type Side, type SpinalRegion } from '../kernel/anatomy';
import type { DocumentedTarget } from '../evidence/fact';
import type { Candidate, Coding, Documented } from './coding';
import { bilateralRule, type BilateralRule, type BilateralWay } from './rules';
import type { CodingRule } from './types';

/** One documented joint: a target that was done on both sides is two. */
export interface Placed {
  readonly level: Level;
  readonly side: Side | undefined;
  readonly fact: Documented;
}

export function placedOf(facts: readonly Documented[]): readonly Placed[] {
  const placed: Placed[] = [];
  for (const fact of facts) {
    for (const { level, side } of (fact.fact as { readonly targets?: readonly DocumentedTarget[] }).targets ?? []) {
      if (side === 'bilateral') placed.push({ level, side: 'left', fact }, { level, side: 'right', fact });
      else placed.push({ level, side, fact });
    }
  }
  return placed;
}

export function byRegion(placed: readonly Placed[]): ReadonlyMap<SpinalRegion, readonly Placed[]> {
  const groups = new Map<SpinalRegion, Placed[]>();
  for (const one of placed) {
    const region = regionOfLevel(one.level);
    const group = groups.get(region);
    if (group === undefined) groups.set(region, [one]);
    else group.push(one);
  }
  return groups;
}

/** Regions in which a service was done: of its levels, else as it states. */
export function regionsOf({ fact }: Documented): readonly SpinalRegion[] {
  if (fact.type === 'epidural' && fact.approach === 'caudal') return ['lumbosacral'];
  const placed = 'targets' in fact ? (fact.targets ?? []).map(({ level }) => regionOfLevel(level)) : [];
  if (placed.length > 0) return [...new Set(placed)];
  return fact.type === 'epidural' && fact.region !== undefined ? [fact.region] : [];
}

export function levelsOf(placed: readonly Placed[], side?: Side): readonly Level[] {
  const levels: Level[] = [];
  for (const one of placed) if ((side === undefined || one.side === side) && !levels.includes(one.level)) levels.push(one.level);
  return levels;
}

export function factsOf(placed: readonly Placed[]): readonly Documented[] {
  return [...new Set(placed.map(({ fact }) => fact))];
}

/**
 * The lines of one region. Each side is counted by itself, so that a level of both sides comes before one of one side; where neither
 * side holds the other's levels, which of them is the first level of both is a person's answer (docs/coding.md, Levels).
 */
export function sidedLines(coding: Coding, regions: readonly SpinalRegion[], tiers: readonly string[], placed: readonly Placed[], heldBy: readonly CodingRule[]): readonly Candidate[] {
  const facts = factsOf(placed);
  const [left, right] = [levelsOf(placed, 'left'), levelsOf(placed, 'right')];
  const isUnsided = placed.some(({ side }) => side === undefined);
  const isNested = left.every((level) => right.includes(level)) || right.every((level) => left.includes(level));
  const open = [
    ...coding.holds('sides', [isUnsided ? 'unknown' : 'met'], { facts, missing: ['side'] }),
    ...(isNested ? [] : coding.holds('sides-by-level', ['review'], { facts, missing: ['first-level-of-both-sides'] })),
  ];
  const lines = new Lines(regions, facts, [...heldBy, ...open]);
  if (open.length > 0) {
    for (const [code, ranks] of byCode(coding, tiers, ranksOf(placed))) {
      for (const rank of isOneUnit(coding, code) ? [ranks.flat()] : ranks) putOpen(coding, lines, code, rank);
    }
    return lines.all;
  }
  const ordered = levelsOf(placed).toSorted((a, b) => Number(isOnBoth(b, left, right)) - Number(isOnBoth(a, left, right)) || levelIndex(a) - levelIndex(b));
  for (const [code, levels] of byCode(coding, tiers, ordered)) {
    const groups = isOneUnit(coding, code) ? [levels] : levels.map((level) => [level]);
    for (const group of groups) putSides(coding, lines, code, placed.filter(({ level }) => group.includes(level)));
  }
  return lines.all;
}

/** What may be the first level, the second and so on, while sides are open: a level without a side counts on each. */
function ranksOf(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const onSide = (side: Side): readonly Level[] => levelsOf(placed.filter((one) => one.side === side || one.side === undefined)).toSorted((a, b) => levelIndex(a) - levelIndex(b));
  const [left, right] = [onSide('left'), onSide('right')];
  const ordered = [left, right].map((levels) => levels.toSorted((a, b) => Number(isOnBoth(b, left, right)) - Number(isOnBoth(a, left, right))));
  const count = Math.max(...ordered.map(({ length }) => length));
  return Array.from({ length: count }, (_, rank) => placed.filter(({ level }) => ordered.some((levels) => levels[rank] === level)));
}

function isOnBoth(level: Level, left: readonly Level[], right: readonly Level[]): boolean {
  return left.includes(level) && right.includes(level);
}

/** The first level's code, the second's, and the last one for all further levels. */
function byCode<T>({ file }: Coding, tiers: readonly string[], levels: readonly T[]): readonly (readonly [string, readonly T[]])[] {
  return tiers.map((code, index) => [code, levels.filter((_level, at) => at === index || (at > index && index === tiers.length - 1))] as const)
    .filter(([code, of]) => of.length > 0 && file.codes[code] !== undefined);
}

/** 64492 and 64495 are for the third level and all further ones together. */
function isOneUnit(coding: Coding, code: string): boolean {
  return coding.codeOf(code)?.tier === 3;
}

/** A line whose sides are open: two only where each side is a line in any case. */
function putOpen(coding: Coding, lines: Lines, code: string, placed: readonly Placed[]): void {
  if (wayOf(coding, code, lines.together)?.way !== 'right-and-left-lines') {
    lines.put(code, [], factsOf(placed));
    return;
  }
  for (const side of SIDES) {
    const ofSide = placed.filter((one) => one.side === side || one.side === undefined);
    if (ofSide.length > 0) lines.put(code, [side === 'left' ? 'LT' : 'RT'], factsOf(ofSide));
  }
}

/** One level, or the levels that one code is for together. */
function putSides(coding: Coding, lines: Lines, code: string, placed: readonly Placed[]): void {
  const ofSide = (side: Side): readonly Placed[] => placed.filter((one) => one.side === side);
  const [left, right] = [ofSide('left'), ofSide('right')];
  if (left.length === 0 || right.length === 0) {
    lines.put(code, [left.length === 0 ? 'RT' : 'LT'], factsOf(placed));
    return;
  }
  const facts = factsOf(placed);
  const rule = wayOf(coding, code, lines.together);
  coding.tell('bilateral', 'met', { codes: [code], facts, found: { [code]: rule?.way ?? DEFAULT_WAY }, ...(rule !== undefined && { cited: rule }) });
  if (rule?.way === 'right-and-left-lines') {
    lines.put(code, ['RT'], factsOf(right));
    lines.put(code, ['LT'], factsOf(left));
  } else if (rule?.way === 'twice') {
    lines.put(code, [], facts);
    lines.put(code, [], facts);
  } else lines.put(code, ['50'], facts);
}

const DEFAULT_WAY: BilateralWay = 'modifier-50';

/** How both sides of a code are written on this claim. */
export function wayOf({ coverage, question, file }: Coding, code: string, together: readonly Documented[]): BilateralRule | undefined {
  return bilateralRule(coverage, question.claimType, question.placeOfService ?? onePlaceOf(together), file.codes[code]?.role ?? 'primary');
}

/** Where all of them were done; undefined where that is not one place. */
function onePlaceOf(facts: readonly Documented[]): string | undefined {
  const settings = facts.map(({ fact }) => (fact as { readonly setting?: string }).setting);
  return settings.every((setting) => setting === settings[0]) ? settings[0] : undefined;
}

/** Further levels of one side are units of one line; a level of both sides is a line of its own. */
class Lines {
  private readonly byKey = new Map<string, Candidate>();

  constructor(private readonly regions: readonly SpinalRegion[], readonly together: readonly Documented[], private readonly heldBy: readonly CodingRule[]) {}

  get all(): readonly Candidate[] {
    return [...this.byKey.values()];
  }

  put(code: string, modifiers: readonly string[], facts: readonly Documented[]): void {
    const isOfOneSide = modifiers.includes('RT') || modifiers.includes('LT');
    const key = isOfOneSide ? `${code} ${modifiers.join()}` : String(this.byKey.size);
    const known = this.byKey.get(key);
    this.byKey.set(key, { codes: [code], modifiers, units: (known?.units ?? 0) + 1, facts: [...new Set([...known?.facts ?? [], ...facts])], together: this.together, regions: this.regions, heldBy: this.heldBy });
  }
}
