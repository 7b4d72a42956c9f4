/**
 * `node -r ./scripts/typescript.cjs test/coding/agree.ts [--charts 50000] [--seed 7]`
 * Reads so many random charts twice and prints every difference with its chart; exits 1 when there is one.
 */
import { differences } from './comparison';
import { randomChart } from './second-reading/random-chart';
import { seeded } from './second-reading/random-helpers';

const option = (name: string, otherwise: string): string => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] as string : otherwise);
const charts = Number(option('charts', '50000'));
const seed = Number(option('seed', '7'));
const random = seeded(seed);
let differing = 0;
for (let done = 0; done < charts; done++) {
  const chart = randomChart(random);
  const found = differences(chart);
  if (found.length === 0) continue;
  differing++;
  console.log(found.join('\n'), '\n', JSON.stringify(chart));
}
console.log(`${charts} charts, seed ${seed}: ${differing} differ`);
process.exitCode = differing === 0 ? 0 : 1;
