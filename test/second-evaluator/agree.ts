/**
 * `node -r ./scripts/typescript.cjs test/second-evaluator/agree.ts [--histories 100000] [--policy part-of-a-name] [--seed 1]`
 * Runs so many random histories for every policy, shared by its steps, and prints the differences by kind with the shortest history.
 */
import fc from 'fast-check';
import { POLICY_FILES, SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { STEPS } from '../../machines/criteria/types';
import { differences } from './comparison';
import { FAULTS } from './known-faults';
import { randomHistory } from './random-history';
import type { History } from './record';

const option = (name: string, otherwise: string): string => (process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] as string : otherwise);
const histories = Number(option('histories', '1000'));
const seed = Number(option('seed', '20261126'));
const without = option('without-fault', '').split(',');
const faults = new Set(FAULTS.map(({ name }) => name).filter((name) => !without.includes(name)));
const BATCH = 1000;

interface Class { count: number; example: { history: History; where: string; policy: string } }
let failed = 0;
console.log(`${histories} histories for every policy, seed ${seed}`);
const all = new Map<string, Class>();
POLICY_FILES.forEach(({ name, content }, at) => {
  if (!name.includes(option('policy', ''))) return;
  const policy = SHIPPED_POLICIES[at]!;
  const steps = STEPS.filter((step) => policy.steps[step]);
  const startedAt = performance.now();
  let differing = 0;
  for (const step of steps) {
    const share = Math.ceil(histories / steps.length);
    const arbitrary = randomHistory(content, step);
    for (let done = 0; done < share; done += BATCH) {
      for (const history of fc.sample(arbitrary, { numRuns: Math.min(BATCH, share - done), seed: seed + done })) {
        const found = differences(policy, content, history, faults);
        if (found.length > 0) differing += 1;
        for (const { kind, where, engine, second } of found) {
          const key = `${kind}: engine ${engine}, second ${second}`;
          const known = all.get(key);
          const example = { history, where, policy: `${name} ${step}` };
          if (!known) all.set(key, { count: 1, example });
          else { known.count += 1; if (history.facts.length < known.example.history.facts.length) known.example = example; }
        }
      }
    }
  }
  failed += differing;
  console.log(`${name}: ${steps.join(' ')}, ${differing} differ (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
});
const isSet = /^(unmet|unknown|review|result|targets):/;
for (const [key, { count, example }] of [...all].filter(([key]) => option('sets', '') !== '' || !isSet.test(key)).sort((a, b) => b[1].count - a[1].count)) {
  console.log(`\n${count} x ${key}\n  ${example.policy} ${example.where}\n  ${JSON.stringify(example.history.question)}`);
  for (const fact of example.history.facts) console.log(`  ${JSON.stringify(fact)}`);
}
console.log(`${failed} histories differ`);
process.exitCode = failed === 0 ? 0 : 1;
