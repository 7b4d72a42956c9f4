/** Two readings of the same source agree on random charts; `agree.ts` asks more of them. */
import { differences } from './comparison';
import { randomChart } from './second-reading/random-chart';
import { seeded } from './second-reading/random-helpers';

const SEED = 20261130;
const CHARTS = 5000;

it(`the engine and the second reading code ${CHARTS} random charts the same (seed ${SEED})`, () => {
  const random = seeded(SEED);
  for (let done = 0; done < CHARTS; done++) {
    const chart = randomChart(random);
    expect([differences(chart), chart]).toEqual([[], chart]);
  }
});
