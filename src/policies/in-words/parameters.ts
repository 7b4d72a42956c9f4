/** The rules of reading that a policy sets, one sentence each. */
import { capitalized, count, inWords } from '../../../machines/criteria/words';
import type { Policy, ReliefStatistic } from '../../../machines/criteria/types';

const STATISTIC_WORDS: Readonly<Record<ReliefStatistic, string>> = {
  peakRelief: 'the most relief at any score', reliefAtHour: 'the relief at one hour', meanOverAgentWindow: 'the mean relief while the agent is expected to act',
  minSustainedOverAgentWindow: 'the least relief while the agent is expected to act', patientStatedRelief: 'the relief that the patient states',
};

/** Of a pathway with blocks; no other reads them. */
export function parametersInWords({ pathway, parameters }: Policy): readonly string[] {
  if (pathway !== 'rfa') return [];
  const { agentWindowMinutes, reliefStatistic, reliefAtHour, reliefFromMinutes, discordantPointsMin, junctionIsLumbosacral } = parameters;
  return [
    `Of the scores after a block ${STATISTIC_WORDS[reliefStatistic]} is read${reliefAtHour === undefined ? '' : `, hour ${reliefAtHour}`}.`,
    `Scores count from ${count(reliefFromMinutes, 'minute')} after the block on.`,
    ...Object.entries(agentWindowMinutes).map(([agent, minutes]) => `${capitalized(inWords(agent))} is expected to act for ${count(minutes, 'minute')}.`),
    `Stated and computed relief that are more than ${count(discordantPointsMin, 'percentage point')} apart are marked discordant.`,
    `T12-L1 with L1-L2 ${junctionIsLumbosacral ? 'counts as lumbosacral' : 'does not count as lumbosacral'}.`,
  ];
}
