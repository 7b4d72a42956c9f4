/** Chance from a given generator, and dates without a clock. */
import { dayNumber } from './facts';

export interface Dice {
  /** One answer for the whole chart, true in half of all. */
  fixedChance: boolean;
  below: (count: number) => number;
  chance: (probability: number) => boolean;
  of: <T>(values: readonly T[]) => T;
  shuffled: <T>(values: readonly T[]) => T[];
}

export function dice(random: () => number): Dice {
  const below = (count: number): number => Math.min(count - 1, Math.floor(random() * count));
  return {
    fixedChance: random() < 0.5,
    below,
    chance: (probability) => random() < probability,
    of: <T>(values: readonly T[]): T => values[below(values.length)] as T,
    shuffled: <T>(values: readonly T[]): T[] => {
      const copy = [...values];
      for (let index = copy.length - 1; index > 0; index -= 1) {
        const other = below(index + 1);
        [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
      }
      return copy;
    },
  };
}

/** A small seeded generator (mulberry32): the same seed, the same charts. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function lengthOf(year: number, month: number): number {
  return month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0) ? 29 : LENGTHS[month - 1] ?? 31;
}

export function addDays(date: string, days: number): string {
  let [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  day += days;
  while (day < 1) {
    month -= 1;
    if (month < 1) [year, month] = [year - 1, 12];
    day += lengthOf(year, month);
  }
  while (day > lengthOf(year, month)) {
    day -= lengthOf(year, month);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A date some years off (29 February becomes 28), then some days. */
export function add(date: string, years: number, days: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const moved = `${year + years}-${String(month).padStart(2, '0')}-${String(Math.min(day, lengthOf(year + years, month))).padStart(2, '0')}`;
  return addDays(moved, days);
}

/** Two dates are the same distance apart by either arithmetic: used by the self-check. */
export function isConsistent(date: string, days: number): boolean {
  return dayNumber(addDays(date, days)) - dayNumber(date) === days;
}
