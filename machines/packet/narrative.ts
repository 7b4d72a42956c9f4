/** The narrative: sentences made from facts alone, each with the facts it is made from. Pure. */
import { visible } from '../evidence/chart';
import { isEpiduralOf } from '../evidence/epidural';
import { exclusionsOf, list, says, sidesOf, spanOf } from './describe-fact';
import { ablations, blocks, trials, type NarrativeInput } from './narrative-of-procedures';
import type { NarrativeSection } from './packet-model';
import { joined, lowered, section, sentence, told } from './sentence';
import { capitalized, count, inWords } from '../criteria/words';

/** Sections without a sentence are left out: what is missing is said by the gaps. */
export function narrativeOf(input: NarrativeInput): readonly NarrativeSection[] {
  const sections = input.pathway === 'epidural'
    ? [indication(input), painHistory(input), conservativeCare(input), exclusions(input), imaging(input), scores(input), epidurals(input), plans(input)]
    : input.pathway === 'rfa'
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

function indication(input: NarrativeInput): NarrativeSection {
  return section('Indication', visible(input.chart, 'indication', input.asOf).map((one) => told(one, input.pathway)));
}

function epidurals(input: NarrativeInput): NarrativeSection {
  return section('Earlier epidurals', visible(input.chart, 'epidural', input.asOf).filter(({ fact }) => isEpiduralOf(fact, input.region)).map((one) => told(one, input.pathway)));
}

function psychology(input: NarrativeInput): NarrativeSection {
  return section('Evaluation before the trial', [
    ...visible(input.chart, 'psych-evaluation', input.asOf).slice(-1).map((evaluation) => sentence(
      `Psychological evaluation on ${evaluation.fact.occurredOn}${evaluation.fact.by === undefined ? '' : ` by a ${inWords(evaluation.fact.by)}`}: ${says(evaluation.fact.cleared, 'the patient is cleared', 'the patient is not cleared') ?? 'clearance is not recorded'}.`, evaluation)),
    ...visible(input.chart, 'multidisciplinary-screening', input.asOf).slice(-1).map((one) => told(one, input.pathway)),
    ...visible(input.chart, 'risk-discussion', input.asOf).slice(-1).map((one) => told(one, input.pathway)),
  ]);
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
