/**
 * How much a suite of test/reliability does. `npm test` does a part of it, `npm run test:reliability` all (PATHGATE_TIER=full).
 * Chance comes from a seed that is printed: PATHGATE_SEED repeats a run.
 */
import { randomInt } from 'node:crypto';

export const IS_FULL = process.env['PATHGATE_TIER'] === 'full';
const SEED_MAX = 2 ** 31;

export function tiered(quick: number, full: number): number {
  return IS_FULL ? full : quick;
}

export interface Chance {
  readonly seed: number;
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to `end`. */
  below(end: number): number;
}

/** Prints the seed, once for each call. */
export function seededChance(name: string, seed = Number(process.env['PATHGATE_SEED'] ?? randomInt(SEED_MAX))): Chance {
  process.stderr.write(`${name}: seed ${seed}\n`);
  let state = seed >>> 0;
  // Mulberry32: small, and good enough to choose moments and sectors.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, next, below: (end) => Math.floor(next() * end) };
}

/** The figure a promise is held to, for docs/PROMISES.md. */
export function tellFigure(promise: string, figure: string): void {
  process.stderr.write(`${promise}: ${figure}\n`);
}
