/** Kinds about the patient: pain, care, function, and what must be excluded. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, plusMonths } from './dates';
import { askedRegions, regionOfTarget } from './places';
import { every, lastStated, of, says, type Desk, type Joint, type Verdict } from './record';

const PAIN = ['NRS', 'VAS', 'VRS'];

/** "a pain history of another region or side does not count" */
function histories(desk: Desk, target: Joint | undefined): readonly FactOf<'pain-history'>[] {
  return of(desk, 'pain-history').filter((history) => {
    if (target === undefined) return askedRegions(desk).length === 0 || askedRegions(desk).includes(history.region);
    return history.region === regionOfTarget(desk, target) && (history.sides ?? []).some((side) => side === target.side || side === 'bilateral');
  });
}

function imaging(desk: Desk, target: Joint | undefined): readonly FactOf<'imaging'>[] {
  const regions = target === undefined ? askedRegions(desk) : [regionOfTarget(desk, target)];
  return of(desk, 'imaging').filter(({ region }) => regions.includes(region));
}

interface DurationAsked { monthsMin: number; unmetBelowDays?: number; from?: 'indication' | 'surgery' }

export function painDuration(desk: Desk, asked: DurationAsked, target?: Joint, codes?: readonly string[]): Verdict {
  const since = onset(desk, asked.from, target, codes);
  if (since === undefined) return 'unknown';
  if (plusMonths(since, asked.monthsMin) <= desk.service) return 'met';
  return asked.unmetBelowDays !== undefined && desk.service - since >= asked.unmetBelowDays ? 'review' : 'unmet';
}

function onset(desk: Desk, from: DurationAsked['from'], target: Joint | undefined, codes: readonly string[] | undefined): number | undefined {
  if (from === 'surgery') {
    const days = of(desk, 'conservative-care').filter(({ modality }) => modality === 'surgery').map((care) => care.endedOn ?? care.startedOn).filter((date) => date !== undefined);
    return days.length === 0 ? undefined : Math.max(...days.map(dayOf));
  }
  const date = from === 'indication'
    ? lastStated(of(desk, 'indication').filter(({ code }) => codes === undefined || codes.includes(code)), 'onsetOn')
    : lastStated(histories(desk, target), 'onsetOn');
  return date === undefined ? undefined : dayOf(date);
}

interface SeverityAsked { scoreMin: Record<string, number>; limitsFunction?: boolean; afterCare?: boolean }

export function painSeverity(desk: Desk, asked: SeverityAsked, target?: Joint): Verdict {
  const verdicts: Verdict[] = [];
  if (asked.limitsFunction) verdicts.push(says(lastStated(histories(desk, target), 'limitsFunction'), true));
  if (!asked.limitsFunction || Object.keys(asked.scoreMin).length > 0) verdicts.push(scored(desk, asked));
  return every(verdicts);
}

function scored(desk: Desk, asked: SeverityAsked): Verdict {
  let scores = of(desk, 'score').filter(({ instrument }) => PAIN.includes(instrument));
  if (asked.afterCare) {
    const ends = of(desk, 'conservative-care').filter(({ response }) => response === 'failed' || response === 'not-tolerated').map(({ endedOn }) => endedOn).filter((date) => date !== undefined);
    if (ends.length === 0) return 'unknown';
    scores = scores.filter(({ occurredOn }) => dayOf(occurredOn) >= Math.max(...ends.map(dayOf)));
  } else {
    scores = scores.filter(({ role }) => role === 'baseline');
  }
  const score = scores[scores.length - 1];
  if (score === undefined) return 'unknown';
  const least = asked.scoreMin[score.instrument];
  return (least === undefined ? score.value > 0 : score.value >= least) ? 'met' : 'unmet';
}

export function painPattern(desk: Desk, asked: { allowed: string[]; review: string[] }, target?: Joint): Verdict {
  const pattern = lastStated(histories(desk, target), 'pattern');
  if (pattern === undefined) return 'unknown';
  if (asked.allowed.includes(pattern)) return 'met';
  return asked.review.includes(pattern) ? 'review' : 'unmet';
}

interface CareAsked {
  responses: string[]; excludedModalities: string[]; modalities?: string[];
  weeksMin?: number; monthsMin?: number; visitsMin?: number; visitsWithinWeeks?: number; endedWithinMonths?: number;
}

export function conservativeCare(desk: Desk, asked: CareAsked): Verdict {
  const courses = of(desk, 'conservative-care')
    .filter(({ modality }) => !asked.excludedModalities.includes(modality) && (asked.modalities === undefined || asked.modalities.includes(modality)));
  const verdicts = courses.map((course) => judgeCourse(desk, asked, course));
  return verdicts.includes('met') ? 'met' : verdicts.includes('unknown') || verdicts.length === 0 ? 'unknown' : 'unmet';
}

function judgeCourse(desk: Desk, asked: CareAsked, course: FactOf<'conservative-care'>): Verdict {
  if (course.response === undefined) return 'unknown';
  if (!asked.responses.includes(course.response)) return 'unmet';
  if (course.response === 'contraindicated') return course.reason === undefined ? 'unknown' : 'met';
  const start = course.startedOn === undefined ? undefined : dayOf(course.startedOn);
  const end = course.endedOn === undefined ? undefined : dayOf(course.endedOn);
  const verdicts: Verdict[] = [];
  const ask = (known: boolean, holds: () => boolean): void => void verdicts.push(known ? (holds() ? 'met' : 'unmet') : 'unknown');
  const hasLength = start !== undefined && end !== undefined;
  if (asked.weeksMin !== undefined) ask(hasLength, () => end! - start! >= 7 * asked.weeksMin!);
  if (asked.monthsMin !== undefined) ask(hasLength, () => plusMonths(start!, asked.monthsMin!) <= end!);
  if (asked.visitsMin !== undefined) ask(course.visits !== undefined, () => course.visits! >= asked.visitsMin!);
  if (asked.visitsWithinWeeks !== undefined) ask(hasLength, () => end! - start! <= 7 * asked.visitsWithinWeeks!);
  if (asked.endedWithinMonths !== undefined) ask(end !== undefined, () => end! >= plusMonths(desk.service, -asked.endedWithinMonths!));
  return every(verdicts);
}

export function noRadiculopathy(desk: Desk, asked: { allowedRadiculopathy: string[]; allowedClaudication?: string[]; imagingFindings?: string[] }, target?: Joint): Verdict {
  const among = (stated: string | undefined, allowed: string[]): Verdict => (stated === undefined ? 'unknown' : allowed.includes(stated) ? 'met' : 'unmet');
  const reviews = of(desk, 'exclusion-review');
  const verdicts = [among(lastStated(reviews, 'radiculopathy'), asked.allowedRadiculopathy)];
  if (asked.allowedClaudication) verdicts.push(among(lastStated(reviews, 'neurogenicClaudication'), asked.allowedClaudication));
  if (imaging(desk, target).some(({ findings = [] }) => findings.some((finding) => asked.imagingFindings?.includes(finding)))) verdicts.push('unmet');
  return every(verdicts);
}

export function noOtherCause(desk: Desk, asked: { imagingSuffices: boolean; imagingRequired?: boolean; otherCauses: string[] }, target?: Joint): Verdict {
  const stated = lastStated(of(desk, 'exclusion-review'), 'otherCause');
  const images = imaging(desk, target);
  if (stated !== undefined && stated !== 'none') return 'unmet';
  if (images.some(({ findings = [] }) => findings.some((finding) => asked.otherCauses.includes(finding)))) return 'unmet';
  const excludes = lastStated(images, 'excludesOtherCause');
  if (excludes === false) return 'unmet';
  if (excludes === true && asked.imagingSuffices) return 'met';
  return asked.imagingRequired || stated === undefined ? 'unknown' : 'met';
}

export function unfusedSegment(desk: Desk, asked: { imagingFindings: string[]; atLevelOnly?: boolean }, target?: Joint): Verdict {
  const region = target && regionOfTarget(desk, target);
  const stated = lastStated(of(desk, 'exclusion-review'), 'fusedLevels');
  const seen = imaging(desk, target).filter(({ findings = [] }) => findings.some((finding) => asked.imagingFindings.includes(finding)));
  const fused = [...(stated ?? []), ...seen.flatMap(({ levels = [] }) => levels)] as string[];
  if (asked.atLevelOnly) {
    if (target && fused.includes(target.level)) return 'unmet';
    if (seen.some(({ levels = [] }) => levels.length === 0)) return 'review';
    return stated === undefined ? 'unknown' : 'met';
  }
  const ofRegion = fused.filter((level) => region === undefined || (level.startsWith('L') ? 'lumbosacral' : 'cervical-thoracic') === region);
  if (ofRegion.length > 0 || seen.length > 0) return 'review';
  return stated === undefined ? 'unknown' : 'met';
}

export function painScaleConsistency(desk: Desk, target?: Joint): Verdict {
  const baseline = lastStated(of(desk, 'score').filter(({ instrument, role }) => PAIN.includes(instrument) && role === 'baseline'), 'instrument');
  const blocks = of(desk, 'block').filter(({ purpose, targets, occurredOn }) => purpose === 'diagnostic' && dayOf(occurredOn) < desk.service
    && (target === undefined || targets.some(({ level, side }) => level === target.level && side === target.side)));
  const scales = [baseline, ...blocks.map(({ relief }) => relief?.scale)];
  if (new Set(scales.filter((scale) => scale !== undefined)).size > 1) return 'unmet';
  return scales.includes(undefined) ? 'unknown' : 'met';
}

export function baselineFunction(desk: Desk, asked: { instruments: string[]; scoreMin?: Record<string, number>; statementSuffices?: boolean }, target?: Joint): Verdict {
  const scores = of(desk, 'score').filter(({ instrument, role }) => asked.instruments.includes(instrument) && role === 'baseline');
  const score = scores[scores.length - 1];
  if (score !== undefined) return score.value >= (asked.scoreMin?.[score.instrument] ?? 0) ? 'met' : 'unmet';
  return asked.statementSuffices ? says(lastStated(histories(desk, target), 'limitsFunction'), true) : 'unknown';
}
