/** The published cohort's shape, and what follows from it: who passes is decided by the statistic that a policy reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reliefOf } from '../../machines/evidence/relief';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { cohort, passing, RECALLED, SHAPE, table, thresholds } from './cohort';

const reliefs = cohort().map(({ fact }) => reliefOf(fact.relief, 'right', true));
const mean = (values: readonly (number | undefined)[]): number => values.reduce((sum: number, value) => sum + (value as number), 0) / values.length;

describe('a cohort with the published shape', () => {
  it.each(Object.entries(SHAPE))('averages, %s minutes after the block, %s %% relief', (minutes, percent) => {
    expect(mean(reliefs.map((relief) => relief.reliefAtHour(Number(minutes) / 60)))).toBeCloseTo(percent, 6);
  });
  it('recalls more than it felt', () => expect(mean(reliefs.map((relief) => relief.statedPercent))).toBeCloseTo(RECALLED, 6));
  it.each(thresholds().map(({ percentMin, parameters }) => [percentMin, parameters] as const))('at %s %%: the same patients pass by one statistic and fail by another', (percentMin, parameters) => {
    const shares = passing(percentMin, parameters);
    expect(shares.peakRelief).toBeGreaterThan(shares.minSustainedOverAgentWindow);
    expect(shares.patientStatedRelief).toBeGreaterThan(shares.minSustainedOverAgentWindow);
    expect(shares.meanOverAgentWindow).toBeGreaterThanOrEqual(shares.minSustainedOverAgentWindow);
  });
  it('every shipped figure is compared with the lowest relief over the agent\'s window, as the documentation says', () => {
    expect(new Set(SHIPPED_POLICIES.map(({ parameters }) => parameters.reliefStatistic))).toEqual(new Set(['minSustainedOverAgentWindow']));
  });
  it('is the table of the documentation', () => expect(readFileSync(join(__dirname, '../../docs/relief.md'), 'utf8')).toContain(table()));
});
