/** Units of a code on one day against its limit: one rule for the lines that are chosen and for those of a claim. Pure. */
import type { Code } from './codes';
import type { BilateralWay } from './rules';

export interface CountedLine {
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly units: number;
  readonly of: Code | undefined;
  /** How both sides of it are written. */
  readonly way: BilateralWay;
}

/**
 * Places in the list of the lines with which a code passes its limit. Both sides in one line are one unit; where they are
 * a right and a left line the limit is each side's, and where a further level is reported twice it is that of both.
 */
export function overLimit(lines: readonly CountedLine[]): readonly number[] {
  const billed = new Map<string, number>();
  return lines.flatMap((line, index) => {
    const { code, of } = line;
    if (of?.unitsMax === undefined) return [];
    const limit = of.unitsMax;
    const isOver = shares(line).map(([side, units]) => {
      const total = (billed.get(code + side) ?? 0) + units;
      billed.set(code + side, total);
      return total > limit;
    }).includes(true);
    return isOver ? [index] : [];
  });
}

/** What a line takes of which limit. */
function shares({ modifiers, units, of, way }: CountedLine): readonly (readonly [side: string, units: number])[] {
  if (way === 'modifier-50' || of?.bilateral !== true) return [['', units]];
  const side = modifiers.find((modifier) => modifier === 'RT' || modifier === 'LT');
  if (side !== undefined) return [[side, units]];
  return way === 'twice' ? [['RT', units / 2], ['LT', units / 2]] : [['', units]];
}
