/** Kinds about care that was tried and about what must be excluded. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, plusMonths } from './dates';
import { plainRegionOf, regionOfTarget } from './places';
import { every, lastStated, of, ofLastDay, says, some, type Desk, type Joint, type Verdict } from './record';

function imaging(desk: Desk, target: Joint | undefined): readonly FactOf<'imaging'>[] {
  return of(desk, 'imaging').filter(({ region }) => region === regionOfTarget(desk, target));
}

function shows({ findings = [] }: FactOf<'imaging'>, codes: readonly string[]): boolean {
  return findings.some((finding) => codes.includes(finding));
}

interface CareAsked {
  responses: string[]; excludedModalities: string[]; modalities?: string[];
  weeksMin?: number; monthsMin?: number; visitsMin?: number; visitsWithinWeeks?: number; endedWithinMonths?: number;
}

/** Each course alone (C1); of several the best. */
export function conservativeCare(desk: Desk, asked: CareAsked): Verdict {
  const courses = of(desk, 'conservative-care')
    .filter(({ modality }) => !asked.excludedModalities.includes(modality) && (asked.modalities?.includes(modality) ?? true));
  return courses.length === 0 ? 'unknown' : some(courses.map((course) => judgeCourse(desk, asked, course)));
}

function judgeCourse(desk: Desk, asked: CareAsked, course: FactOf<'conservative-care'>): Verdict {
  if (course.response === 'successful') return 'unmet';
  if (course.response === undefined || !asked.responses.includes(course.response)) return 'unknown';
  if (course.response === 'contraindicated') return course.reason === undefined ? 'unknown' : 'met';
  const start = course.startedOn === undefined ? undefined : dayOf(course.startedOn);
  const end = course.endedOn === undefined ? undefined : dayOf(course.endedOn);
  const verdicts: Verdict[] = [];
  const ask = (known: boolean, holds: () => boolean): void => void verdicts.push(known ? (holds() ? 'met' : 'unmet') : 'unknown');
  const hasLength = start !== undefined && end !== undefined;
  const lastDay = Math.min(end!, desk.service);
  if (asked.weeksMin !== undefined) ask(hasLength, () => lastDay - start! >= 7 * asked.weeksMin!);
  if (asked.monthsMin !== undefined) ask(hasLength, () => plusMonths(start!, asked.monthsMin!) <= lastDay);
  // Of care that goes on after the service, how many visits had been made by then is not recorded.
  const isOver = end === undefined || end <= desk.service;
  if (asked.visitsMin !== undefined) ask(course.visits !== undefined && (isOver || course.visits < asked.visitsMin), () => course.visits! >= asked.visitsMin!);
  if (asked.visitsWithinWeeks !== undefined && verdicts.at(-1) === 'met') verdicts.push(!hasLength ? 'unknown' : end! - start! <= 7 * asked.visitsWithinWeeks ? 'met' : 'review');
  if (asked.endedWithinMonths !== undefined) ask(end !== undefined, () => plusMonths(lastDay, asked.endedWithinMonths!) >= desk.service);
  return every(verdicts);
}

export function noRadiculopathy(desk: Desk, asked: { allowedRadiculopathy: string[]; allowedClaudication?: string[]; imagingFindings?: string[] }, target: Joint | undefined): Verdict {
  const among = (stated: readonly string[], allowed: string[]): Verdict => (stated.length === 0 ? 'unknown' : stated.every((one) => allowed.includes(one)) ? 'met' : 'unmet');
  const reviews = of(desk, 'exclusion-review');
  const verdicts = [among(lastStated(reviews, 'radiculopathy'), asked.allowedRadiculopathy)];
  if (asked.allowedClaudication) verdicts.push(among(lastStated(reviews, 'neurogenicClaudication'), asked.allowedClaudication));
  if (ofLastDay(imaging(desk, target), () => true).some((study) => shows(study, asked.imagingFindings ?? []))) verdicts.push('unmet');
  return every(verdicts);
}

export function noOtherCause(desk: Desk, asked: { imagingSuffices: boolean; imagingRequired?: boolean; otherCauses: string[] }, target: Joint | undefined): Verdict {
  const stated = lastStated(of(desk, 'exclusion-review'), 'otherCause');
  if (stated.some((cause) => cause !== 'none')) return 'unmet';
  const images = imaging(desk, target);
  const shown = ofLastDay(images, () => true).filter((study) => shows(study, asked.otherCauses));
  if (shown.length > 0) return shown.every(({ excludesOtherCause }) => excludesOtherCause) ? 'review' : 'unmet';
  if (asked.imagingSuffices && lastStated(images, 'excludesOtherCause').includes(true)) return 'met';
  return asked.imagingRequired || stated.length === 0 ? 'unknown' : 'met';
}

export function unfusedSegment(desk: Desk, asked: { imagingFindings: string[]; atLevelOnly?: boolean }, target: Joint | undefined): Verdict {
  const stated = lastStated(of(desk, 'exclusion-review'), 'fusedLevels');
  const fused: readonly string[] = stated.flat();
  const seen = imaging(desk, target).filter((study) => shows(study, asked.imagingFindings));
  if (asked.atLevelOnly && target) {
    if (fused.includes(target.level) || seen.some(({ levels }) => levels?.includes(target.level as never))) return 'unmet';
    if (seen.some(({ levels }) => levels === undefined || levels.length === 0)) return 'review';
    return stated.length === 0 ? 'unknown' : 'met';
  }
  const isOfConcern = fused.some((level) => plainRegionOf(level) === 'lumbosacral' || plainRegionOf(level) === regionOfTarget(desk, target));
  return seen.length > 0 || isOfConcern ? 'review' : stated.length === 0 ? 'unknown' : 'met';
}

export function reviewed(desk: Desk, field: 'generalizedPain' | 'activeSubstanceUse' | 'cardiacDevice'): Verdict {
  return says(lastStated(of(desk, 'exclusion-review'), field), false);
}

interface IndicationAsked { codes?: string[]; patterns?: Record<string, string[]> }

/** Those of epidurals are none for stimulation. */
const OF_EPIDURALS: readonly string[] = ['radiculopathy', 'neurogenic-claudication', 'post-laminectomy-syndrome', 'acute-herpes-zoster'];

export function indication(desk: Desk, asked: IndicationAsked): Verdict {
  const recorded = of(desk, 'indication').filter(({ code }) => !OF_EPIDURALS.includes(code));
  return recorded.length === 0 ? 'unknown' : some(recorded.map((one) => judgeIndication(one, asked)));
}

function judgeIndication({ code, pattern }: FactOf<'indication'>, asked: IndicationAsked): Verdict {
  if (asked.codes && !asked.codes.includes(code)) return 'unmet';
  const patterns = asked.patterns?.[code];
  if (patterns === undefined) return 'met';
  return pattern === undefined ? 'unknown' : patterns.includes(pattern) ? 'met' : 'unmet';
}

/** An indication that suffices alone under the policy's criterion of that kind. */
export function isCovered(desk: Desk, one: FactOf<'indication'>): boolean {
  const asked = desk.criteria.find(({ kind }) => kind === 'indication')?.required as unknown as IndicationAsked | undefined;
  return !OF_EPIDURALS.includes(one.code) && judgeIndication(one, asked ?? {}) === 'met';
}

/** The latest evaluation by one of the professions records clearance; only another's is a recorded contradiction. */
export function psychEvaluation(desk: Desk, { by }: { by?: string[] }): Verdict {
  const latest = ofLastDay(of(desk, 'psych-evaluation'), () => true);
  if (latest.some(({ cleared }) => cleared === false)) return 'unmet';
  const fitting = latest.filter((evaluation) => by === undefined || (evaluation.by !== undefined && by.includes(evaluation.by)));
  if (latest.length > 0 && fitting.length === 0) return latest.every((evaluation) => evaluation.by !== undefined) ? 'unmet' : 'unknown';
  return fitting.some(({ cleared }) => cleared) ? 'met' : 'unknown';
}

export function recorded(desk: Desk, type: 'multidisciplinary-screening' | 'risk-discussion'): Verdict {
  return of(desk, type).length > 0 ? 'met' : 'unknown';
}
