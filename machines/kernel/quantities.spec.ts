import fc from 'fast-check';
import { hasAtMostFourDecimals, reliefPercent } from './quantities';

describe('percent relief (C4)', () => {
  it.each([[8, 1, 87.5], [7, 1.4, 80], [10, 2, 80], [3, 0.6, 80], [9, 1.8, 80], [8, 8, 0], [8, 10, -25], [8, 0, 100], [6.1, 1.22, 80], [8, 1.632, 79.6], [0.0001, 0, 100]])(
    'from %p to %p is exactly %p', (baseline, post, percent) => expect(reliefPercent(baseline, post)).toBe(percent));
  it('is not rounded up to a threshold', () => expect(reliefPercent(8, 1.6001)).toBeLessThan(80));
  it.each([[undefined, 1], [8, undefined], [0, 0], [0, 1], [-1, 1], [NaN, 1]])('is unknown from %p to %p', (baseline, post) => expect(reliefPercent(baseline, post)).toBeUndefined());

  const score = fc.integer({ min: 0, max: 100_000 }).map((parts) => parts / 10_000);
  it('equals a whole threshold exactly when the fraction does', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 100 }), (hundredths, threshold) => {
      const baseline = hundredths / 100;
      const post = (hundredths * (100 - threshold)) / 10_000;
      expect(reliefPercent(baseline, post)).toBe(threshold);
    }), { numRuns: 5000 });
  });
  it('falls as the score rises', () => {
    fc.assert(fc.property(score.filter((value) => value > 0), score, score, (baseline, a, b) => {
      const [low, high] = a <= b ? [a, b] : [b, a];
      expect(reliefPercent(baseline, low) as number).toBeGreaterThanOrEqual(reliefPercent(baseline, high) as number);
    }));
  });
});

describe('four decimals', () => {
  it.each([0, 7, 7.1, 0.1 + 0.2, 1.2345, 99.9999, 100_000.0001, -3.5])('hold %p', (value) => expect(hasAtMostFourDecimals(value)).toBe(true));
  it.each([0.00001, 1.23456, 79.99999, 1 / 3])('do not hold %p', (value) => expect(hasAtMostFourDecimals(value)).toBe(false));
  it('hold every number of four decimals and none of five', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 9 }), (parts, fifth) => {
      expect(hasAtMostFourDecimals(parts / 10_000)).toBe(true);
      expect(hasAtMostFourDecimals(parts / 10_000 + fifth / 100_000)).toBe(false);
    }));
  });
});
