/**
 * `node -r ./scripts/typescript.cjs test/planner/agree.ts [--histories 100000] [--seed 1]`: so many random histories over all steps of
 * all policies, planner against engine day by day; prints what differs and exits 1.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { DAYS_AHEAD, disagreements } from './day-by-day';
import { POLICY_STEPS } from './histories';

const { values } = parseArgs({ options: { histories: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } } });
const each = Math.ceil(Number(values.histories) / POLICY_STEPS.length);
const startedAt = performance.now();
let asked = 0;
let differing = 0;
for (const { name, records } of POLICY_STEPS) {
  for (const record of fc.sample(records, { numRuns: each, seed: Number(values.seed) })) {
    const found = disagreements(record, SHIPPED_POLICIES);
    asked++;
    if (found.length === 0) continue;
    differing++;
    if (differing <= 5) console.log(`${name}: ${found[0]}\n${JSON.stringify(record.patient.chart)}`);
  }
}
console.log(`${asked} histories of ${POLICY_STEPS.length} steps, ${DAYS_AHEAD} days each: ${differing} differ (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
process.exitCode = differing === 0 ? 0 : 1;
