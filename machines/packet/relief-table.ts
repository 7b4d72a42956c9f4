/** The series around one block or one trial as a table, with the statistics the policies name. Pure. */
import { toDay } from '../kernel/calendar';
import { MINUTES_PER_HOUR, reliefPercent } from '../kernel/quantities';
import type { ChartFact } from '../evidence/chart';
import type { MedicineTaken, Observation } from '../evidence/fact';
import { blockStatistics, trialStatistics } from '../criteria/relief-statistics';
import type { PolicyParameters } from '../criteria/types';
import { documentedTargets } from './describe-fact';
import type { ReliefTable } from './packet-model';
import { capitalized, inWords, rounded } from '../criteria/words';

export interface ReliefRule {
  readonly parameters: PolicyParameters;
  /** The percentage the policy asks for at this step, where it names one. */
  readonly percentMin?: number;
}

export function blockReliefTable(block: ChartFact<'block'>, rule: ReliefRule): ReliefTable {
  const { fact } = block;
  const series = fact.relief;
  return {
    factId: block.id,
    occurredOn: fact.occurredOn,
    title: `${capitalized(fact.purpose)} ${inWords(fact.technique)} block at ${documentedTargets(fact.targets)}`,
    scale: series?.scale,
    baseline: series?.baseline,
    unit: 'minutes',
    percentMin: rule.percentMin,
    observations: inOrder(series?.observations ?? []).map((observation) => ({
      when: afterMinutes(observation.minutes),
      at: observation.minutes,
      side: observation.side,
      score: observation.score,
      reliefPercent: reliefPercent(series?.baseline, observation.score),
      remarks: remarksOf(observation),
    })),
    statistics: blockStatisticsInWords(block, rule),
  };
}

/** Named statistics of a block, per side when it had two; `not known` where the record does not carry them. */
export function blockStatisticsInWords(block: ChartFact<'block'>, rule: ReliefRule): readonly { readonly name: string; readonly value: string }[] {
  const bySide = blockStatistics(block, rule.parameters, rule.percentMin);
  return bySide.flatMap((one) => {
    const of = bySide.length === 1 || one.side === undefined ? '' : `, ${one.side}`;
    const over = one.windowMinutes === undefined ? "the agent's window (agent not recorded or without a window)" : `the agent's window (${afterMinutes(one.windowMinutes)})`;
    const statistics = [
      { name: `Lowest relief over ${over}${of}`, value: percent(one.minSustainedOverAgentWindow) },
      { name: `Mean relief over ${over}${of}`, value: percent(one.meanOverAgentWindow) },
      { name: `Highest relief${of}`, value: percent(one.peakRelief) },
    ];
    if (rule.percentMin !== undefined) statistics.push({ name: `Hours at or above ${rule.percentMin} %${of}`, value: hours(one.hoursAtOrAbove) });
    statistics.push({ name: `Relief as stated${of}`, value: percent(one.patientStatedRelief) }, { name: `Duration as recorded${of}`, value: hours(one.durationHours) });
    return statistics;
  });
}

export function trialReliefTable(trial: ChartFact<'scs-trial'>, percentMinOfTrial?: number): ReliefTable {
  const { fact } = trial;
  const statistics = trialStatistics(trial);
  const days = [...(fact.days ?? [])].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : (a.score ?? 0) - (b.score ?? 0)));
  return {
    factId: trial.id,
    occurredOn: fact.occurredOn,
    title: `Stimulator trial, ${fact.region}`,
    scale: fact.relief?.scale,
    baseline: fact.relief?.baseline,
    unit: 'days',
    percentMin: percentMinOfTrial,
    observations: days.flatMap((day) => day.score === undefined ? [] : [{
      when: day.on,
      at: toDay(day.on) - toDay(fact.occurredOn),
      score: day.score,
      reliefPercent: reliefPercent(fact.relief?.baseline, day.score),
      remarks: [day.worstScore === undefined ? '' : `${day.worstScore} at its strongest`, day.doseMme === undefined ? '' : `${day.doseMme} MME`, day.medicine === undefined ? '' : MEDICINE_IN_WORDS[day.medicine], day.scoreStimulationOff === undefined ? '' : `${day.scoreStimulationOff} with stimulation off`,
        day.hoursOn === undefined ? '' : `on for ${day.hoursOn} h`, day.source === undefined ? '' : `by ${day.source}`, day.recalledAfterDays === undefined ? '' : `written down ${day.recalledAfterDays} d later`].filter((remark) => remark !== '').join(', '),
    }]),
    statistics: [
      { name: `Pain at the end of the trial${statistics.endFrom === 'days' ? ' (from its last documented day)' : ''}`, value: statistics.endScore === undefined ? 'not known' : rounded(statistics.endScore) },
      { name: 'Relief at the end of the trial', value: percent(statistics.reliefAtEnd) },
      { name: 'Mean relief over the trial', value: percent(statistics.trialMean) },
      { name: 'Relief on the last documented day', value: percent(statistics.lastDayMean) },
      { name: 'Relief as stated', value: percent(statistics.patientStatedRelief) },
      { name: 'Analgesic reduction', value: percent(statistics.analgesicReduction) },
    ],
  };
}

const MEDICINE_IN_WORDS: Readonly<Record<MedicineTaken, string>> = {
  none: 'no pain medicine', less: 'less pain medicine than before', same: 'as much pain medicine as before', more: 'more pain medicine than before',
};

export function inOrder(observations: readonly Observation[]): readonly Observation[] {
  return [...observations].sort((a, b) => a.minutes - b.minutes || compare(a.side, b.side) || a.score - b.score || compare(remarksOf(a), remarksOf(b)));
}

export function afterMinutes(minutes: number): string {
  if (minutes < MINUTES_PER_HOUR) return `${minutes} min`;
  const rest = minutes % MINUTES_PER_HOUR;
  return rest === 0 ? `${minutes / MINUTES_PER_HOUR} h` : `${Math.floor(minutes / MINUTES_PER_HOUR)} h ${rest} min`;
}

export function percent(value: number | undefined): string {
  return value === undefined ? 'not known' : `${rounded(value)} %`;
}

function hours(value: number | undefined): string {
  return value === undefined ? 'not known' : `${rounded(value)} h`;
}

function remarksOf(observation: Observation): string {
  const { analgesic, recalledAfterMinutes } = observation;
  const later = recalledAfterMinutes === undefined ? undefined : `written down ${afterMinutes(recalledAfterMinutes)} later`;
  return [observation.side, observation.activity, observation.source && `by ${observation.source}`, ...(observation.flags ?? []).map((flag) => (flag === 'analgesic' && analgesic !== undefined ? `analgesic (${inWords(analgesic)})` : inWords(flag))).sort(), later]
    .filter((remark) => remark !== undefined).join(', ');
}

function compare(a: string | undefined, b: string | undefined): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
