/** What was done, told from its facts: blocks, ablations and stimulator trials with the scores before and after. Pure. */
import { regionOfLevel, type Region } from '../kernel/anatomy';
import { toDay, wholeMonthsBetween, type DayNumber } from '../kernel/calendar';
import { reliefPercent } from '../kernel/quantities';
import { visible, type Chart, type ChartFact } from '../evidence/chart';
import type { DocumentedTarget } from '../evidence/fact';
import { trialHours, trialPain } from '../evidence/trial';
import type { Step } from '../criteria/types';
import { agentOf, describeFact, documentedTargets, functionOf, guidanceOf, says, settingOf, type Pathway } from './describe-fact';
import type { NarrativeSection, Sentence } from './packet-model';
import { afterMinutes, blockStatisticsInWords, inOrder, percent, trialReliefTable, type ReliefRule } from './relief-table';
import { joined, lowered, section, sentence } from './sentence';
import { count, inWords, joinWords, rounded } from '../criteria/words';

export interface NarrativeInput {
  readonly chart: Chart;
  readonly pathway: Pathway;
  readonly step: Step;
  readonly region?: Region;
  readonly asOf: DayNumber;
  readonly rule: ReliefRule;
}

/** Scores told one by one in a sentence; a longer series is summed up, its table holds them all. */
const SCORES_TOLD_MAX = 6;

export function blocks(input: NarrativeInput): NarrativeSection {
  const done = visible(input.chart, 'block', input.asOf).filter(({ fact }) => concerns(fact.targets, input));
  const sentences = done.flatMap((block) => blockSentences(block, input.rule));
  for (let i = 1; i < done.length; i++) {
    const [earlier, later] = [done[i - 1] as ChartFact<'block'>, done[i] as ChartFact<'block'>];
    sentences.push(sentence(`The blocks of ${earlier.fact.occurredOn} and ${later.fact.occurredOn} are ${count(later.day - earlier.day, 'day')} apart.`, earlier, later));
  }
  return section('Blocks', sentences);
}

function blockSentences(block: ChartFact<'block'>, rule: ReliefRule): Sentence[] {
  const { fact } = block;
  const parts = [
    `On ${fact.occurredOn} a ${fact.purpose} ${inWords(fact.technique)} block at ${documentedTargets(fact.targets)}`,
    guidanceOf(fact.guidance) ?? 'image guidance not recorded', `agent ${agentOf(fact) ?? 'not recorded'}`,
    says(fact.steroid, 'with steroid', 'without steroid'), fact.sedation && `sedation ${fact.sedation}`, settingOf(fact.setting)];
  const sentences = [sentence(`${joined(parts)}.`, block)];
  const told = seriesInWords(block);
  if (told !== undefined) sentences.push(sentence(told, block));
  const statistics = blockStatisticsInWords(block, rule).filter(({ value }) => value !== 'not known');
  if (statistics.length > 0) sentences.push(sentence(`Of that block: ${statistics.map(({ name, value }) => `${lowered(name)} ${value}`).join('; ')}.`, block));
  if (fact.exception !== undefined) sentences.push(sentence(`Documented exception (${inWords(fact.exception.kind)}): ${fact.exception.reason}.`, block));
  return sentences;
}

function seriesInWords({ fact }: ChartFact<'block'>): string | undefined {
  const observations = inOrder(fact.relief?.observations ?? []);
  const before = fact.relief?.baseline;
  if (before === undefined && observations.length === 0) return undefined;
  const scale = fact.relief?.scale ?? 'a scale that is not recorded';
  const figures = observations.map(({ score }) => score);
  const last = observations[observations.length - 1];
  const after = last === undefined ? 'no score after it is recorded'
    : observations.length <= SCORES_TOLD_MAX
      ? `after it ${joinWords(observations.map(({ minutes, score, side }) => `${score} at ${afterMinutes(minutes)}${side === undefined ? '' : ` (${side})`}`), 'and')}`
      : `after it ${Math.min(...figures)} to ${Math.max(...figures)} over ${count(figures.length, 'score')} until ${afterMinutes(last.minutes)}`;
  return `Pain on ${scale} before the block of ${fact.occurredOn}: ${before ?? 'not recorded'}; ${after}.`;
}

export function ablations(input: NarrativeInput): NarrativeSection {
  const done = visible(input.chart, 'ablation', input.asOf).filter(({ fact }) => concerns(fact.targets, input));
  const dates = new Set(done.map(({ fact }) => fact.occurredOn));
  const outcomes = visible(input.chart, 'ablation-outcome', input.asOf).filter(({ fact }) => dates.has(fact.ablationOn));
  return section('Prior ablation', [
    ...done.map((ablation) => sentence(`On ${ablation.fact.occurredOn}: ${lowered(describeFact(ablation.fact, input.pathway))}.`, ablation)),
    ...outcomes.map((outcome) => {
      const { fact } = outcome;
      const relief = reliefPercent(fact.baseline, fact.score);
      const parts = [
        `After the ablation of ${fact.ablationOn}${fact.side === undefined ? '' : `, ${fact.side}`}`,
        `pain on ${fact.scale ?? 'a scale that is not recorded'} ${fact.baseline ?? 'not recorded'} before and ${fact.score ?? 'not recorded'} on ${fact.occurredOn}`,
        relief === undefined ? undefined : `relief ${percent(relief)}`, fact.statedPercent === undefined ? undefined : `stated relief ${fact.statedPercent} %`,
        fact.sustainedUntil && `sustained until ${fact.sustainedUntil} (${count(wholeMonthsBetween(toDay(fact.ablationOn), toDay(fact.sustainedUntil)), 'whole month')})`, fact.function && `function ${functionOf(fact.function)}`];
      return sentence(`${joined(parts)}.`, outcome);
    }),
  ]);
}

export function trials(input: NarrativeInput): NarrativeSection {
  const done = visible(input.chart, 'scs-trial', input.asOf).filter(({ fact }) => input.region === undefined || fact.region === input.region);
  return section('Trial', done.flatMap((trial) => trialSentences(trial)));
}

function trialSentences(trial: ChartFact<'scs-trial'>): Sentence[] {
  const { fact } = trial;
  const hours = trialHours(fact);
  const began = fact.startedAt.slice(0, 10);
  const span = fact.endedAt === undefined ? `since ${began}, not ended` : `from ${began} to ${fact.endedAt.slice(0, 10)}`;
  const sentences = [sentence(`${joined([`Stimulator trial, ${fact.region}, ${span}`, hours === undefined ? undefined : `${rounded(hours)} hours`,
    fact.leads === undefined ? undefined : count(fact.leads, 'lead'), fact.contacts === undefined ? undefined : count(fact.contacts, 'contact'), settingOf(fact.setting)])}.`, trial)];
  const pain = trialPain(fact);
  if (pain.baseline !== undefined || pain.end !== undefined) {
    sentences.push(sentence(`Pain on ${fact.relief?.scale ?? 'a scale that is not recorded'}: ${pain.baseline ?? 'not recorded'} before the trial and ${pain.end === undefined ? 'not recorded' : rounded(pain.end)} at its end.`, trial));
  }
  const statistics = trialReliefTable(trial).statistics.filter(({ name, value }) => value !== 'not known' && !name.startsWith('Pain'));
  if (statistics.length > 0) sentences.push(sentence(`Of that trial: ${statistics.map(({ name, value }) => `${lowered(name)} ${value}`).join('; ')}.`, trial));
  if (fact.analgesic !== undefined) sentences.push(sentence(`Analgesic: ${fact.analgesic.baseline} ${fact.analgesic.unit} before the trial and ${fact.analgesic.end} ${fact.analgesic.unit} at its end.`, trial));
  if (fact.function !== undefined) sentences.push(sentence(`Function: ${functionOf(fact.function)}.`, trial));
  if (fact.exception !== undefined) sentences.push(sentence(`Documented exception (${inWords(fact.exception.kind)}): ${fact.exception.reason}.`, trial));
  return sentences;
}

function concerns(targets: readonly DocumentedTarget[], input: NarrativeInput): boolean {
  if (input.region === undefined) return true;
  return targets.some(({ level }) => regionOfLevel(level) === input.region
    || (level === 'T12-L1' && input.region === 'lumbosacral' && input.rule.parameters.junctionIsLumbosacral));
}
