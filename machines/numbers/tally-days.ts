/** Days counted by how often each number of them occurs: the median is exact, and memory grows with the days told apart, not with the cases. Pure. */

export interface DaysTally {
  readonly cases: number;
  /** Left out of the median: the record puts the end before the beginning. */
  readonly outOfOrder: number;
  /** Cases by number of days. */
  readonly byDays: Readonly<Record<number, number>>;
}

export const NO_DAYS: DaysTally = { cases: 0, outOfOrder: 0, byDays: {} };

export function countDays(tally: DaysTally, days: number): DaysTally {
  if (days < 0) return { ...tally, outOfOrder: tally.outOfOrder + 1 };
  return { ...tally, cases: tally.cases + 1, byDays: { ...tally.byDays, [days]: (tally.byDays[days] ?? 0) + 1 } };
}

/** Of an even number of cases the mean of the two in the middle; null of none. */
export function medianOf({ cases, byDays }: DaysTally): number | null {
  if (cases === 0) return null;
  const ordered = Object.entries(byDays).map(([days, count]) => ({ days: Number(days), count })).sort((a, b) => a.days - b.days);
  const at = (place: number): number => {
    let passed = 0;
    for (const { days, count } of ordered) {
      passed += count;
      if (place < passed) return days;
    }
    return 0;
  };
  return (at(Math.floor((cases - 1) / 2)) + at(Math.floor(cases / 2))) / 2;
}
