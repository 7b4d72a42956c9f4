import fc from 'fast-check';
import type { Observation, ReliefSeries } from './fact';
import { reliefOf } from './relief';

const WINDOW_MINUTES = 180;
const FROM_MINUTES = 15;
const series = (observations: Observation[], rest: Partial<ReliefSeries> = {}): ReliefSeries => ({ scale: 'NRS', baseline: 8, observations, ...rest });
const at = (minutes: number, score: number, side?: 'left' | 'right'): Observation => (side === undefined ? { minutes, score } : { minutes, score, side });
const right = (given: ReliefSeries) => reliefOf(given, 'right', true);

describe('the named statistics of a relief series', () => {
  const day = series([at(5, 8), at(30, 2), at(60, 1), at(180, 1.6), at(240, 4)], { statedPercent: 88 });

  it('reads the lowest relief from minute 15 to the end of the window', () => expect(right(day).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(75));
  it('reads the peak', () => expect(right(day).peakRelief).toBe(87.5));
  it('reads one hour exactly', () => expect([1, 3, 4].map((hour) => right(day).reliefAtHour(hour))).toEqual([87.5, 80, 50]));
  it('means the observations of the window', () => expect(right(day).meanOver(WINDOW_MINUTES, FROM_MINUTES)).toBeCloseTo((75 + 87.5 + 80) / 3, 10));
  it('finds the last observation at or above a threshold', () => expect(right(day).lastAtOrAboveMinutes(80)).toBe(180));
  it('ends the hours at or above a threshold with the first observation below it', () => {
    expect(right(series([at(30, 1), at(60, 1), at(120, 4), at(180, 1)])).hoursAtOrAbove(80)).toBe(1);
  });
  it('counts from the first minute to the end of the window, both included', () => {
    const edges = right(series([at(14, 8), at(15, 2), at(180, 4), at(181, 8)]));
    expect(edges.minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(50);
    expect(edges.meanOver(WINDOW_MINUTES, FROM_MINUTES)).toBe(62.5);
    expect(right(series([at(14, 8), at(15, 2), at(181, 8)])).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(75);
    expect(right(series([at(15, 6), at(180, 4)])).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(25);
  });
  it('counts exactly the threshold as reaching it', () => {
    expect(right(series([at(60, 1.6), at(120, 1.6), at(180, 1.7)])).hoursAtOrAbove(80)).toBe(2);
    expect(right(series([at(60, 1.6), at(120, 1.7)])).lastAtOrAboveMinutes(80)).toBe(60);
  });
  it('reads every side when none is asked for', () => {
    const both = series([at(30, 4, 'left'), at(60, 2, 'right'), at(180, 3)], { statedPercent: 60 });
    expect(reliefOf(both, undefined, false)).toMatchObject({ peakRelief: 75, statedPercent: 60 });
    expect(reliefOf(both, undefined, false).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(50);
    expect(reliefOf(both, 'right', true)).toMatchObject({ peakRelief: 75 });
  });
  it('keeps what the author stated beside what the scores say', () => expect(right(day).statedPercent).toBe(88));
  it('compares unrounded: 1.6 of 8 is exactly 80', () => expect(right(series([at(180, 1.6)])).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(80));
});

describe('a missing hour is never filled in', () => {
  it('knows nothing of the window when nobody looked at its end', () => expect(right(series([at(30, 1), at(179, 1)])).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBeUndefined());
  it('knows the window when the stated duration reaches it', () => {
    expect(right(series([at(30, 1)], { durationHours: 3 })).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBe(87.5);
    expect(right(series([at(30, 1)], { durationHours: 2.9 })).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBeUndefined();
  });
  it('does not take a later hour for the window', () => expect(right(series([at(360, 1)])).minSustained(WINDOW_MINUTES, FROM_MINUTES)).toBeUndefined());
  it('has no relief at an hour nobody looked at', () => expect(right(series([at(60, 1), at(180, 1)])).reliefAtHour(2)).toBeUndefined());
  it('does not choose between two scores of one minute', () => {
    expect(right(series([at(60, 1), at(60, 4)])).reliefAtHour(1)).toBeUndefined();
    expect(right(series([at(60, 1), at(60, 1)])).reliefAtHour(1)).toBe(87.5);
  });
  it('says zero, not unknown, when every observation fell short', () => {
    expect(right(series([at(60, 7)])).lastAtOrAboveMinutes(80)).toBe(0);
    expect(right(series([])).lastAtOrAboveMinutes(80)).toBeUndefined();
  });
  it.each([[undefined], [series([at(30, 1)], { baseline: undefined })], [series([])], [series([at(30, 0)], { baseline: 0 })]])(
    'has no usable observation without a baseline and a score (%#)', (given) => {
      const relief = reliefOf(given, 'right', true);
      expect(relief.hasObservationFrom(0)).toBe(false);
      expect(relief.peakRelief).toBeUndefined();
      expect(relief.hoursAtOrAbove(80)).toBeUndefined();
    });
});

const observation = fc.record({
  minutes: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constantFrom(14, 15, 179, 180, 181)),
  score: fc.integer({ min: 0, max: 80 }).map((tenths) => tenths / 10),
});
const readings = (relief: ReturnType<typeof reliefOf>): unknown[] => [
  relief.minSustained(WINDOW_MINUTES, FROM_MINUTES), relief.meanOver(WINDOW_MINUTES, FROM_MINUTES), relief.peakRelief, relief.reliefAtHour(1),
  relief.lastAtOrAboveMinutes(80), relief.hoursAtOrAbove(80), relief.hasObservationFrom(0), relief.statedPercent, relief.durationHours,
];

describe('laws of a series', () => {
  it('arrival order is irrelevant', () => {
    fc.assert(fc.property(fc.array(observation, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (observations, keys) => {
      const shuffled = observations.map((entry) => ({ entry, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ entry }) => entry);
      expect(readings(right(series(shuffled)))).toEqual(readings(right(series(observations))));
    }));
  });
  it('one side never reads the other', () => {
    fc.assert(fc.property(fc.array(observation, { maxLength: 8 }), fc.array(observation, { maxLength: 8 }), (mine, others) => {
      const own = mine.map((entry) => ({ ...entry, side: 'right' as const }));
      const other = others.map((entry) => ({ ...entry, side: 'left' as const }));
      expect(readings(reliefOf(series([...own, ...other]), 'right', false))).toEqual(readings(reliefOf(series(own), 'right', false)));
    }));
  });
  it('observations without a side and a stated figure belong to no side of a two-sided procedure, whatever its duration', () => {
    fc.assert(fc.property(fc.array(observation, { maxLength: 8 }), (observations) => {
      const relief = reliefOf(series(observations, { statedPercent: 90, durationHours: 6 }), 'right', false);
      expect(readings(relief)).toEqual(readings(reliefOf(series([], { durationHours: 6 }), 'right', false)));
    }));
  });
  it('a lower score never lowers a statistic', () => {
    fc.assert(fc.property(fc.array(observation, { minLength: 1, maxLength: 8 }), fc.nat(), (observations, pick) => {
      const index = pick % observations.length;
      const better = observations.map((entry, at) => (at === index ? { ...entry, score: entry.score / 2 } : entry)).map((entry) => ({ ...entry, score: Math.round(entry.score * 10) / 10 }));
      if ((better[index]?.score ?? 0) > (observations[index]?.score ?? 0)) return;
      const [before, after] = [right(series(observations)), right(series(better))];
      for (const read of [(r: typeof before) => r.minSustained(WINDOW_MINUTES, FROM_MINUTES), (r: typeof before) => r.meanOver(WINDOW_MINUTES, FROM_MINUTES),
        (r: typeof before) => r.peakRelief, (r: typeof before) => r.lastAtOrAboveMinutes(80), (r: typeof before) => r.hoursAtOrAbove(80)]) {
        const [was, is] = [read(before), read(after)];
        expect(was === undefined ? is : (is ?? -Infinity) + 1e-9 >= was).toEqual(was === undefined ? undefined : true);
      }
    }));
  });
});
