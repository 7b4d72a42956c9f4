/** A fact in one line, for the crosswalk and the evidence table. Pure. What a record does not say is left out here; gaps name it. */
import { levelIndex } from '../kernel/anatomy';
import { unreachable } from '../kernel/assert';
import type { DocumentedTarget, Fact, FactOf, FunctionMeasure, ReliefSeries } from '../evidence/fact';
import type { Policy } from '../criteria/types';
import { capitalized, count, inWords, joinWords, settingInWords } from '../criteria/words';

export type Pathway = Policy['pathway'];

/** The whole fact in one line. Exclusions of the other pathway are not told: a packet discloses what its request rests on. */
export function describeFact(fact: Fact, pathway: Pathway): string {
  return list(partsOf(fact, pathway));
}

/** What the fact is, without its details: `MRI, lumbosacral`. */
export function summarizeFact(fact: Fact, pathway: Pathway): string {
  return list(partsOf(fact, pathway).slice(0, 1));
}

type Part = string | undefined | '';

/** The first part says what the fact is. */
function partsOf(fact: Fact, pathway: Pathway): readonly Part[] {
  switch (fact.type) {
    case 'pain-history': return [
      `pain, ${inWords(fact.region)}${sidesOf(fact.sides)}`, when('onset', fact.onsetOn), fact.pattern && `pattern ${inWords(fact.pattern)}`,
      says(fact.limitsFunction, 'limits function', 'does not limit function'), fact.diagnoses?.length ? `diagnoses ${fact.diagnoses.join(', ')}` : undefined];
    case 'exclusion-review': return ['exclusion review', ...exclusionsOf(fact, pathway)];
    case 'conservative-care': return [
      inWords(fact.modality), spanOf(fact.startedOn, fact.endedOn), fact.visits === undefined ? undefined : count(fact.visits, 'visit'),
      fact.response && `response: ${inWords(fact.response)}`, fact.reason && `reason: ${fact.reason}`, fact.provider && `by ${fact.provider}`,
      says(fact.inPerson, 'in person', 'not in person')];
    case 'score': return [`${fact.instrument} ${fact.value}${fact.role === undefined ? '' : `, ${inWords(fact.role)}`}`, fact.instrumentVersion && `version ${fact.instrumentVersion}`];
    case 'imaging': return [
      `${fact.modality}, ${inWords(fact.region)}`, fact.levels?.length ? fact.levels.join(', ') : undefined,
      fact.findings?.length ? `findings: ${fact.findings.map(inWords).join(', ')}` : undefined,
      says(fact.excludesOtherCause, 'excludes another cause', 'does not exclude another cause'), says(fact.concordant, 'concordant with the examination', 'not concordant with the examination')];
    case 'block': return [
      `${fact.purpose} ${inWords(fact.technique)} block at ${documentedTargets(fact.targets)}`, agentOf(fact), says(fact.steroid, 'with steroid', 'without steroid'),
      guidanceOf(fact.guidance), fact.sedation && `sedation ${fact.sedation}`, settingOf(fact.setting), reliefInBrief(fact.relief)];
    case 'ablation': return [
      `${inWords(fact.technique)} ablation${fact.temperatureC === undefined ? '' : ` at ${fact.temperatureC} °C`} at ${documentedTargets(fact.targets)}`,
      guidanceOf(fact.guidance), settingOf(fact.setting)];
    case 'ablation-outcome': return [
      `outcome of the ablation of ${fact.ablationOn}${fact.side === undefined ? '' : `, ${fact.side}`}`, beforeAfter(fact.scale, fact.baseline, fact.score),
      stated(fact.statedPercent), when('sustained until', fact.sustainedUntil), functionOf(fact.function)];
    case 'indication': return [inWords(fact.code), when('onset', fact.onsetOn), fact.pattern && `pattern ${inWords(fact.pattern)}`];
    case 'psych-evaluation': return ['psychological evaluation', fact.by && `by ${inWords(fact.by)}`, says(fact.cleared, 'cleared', 'not cleared')];
    case 'multidisciplinary-screening': return ['screening by a multidisciplinary team'];
    case 'risk-discussion': return ['risks and alternatives discussed'];
    case 'scs-trial': return [
      `stimulator trial, ${fact.region}`, `from ${fact.startedAt.slice(0, 10)}${fact.endedAt === undefined ? ', not ended' : ` to ${fact.endedAt.slice(0, 10)}`}`,
      fact.leads === undefined ? undefined : count(fact.leads, 'lead'), fact.contacts === undefined ? undefined : count(fact.contacts, 'contact'), settingOf(fact.setting),
      beforeAfter(fact.relief?.scale, fact.relief?.baseline, fact.relief?.end), stated(fact.relief?.statedPercent),
      fact.analgesic && `analgesic ${fact.analgesic.baseline} to ${fact.analgesic.end} ${fact.analgesic.unit}`, functionOf(fact.function)];
    case 'plan': return [
      'plan', says(fact.rfaConsidered, 'radiofrequency ablation is considered', 'radiofrequency ablation is not considered'),
      fact.rfaNotCandidateReason && `not a candidate for ablation: ${fact.rfaNotCandidateReason}`];
    case 'authorization': return [
      `authorization ${inWords(fact.program)}: ${inWords(fact.decision)}`, when('decided', fact.decidedOn), fact.payerReference && `reference ${fact.payerReference}`,
      fact.codes?.length ? `codes ${fact.codes.join(', ')}` : undefined];
    case 'epidural': return [
      `${fact.approach} epidural${fact.targets?.length ? ` at ${documentedTargets(fact.targets)}` : ''}`, guidanceOf(fact.guidance), settingOf(fact.setting),
      says(fact.contrast, 'with contrast', 'without contrast'), reliefInBrief(fact.relief), functionOf(fact.function),
      fact.analgesic && `analgesic ${fact.analgesic.baseline} to ${fact.analgesic.end} ${fact.analgesic.unit}`];
    case 'implant': return [
      `stimulator implant, ${fact.region}`, fact.leads === undefined ? undefined : count(fact.leads, 'lead'),
      fact.contacts === undefined ? undefined : count(fact.contacts, 'contact'), fact.generator === true ? 'generator' : undefined, settingOf(fact.setting)];
    case 'revision': return [`${fact.component}: ${fact.action}`];
    case 'programming': return [`programming, ${fact.complexity}`];
    case 'drug-test': return [`drug test, ${inWords(fact.method)}`, fact.reason];
    case 'abn': return ['advance beneficiary notice', when('signed', fact.signedOn), fact.services?.join(', ')];
    default: return unreachable(fact);
  }
}

export function exclusionsOf(fact: FactOf<'exclusion-review'>, pathway: Pathway): readonly Part[] {
  const shared = [
    fact.radiculopathy && `radiculopathy ${inWords(fact.radiculopathy)}`, fact.neurogenicClaudication && `neurogenic claudication ${inWords(fact.neurogenicClaudication)}`,
    fact.otherCause && `other cause of the pain: ${inWords(fact.otherCause)}`];
  if (pathway === 'scs') {
    return [...shared, says(fact.activeSubstanceUse, 'active substance use disorder', 'no active substance use disorder'), says(fact.cardiacDevice, 'cardiac device present', 'no cardiac device')];
  }
  const fused = fact.fusedLevels === undefined ? undefined : fact.fusedLevels.length === 0 ? 'no fused level' : `fused: ${fact.fusedLevels.join(', ')}`;
  return [...shared, says(fact.generalizedPain, 'generalized pain syndrome', 'no generalized pain syndrome'), fused];
}

/** Each level once: `L4-L5 right and L5-S1 left and right`. */
export function documentedTargets(targets: readonly DocumentedTarget[]): string {
  const levels = [...new Set(targets.map(({ level }) => level))].sort((a, b) => levelIndex(a) - levelIndex(b));
  return joinWords(levels.map((level) => `${level} ${sidesAt(targets.filter((target) => target.level === level))}`), 'and');
}

function sidesAt(targets: readonly DocumentedTarget[]): string {
  const sides = new Set(targets.flatMap(({ side }) => side === 'bilateral' ? ['left', 'right'] : side ?? []));
  return sides.size === 0 ? '(side not recorded)' : [...sides].sort().join(' and ');
}

export function agentOf(fact: FactOf<'block'>): string | undefined {
  if (fact.agent === undefined) return undefined;
  return [inWords(fact.agent), fact.concentrationPercent === undefined ? '' : ` ${fact.concentrationPercent} %`,
    fact.volumeMlPerTarget === undefined ? '' : `, ${fact.volumeMlPerTarget} ml per target`].join('');
}

export function guidanceOf(guidance: string | undefined): string | undefined {
  if (guidance === undefined) return undefined;
  return guidance === 'none' ? 'without image guidance' : `under ${guidance}`;
}

export function settingOf(setting: string | undefined): string | undefined {
  return setting === undefined ? undefined : `place of service ${setting} (${settingInWords(setting)})`;
}

export function functionOf(measure: FunctionMeasure | undefined): string | undefined {
  if (measure === undefined) return undefined;
  const name = measure.instrument ?? inWords(measure.measure ?? 'function');
  const after = measure.value ?? measure.end;
  return after === undefined ? `${name} ${measure.baseline} at baseline` : `${name} ${measure.baseline} to ${after}`;
}

/** `from A to B`, `since A`, `until B`. */
export function spanOf(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined) return to === undefined ? undefined : `until ${to}`;
  if (to === undefined) return `since ${from}`;
  return from === to ? `on ${from}` : `from ${from} to ${to}`;
}

export function says(value: boolean | undefined, yes: string, no: string): string | undefined {
  return value === undefined ? undefined : value ? yes : no;
}

export function sidesOf(sides: readonly string[] | undefined): string {
  return sides === undefined || sides.length === 0 ? '' : `, ${joinWords([...sides].sort(), 'and')}`;
}

/** `A; b; c` of those that are recorded. */
export function list(parts: readonly Part[]): string {
  return capitalized(parts.filter((part) => part !== undefined && part !== '').join('; '));
}

function reliefInBrief(relief: ReliefSeries | undefined): string | undefined {
  if (relief === undefined) return undefined;
  const scores = [...new Set((relief.observations ?? []).map((observation) => observation.score))].sort((a, b) => a - b);
  const after = scores.length === 0 ? undefined : scores.length === 1 ? `${scores[0]}` : `${scores[0]} to ${scores[scores.length - 1]}`;
  return [relief.scale ?? 'pain', relief.baseline === undefined ? undefined : `${relief.baseline} before`, after && `${after} after`,
    stated(relief.statedPercent), relief.durationHours === undefined ? undefined : `duration ${relief.durationHours} h`]
    .filter((part) => part !== undefined).join(', ');
}

function beforeAfter(scale: string | undefined, before: number | undefined, after: number | undefined): string | undefined {
  if (before === undefined && after === undefined) return undefined;
  return `${scale ?? 'pain'} ${before ?? 'not recorded'} to ${after ?? 'not recorded'}`;
}

function stated(percent: number | undefined): string | undefined {
  return percent === undefined ? undefined : `stated relief ${percent} %`;
}

function when(word: string, date: string | undefined | null): string | undefined {
  return date === undefined || date === null ? undefined : `${word} ${date}`;
}
