/**
 * A synthetic cohort with the shape of a published one: after a medial branch block the same patients average 49 % relief
 * at once, 43 % at one hour, 34 % at three, 21 % at six, and recall 44 % later. Who passes depends on the statistic read.
 *   node -r ./scripts/typescript.cjs test/relief/cohort.ts     prints the table of docs/relief.md
 */
import type { Block } from '../../machines/evidence/fact';
import { chartOf, type ChartFact } from '../../machines/evidence/chart';
import { statisticOf } from '../../machines/criteria/block-evidence';
import { reliefOf } from '../../machines/evidence/relief';
import { RELIEF_STATISTICS, type Policy, type PolicyParameters, type ReliefStatistic } from '../../machines/criteria/types';
import type { RequiredOf } from '../../machines/criteria/required';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { randomOf, type Random } from '../../src/demo/generator/random';

/** Mean relief in percent, by minutes after the block, and as recalled later. */
export const SHAPE = { 0: 49, 60: 43, 180: 34, 360: 21 } as const;
export const RECALLED = 44;
const MINUTES = Object.keys(SHAPE).map(Number);
const PATIENTS = 400;
const SEED = 20_261_126;
const BASELINE = 8;

/** Patients as pairs that mirror each other around the mean, so that the averages are the published ones exactly. */
export function cohort(): readonly ChartFact<'block'>[] {
  return Array.from({ length: PATIENTS / 2 }, (_, index) => index).flatMap((index) => {
    const random = randomOf(SEED, index);
    // One patient's relief is high or low as a whole; hours differ a little around that.
    const whole = spread(random, 40);
    const drift = MINUTES.map(() => spread(random, 8));
    const recall = spread(random, 15);
    return [1, -1].map((sign) => block(
      MINUTES.map((minutes, at) => ({ minutes, percent: SHAPE[minutes as keyof typeof SHAPE] + sign * limited(whole + (drift[at] as number), SHAPE[minutes as keyof typeof SHAPE]) })),
      RECALLED + sign * limited(whole + recall, RECALLED),
    ));
  });
}

/** Of the cohort, who reaches the threshold under each statistic, in percent of all; unknown never passes. */
export function passing(percentMin: number, parameters: PolicyParameters): Readonly<Record<ReliefStatistic, number>> {
  const blocks = cohort();
  return Object.fromEntries(RELIEF_STATISTICS.map((reliefStatistic) => {
    const passed = blocks.filter(({ fact }) => {
      const window = parameters.agentWindowMinutes[fact.agent as string];
      const value = statisticOf(reliefOf(fact.relief, 'right', true), window, { ...parameters, reliefStatistic, reliefAtHour: 1 });
      return value !== undefined && value >= percentMin;
    });
    return [reliefStatistic, Math.round((1000 * passed.length) / blocks.length) / 10];
  })) as Record<ReliefStatistic, number>;
}

/** The thresholds that shipped policies ask of a block, each once, with the parameters of one that asks it. */
export function thresholds(): readonly { readonly percentMin: number; readonly parameters: PolicyParameters }[] {
  const found = new Map<number, PolicyParameters>();
  for (const policy of SHIPPED_POLICIES) for (const percentMin of asked(policy)) if (!found.has(percentMin)) found.set(percentMin, policy.parameters);
  return [...found].sort(([a], [b]) => a - b).map(([percentMin, parameters]) => ({ percentMin, parameters }));
}

export function table(): string {
  const rows = thresholds().map(({ percentMin, parameters }) => ({ percentMin, shares: passing(percentMin, parameters) }));
  return [
    `| Statistic | ${rows.map(({ percentMin }) => `at least ${percentMin} %`).join(' | ')} |`,
    `|---|${rows.map(() => '---').join('|')}|`,
    ...RELIEF_STATISTICS.map((name) => `| \`${name}\`${name === 'reliefAtHour' ? ' (1)' : ''} | ${rows.map(({ shares }) => `${shares[name]} %`).join(' | ')} |`),
  ].join('\n');
}

function asked({ steps }: Policy): readonly number[] {
  return (steps.rfa ?? []).filter(({ kind }) => kind === 'block-relief').map(({ required }) => (required as RequiredOf['block-relief']).reliefPercentMin).filter((percent) => percent !== undefined);
}

function block(series: readonly { readonly minutes: number; readonly percent: number }[], statedPercent: number): ChartFact<'block'> {
  const fact: Block = {
    type: 'block', occurredOn: '2026-08-03', technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], agent: 'bupivacaine',
    relief: { scale: 'NRS', baseline: BASELINE, observations: series.map(({ minutes, percent }) => ({ minutes, score: (BASELINE * (100 - percent)) / 100 })), statedPercent },
  };
  return (chartOf([fact]).block as readonly ChartFact<'block'>[])[0] as ChartFact<'block'>;
}

function spread(random: Random, width: number): number {
  return (random.fraction() * 2 - 1) * width;
}

/** Neither the patient nor the one who mirrors it leaves 0 to 100 %. */
function limited(offset: number, mean: number): number {
  const most = Math.min(mean, 100 - mean);
  return Math.max(-most, Math.min(most, offset));
}

if (require.main === module) console.log(table());
