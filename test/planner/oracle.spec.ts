/** The planner asks on turning days only; the engine, asked day by day, must never say anything else. `agree.ts` runs as many as one likes. */
import fc from 'fast-check';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { Kind } from '../../machines/criteria/types';
import { TURNING_DAYS } from '../../machines/planner/turning-days';
import { disagreements } from './day-by-day';
import { POLICY_STEPS, stepsWithOnly } from './histories';

const SEED = 20261127;
const HISTORIES = 6;
const UNTIL_NOTICED_MAX = 4000;

describe(`turning days (seed ${SEED}, ${HISTORIES} histories for every step)`, () => {
  it.each(POLICY_STEPS.map((one) => [one.name, one] as const))('%s: nothing changes between them', (_, { records }) => {
    fc.assert(fc.property(records, (record) => {
      expect(disagreements(record, SHIPPED_POLICIES)).toEqual([]);
    }), { seed: SEED, numRuns: HISTORIES });
  });

  const turned = (Object.keys(TURNING_DAYS) as Kind[]).filter((kind) => TURNING_DAYS[kind] !== 'never');
  it.each(turned)('of %s are missed when they are left out', (kind) => {
    const blanked = { ...TURNING_DAYS, [kind]: 'never' } as typeof TURNING_DAYS;
    const steps = stepsWithOnly(kind);
    expect(steps.length).toBeGreaterThan(0);
    const each = Math.ceil(UNTIL_NOTICED_MAX / steps.length);
    const isNoticed = steps.some(({ records, policy }) => fc.sample(records, { numRuns: each, seed: SEED }).some((record) => disagreements(record, [policy], blanked).length > 0));
    expect(isNoticed).toBe(true);
  });
});
