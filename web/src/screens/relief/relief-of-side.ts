/** One side of a block, in the shapes that the chart draws. Percentages come from the service; thresholds from the policy that it read. */
import type { Schemas } from '../../api/client';
import type { NamedStatistic, ReliefPoint } from '../../parts/relief-chart';
import { minutesInWords, percentInWords } from '../../parts/words';

export type Side = NonNullable<Schemas['Relief']['sides']>[number];

export interface Series {
  readonly scale?: string;
  readonly baseline?: number;
  readonly observations?: readonly { readonly minutes: number; readonly score: number; readonly side?: string; readonly flags?: readonly string[] }[];
}

/** A score without a side belongs to a side only where the block had one. */
export function pointsOf({ observations = [] }: Series, { side }: Side, isOnly: boolean): readonly ReliefPoint[] {
  return observations.filter((one) => (one.side === undefined ? isOnly : side === undefined || one.side === side))
    .map(({ minutes, score, flags }) => ({ minutes, score, ...(flags?.includes('analgesic') === true && { afterAnalgesic: true }) }));
}

export function thresholdScoreOf({ baseline }: Series, { percentMin }: Schemas['Relief']): number | undefined {
  return baseline === undefined || percentMin === null || percentMin === undefined ? undefined : (baseline * (100 - percentMin)) / 100;
}

const NAMES = { minSustainedOverAgentWindow: "Lowest over the agent's window", meanOverAgentWindow: "Mean over the agent's window", peakRelief: 'Peak', patientStatedRelief: 'Stated afterwards' } as const;

export function namedStatistics(side: Side, { reads, percentMin }: Schemas['Relief']): readonly NamedStatistic[] {
  const window = side.windowMinutes === undefined ? 'the policy names no window for this agent' : `to ${minutesInWords(side.windowMinutes)}`;
  const one = (key: keyof typeof NAMES, note: string): NamedStatistic => ({ name: NAMES[key], ...(side[key] !== undefined && { percent: side[key] }), note, isRead: reads === key });
  const hours = Object.entries(side.reliefAtHour).map(([hour, percent]) => `${hour}\u00A0h: ${percentInWords(percent)}`).join(', ');
  const analgesics = side.analgesicAtMinutes;
  return [
    one('minSustainedOverAgentWindow', `the lowest relief of the scores ${window}; known only when somebody looked at its end`),
    one('meanOverAgentWindow', `the mean of the same scores`),
    one('peakRelief', 'the highest relief of any score'),
    { name: 'At whole hours', text: hours === '' ? 'not known' : hours, note: 'exactly then; an hour nobody looked at is not here', isRead: reads === 'reliefAtHour' },
    one('patientStatedRelief', 'what the author or patient stated, without scores'),
    ...(side.hoursAtOrAbove === undefined ? [] : [{ name: `Hours at ${percentMin ?? ''} % or more`, text: `${side.hoursAtOrAbove} h`, note: 'from the block on, without a score below' }]),
    ...(side.durationHours === undefined ? [] : [{ name: 'Duration recorded', text: `${side.durationHours} h`, note: 'as the note says' }]),
    ...(analgesics.length === 0 ? [] : [{ name: 'After an analgesic', text: analgesics.map(minutesInWords).join(', '), note: 'these scores may show the analgesic and not the block' }]),
  ];
}

/** The stated figure beside the one that the policy reads, else the lowest over the window. */
export function statedAgainstCalculated(side: Side, { reads, discordantPointsMin }: Schemas['Relief']): string | undefined {
  const stated = side.patientStatedRelief;
  if (stated === undefined) return undefined;
  const key = reads === 'meanOverAgentWindow' || reads === 'peakRelief' ? reads : 'minSustainedOverAgentWindow';
  const calculated = side[key];
  if (calculated === undefined) return `The note states ${percentInWords(stated)}; from the scores it cannot be told.`;
  const points = Math.round(Math.abs(stated - calculated) * 10) / 10;
  const verdict = discordantPointsMin === undefined ? '' : points > discordantPointsMin ? ` More than ${discordantPointsMin}: marked as differing.` : ` Not more than ${discordantPointsMin}: they agree.`;
  return `The note states ${percentInWords(stated)}, the scores give ${percentInWords(calculated)} (${NAMES[key].toLowerCase()}): ${points} points apart.${verdict}`;
}
