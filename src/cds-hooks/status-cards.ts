/** patient-view: where each open pathway stands, a card for each. Pure. */
import { waitOf } from '../../machines/criteria/earliest-on';
import { narrate, verdict } from '../../machines/criteria/narrate';
import { inWords, STEP_WORDS } from '../../machines/criteria/words';
import type { EpisodeStanding } from '../../machines/patient';
import { PATHWAY_WORDS, verdictInShort, type Said } from './card';

/** None for an episode with nothing ahead. */
export function statusOf({ pathway, region, position, nextStep, assessments: [next], scheduled }: EpisodeStanding): Said | undefined {
  if (nextStep === undefined || next === undefined) return undefined;
  const where = `${PATHWAY_WORDS[pathway]}, ${inWords(region)}`;
  const stands = [`Pathway position: ${inWords(position)}.`, ...scheduled.map(({ step, on }) => `${STEP_WORDS[step]} is scheduled for ${on}.`)];
  if ('error' in next) {
    return { summary: `${where}: ${STEP_WORDS[nextStep]}: not assessed`, indicator: 'info', sentences: [NOT_ASSESSED, ...stands], points: [] };
  }
  const { earliestOn, waitsOnlyForTime } = waitOf(next.findings);
  return {
    summary: `${where}: ${STEP_WORDS[next.step]}: ${verdictInShort(next)}`, indicator: next.result === 'eligible' ? 'info' : 'warning',
    sentences: [`${STEP_WORDS[next.step]}: ${verdict(next)}`, ...stands, ...(earliestOn === null ? [] : [`Not before ${earliestOn}; ${waitsOnlyForTime ? 'only time is missing' : 'more than time is missing'}.`])],
    points: [...new Set(next.findings.filter(({ outcome }) => outcome !== 'met').map(narrate))],
  };
}

export const NOT_ASSESSED = 'Nothing was assessed: no single policy answers for this payer, pathway and date.';
