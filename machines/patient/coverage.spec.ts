import type { PatientCoverage } from './events';
import { coverageOn, coveragesOn } from './coverage';

const [FIRST, LAST] = ['2026-03-01', '2026-06-30'] as const;
const one = (order: number, over: Partial<PatientCoverage> = {}): PatientCoverage => ({ order, payer: `payer-${order}`, ...over });

describe('the coverage that pays first on a day', () => {
  it.each([
    ['2026-02-28', [2]], [FIRST, [1, 2]], [LAST, [1, 2]], ['2026-07-01', [2]],
  ])('on %s: orders %j', (date, orders) => {
    for (const coverages of [[one(1, { from: FIRST, to: LAST }), one(2)], [one(2), one(1, { from: FIRST, to: LAST })]]) {
      expect([coveragesOn({ coverages }, date).map(({ order }) => order), coverageOn({ coverages }, date)?.order]).toEqual([orders, orders[0]]);
    }
  });

  it('is none where none is in force', () => {
    const coverages = [one(1, { to: FIRST }), one(2, { from: LAST })];
    expect([coverageOn({ coverages }, '2026-05-01'), coveragesOn({ coverages }, '2026-05-01'), coverageOn({ coverages: [] }, FIRST)]).toEqual([undefined, [], undefined]);
    expect([coverageOn({ coverages }, FIRST)?.order, coverageOn({ coverages }, LAST)?.order]).toEqual([1, 2]);
  });
});
