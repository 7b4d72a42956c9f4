import fc from 'fast-check';
import { costUs, spend, waitSeconds } from './budget';

const MINUTE_US = 60_000_000;
const BUDGET = { perMinute: 6 };
const NOW_US = Date.UTC(2026, 9, 1) * 1000;

describe('a budget of requests a minute', () => {
  const after = (requests: number, nowUs = NOW_US): number => Array.from({ length: requests }).reduce<number>((fullAtUs) => spend(fullAtUs, nowUs, costUs(BUDGET)), 0);

  it('lets a minute\'s worth through at once, and says when the next one is', () => {
    expect([5, 6].map((requests) => waitSeconds(after(requests), NOW_US, BUDGET))).toEqual([0, 10]);
    expect([waitSeconds(after(6), NOW_US + 9_999_999, BUDGET), waitSeconds(after(6), NOW_US + 10_000_000, BUDGET)]).toEqual([1, 0]);
  });

  it('fills evenly, and holds no more than a minute\'s worth however long nothing was asked', () => {
    const rested = NOW_US + 100 * MINUTE_US;
    expect(waitSeconds(after(6), rested, BUDGET)).toBe(0);
    const again = Array.from({ length: 6 }).reduce<number>((fullAtUs) => spend(fullAtUs, rested, costUs(BUDGET)), after(6));
    expect(waitSeconds(again, rested, BUDGET)).toBe(10);
  });

  it('is no budget at all when it is endless', () => {
    const endless = { perMinute: Infinity };
    expect([costUs(endless, 1_000_000), waitSeconds(NOW_US + 10 * MINUTE_US, NOW_US, endless)]).toEqual([0, 0]);
  });

  it('owes a minute at most after the clock was set back', () => {
    expect(waitSeconds(after(3, NOW_US + 60 * MINUTE_US), NOW_US, BUDGET)).toBe(10);
  });

  it('comes to the same in whatever order nodes tell what they have spent', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 8 }), (spent) => {
      const told = (order: readonly number[]): number => order.reduce((fullAtUs, requests) => Math.max(fullAtUs, NOW_US) + costUs(BUDGET, requests), 0);
      expect(told(spent)).toBe(told([...spent].reverse()));
    }));
  });
});
