import * as fc from 'fast-check';
import { waitAfter, type BackOff } from './back-off';

const BACK_OFF: BackOff = { firstMs: 5_000, factor: 4, longestMs: 3_600_000, attemptsMax: 8, jitter: 0.5 };

describe('a wait before the next attempt', () => {
  it('grows to the longest, and ends with the last attempt', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => waitAfter(BACK_OFF, attempt, 0))).toEqual([5_000, 20_000, 80_000, 320_000, 1_280_000, 3_600_000, 3_600_000, undefined]);
  });

  it('is shortened by chance, by the part that jitter says at most', () => {
    expect([waitAfter(BACK_OFF, 1, 0.5), waitAfter({ ...BACK_OFF, jitter: 0 }, 1, 0.99)]).toEqual([3_750, 5_000]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 7 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, chance) => {
      const [longest = 0, wait = 0] = [waitAfter(BACK_OFF, attempt, 0), waitAfter(BACK_OFF, attempt, chance)];
      expect(wait).toBeLessThanOrEqual(longest);
      expect(wait).toBeGreaterThanOrEqual(longest / 2);
    }));
  });
});
