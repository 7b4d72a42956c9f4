/** The narrative: sentences made from facts alone, each with the facts it is made from. Pure. */
import { regionOfLevel, type Region } from '../kernel/anatomy';
import type { DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import { visible, type Chart, type ChartFact } from '../evidence/chart';
import type { DocumentedTarget, Fact } from '../evidence/fact';
import type { Step } from '../criteria/types';
import { agentOf, describeFact, documentedTargets, exclusionsOf, functionOf, guidanceOf, list, says, settingOf, sidesOf, spanOf, type Pathway } from './describe-fact';
import type { NarrativeSection, Sentence } from './packet-model';
import { afterMinutes, blockStatistics, inOrder, percent, trialReliefTable, type ReliefRule } from './relief-table';
import { trialHours, trialPain } from '../evidence/trial';
import { reliefPercent } from '../kernel/quantities';
import { capitalized, count, inWords, joinWords, rounded } from './words';

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

/** Sections without a sentence are left out: what is missing is said by the gaps. */
export function narrativeOf(input: NarrativeInput): readonly NarrativeSection[] {
  const sections = input.pathway === 'rfa'
    ? [painHistory(input), conservativeCare(input), exclusions(input), imaging(input), scores(input), blocks(input), ablations(input), plans(input)]
    : [indication(input), conservativeCare(input), exclusions(input), psychology(input), imaging(input), scores(input), trials(input), authorizations(input), plans(input)];
  return sections.filter((section) => section.sentences.length > 0);
}

function painHistory(input: NarrativeInput): NarrativeSection {
  const histories = visible(input.chart, 'pain-history', input.asOf).filter(({ fact }) => input.region === undefined || fact.region === input.region);
  return section('Pain history', histories.map((history) => {
    const { fact } = history;
    const parts = [
      `${capitalized(inWords(fact.region))} pain${sidesOf(fact.sides)}`, spanOf(fact.onsetOn, undefined), fact.pattern && `${inWords(fact.pattern)} in pattern`,
      says(fact.limitsFunction, 'limiting function', 'not limiting function')];
    const diagnoses = fact.diagnoses?.length ? ` Diagnoses: ${fact.diagnoses.join(', ')}.` : '';
    return sentence(`${joined(parts)} (recorded on ${fact.occurredOn}).${diagnoses}`, history);
  }));
}

function conservativeCare(input: NarrativeInput): NarrativeSection {
  return section('Conservative care', visible(input.chart, 'conservative-care', input.asOf).map((care) => {
    const { fact } = care;
    const parts = [
      capitalized(inWords(fact.modality)), spanOf(fact.startedOn, fact.endedOn), fact.visits === undefined ? undefined : count(fact.visits, 'visit'),
      says(fact.inPerson, 'in person', 'not in person'), fact.provider && `by ${fact.provider}`];
    const response = fact.response === undefined ? 'the response is not recorded' : `response: ${inWords(fact.response)}`;
    return sentence(`${joined(parts)}; ${response}${fact.reason === undefined ? '' : ` (${fact.reason})`}.`, care);
  }));
}

function exclusions(input: NarrativeInput): NarrativeSection {
  const reviews = visible(input.chart, 'exclusion-review', input.asOf).slice(-1);
  return section('Exclusions', reviews.map((review) => sentence(`On ${review.fact.occurredOn}: ${lowered(list(exclusionsOf(review.fact, input.pathway)))}.`, review)));
}

function imaging(input: NarrativeInput): NarrativeSection {
  const images = visible(input.chart, 'imaging', input.asOf).filter(({ fact }) => input.region === undefined || fact.region === input.region);
  return section('Imaging', images.map((image) => told(image, input.pathway)));
}

function scores(input: NarrativeInput): NarrativeSection {
  const all = visible(input.chart, 'score', input.asOf);
  const latest = new Map(all.map((score) => [score.fact.instrument, score]));
  const chosen = all.filter((score) => score.fact.role === 'baseline' || latest.get(score.fact.instrument) === score);
  return section('Scores', chosen.map((score) => {
    const { fact } = score;
    return sentence(`${fact.instrument} ${fact.value}${fact.role === undefined ? '' : ` (${inWords(fact.role)})`} on ${fact.occurredOn}.`, score);
  }));
}

function blocks(input: NarrativeInput): NarrativeSection {
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
  const statistics = blockStatistics(block, rule).filter(({ value }) => value !== 'not known');
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

function ablations(input: NarrativeInput): NarrativeSection {
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
        fact.sustainedUntil && `sustained until ${fact.sustainedUntil}`, fact.function && `function ${functionOf(fact.function)}`];
      return sentence(`${joined(parts)}.`, outcome);
    }),
  ]);
}

function indication(input: NarrativeInput): NarrativeSection {
  return section('Indication', visible(input.chart, 'indication', input.asOf).map((one) => told(one, input.pathway)));
}

function psychology(input: NarrativeInput): NarrativeSection {
  return section('Evaluation before the trial', [
    ...visible(input.chart, 'psych-evaluation', input.asOf).slice(-1).map((evaluation) => sentence(
      `Psychological evaluation on ${evaluation.fact.occurredOn}${evaluation.fact.by === undefined ? '' : ` by a ${inWords(evaluation.fact.by)}`}: ${says(evaluation.fact.cleared, 'the patient is cleared', 'the patient is not cleared') ?? 'clearance is not recorded'}.`, evaluation)),
    ...visible(input.chart, 'multidisciplinary-screening', input.asOf).slice(-1).map((one) => told(one, input.pathway)),
    ...visible(input.chart, 'risk-discussion', input.asOf).slice(-1).map((one) => told(one, input.pathway)),
  ]);
}

function trials(input: NarrativeInput): NarrativeSection {
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

/** The permanent implant goes by the trial's authorization where one applies. */
function authorizations(input: NarrativeInput): NarrativeSection {
  const known = input.step === 'implant' ? visible(input.chart, 'authorization', input.asOf) : [];
  return section('Authorizations on record', known.map((one) => told(one, input.pathway)));
}

function plans(input: NarrativeInput): NarrativeSection {
  return section('Plan', visible(input.chart, 'plan', input.asOf).flatMap((plan) => {
    const { rfaConsidered, rfaNotCandidateReason, occurredOn } = plan.fact;
    const parts = [
      says(rfaConsidered, 'radiofrequency ablation is considered', 'radiofrequency ablation is not considered'),
      rfaNotCandidateReason && `the patient is not a candidate for ablation: ${rfaNotCandidateReason}`];
    return joined(parts) === '' ? [] : [sentence(`By the plan of ${occurredOn}, ${joined(parts)}.`, plan)];
  }));
}

function concerns(targets: readonly DocumentedTarget[], input: NarrativeInput): boolean {
  if (input.region === undefined) return true;
  return targets.some(({ level }) => regionOfLevel(level) === input.region
    || (level === 'T12-L1' && input.region === 'lumbosacral' && input.rule.parameters.junctionIsLumbosacral));
}

function section(title: string, sentences: readonly Sentence[]): NarrativeSection {
  return { title, sentences };
}

function sentence(text: string, ...facts: readonly { readonly id: FactId }[]): Sentence {
  return { text, factIds: facts.map(({ id }) => id) };
}

function told(entry: { readonly id: FactId; readonly fact: Fact }, pathway: Pathway): Sentence {
  return sentence(`${describeFact(entry.fact, pathway)} (${entry.fact.occurredOn}).`, entry);
}

function joined(parts: readonly (string | undefined | '')[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}

/** Lower first letter, but not of an abbreviation or a level. */
function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
