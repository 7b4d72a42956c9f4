/** Kinds about the asked session, how often it may be, and single statements. */
import { dayOf, plusMonths } from './dates';
import { askedRegions, COLUMN, holds, regionsOf } from './places';
import { lastStated, of, says, some, type Desk, type Joint, type Verdict } from './record';

export function oneOf(value: string | undefined, asked: { allowed: string[]; review?: string[] }): Verdict {
  if (value === undefined) return 'unknown';
  if (asked.allowed.includes(value)) return 'met';
  return asked.review?.includes(value) ? 'review' : 'unmet';
}

export function oneRegion(desk: Desk): Verdict {
  return regionsOf(desk, desk.question.targets).length > 1 ? 'unmet' : 'met';
}

export function levelsPerSession(desk: Desk, asked: { levelsMax: number; perSide?: boolean; contiguous?: boolean }): Verdict {
  const { targets } = desk.question;
  const sides = asked.perSide ? ['left', 'right'] : [undefined];
  for (const side of sides) {
    const rows = [...new Set(targets.filter((target) => side === undefined || target.side === side).map(({ level }) => COLUMN.indexOf(level)))].sort((a, b) => a - b);
    if (rows.length > asked.levelsMax) return 'unmet';
    if (asked.contiguous && rows.some((row, at) => at > 0 && row - rows[at - 1]! !== 1)) return 'unmet';
  }
  return 'met';
}

/** C3, C9: region and day make a session; the window is open at its far end; the asked session counts. */
export function sessionLimit(desk: Desk, asked: { counts: string; sessionsMax: number; windowMonths: number }): Verdict {
  const procedures = asked.counts === 'ablation' ? of(desk, 'ablation') : of(desk, 'block').filter(({ purpose }) => purpose === asked.counts);
  const from = plusMonths(desk.service, -asked.windowMonths);
  return askedRegions(desk).some((region) => {
    const days = procedures.filter(({ targets }) => regionsOf(desk, targets).includes(region)).map(({ occurredOn }) => dayOf(occurredOn)).filter((day) => from < day && day <= desk.service);
    return new Set([...days, desk.service]).size > asked.sessionsMax;
  }) ? 'unmet' : 'met';
}

export function repeatInterval(desk: Desk, asked: { monthsMin: number; earlierRequired: boolean }, target?: Joint): Verdict {
  const days = of(desk, 'ablation').filter(({ targets, occurredOn }) => target && holds(targets, target) && dayOf(occurredOn) < desk.service).map(({ occurredOn }) => dayOf(occurredOn));
  if (days.length === 0) return asked.earlierRequired ? 'unmet' : 'met';
  return plusMonths(Math.max(...days), asked.monthsMin) <= desk.service ? 'met' : 'unmet';
}

export function rfaNotCandidate(desk: Desk): Verdict {
  return of(desk, 'plan').some(({ rfaNotCandidateReason }) => rfaNotCandidateReason !== undefined) ? 'met' : 'unknown';
}

export function indication(desk: Desk, asked: { codes?: string[]; patterns?: Record<string, string[]> }): Verdict {
  const recorded = of(desk, 'indication');
  if (recorded.length === 0) return 'unknown';
  return some(recorded.map(({ code, pattern }) => {
    if (asked.codes && !asked.codes.includes(code)) return 'unmet';
    const patterns = asked.patterns?.[code];
    if (patterns === undefined) return 'met';
    return pattern === undefined ? 'unknown' : patterns.includes(pattern) ? 'met' : 'unmet';
  }));
}

export function psychEvaluation(desk: Desk, asked: { by?: string[] }): Verdict {
  const evaluations = of(desk, 'psych-evaluation').filter(({ by }) => asked.by === undefined || (by !== undefined && asked.by.includes(by)));
  return says(lastStated(evaluations, 'cleared'), true);
}

export function recorded(desk: Desk, type: 'multidisciplinary-screening' | 'risk-discussion'): Verdict {
  return of(desk, type).length > 0 ? 'met' : 'unknown';
}

export function reviewed(desk: Desk, field: 'generalizedPain' | 'activeSubstanceUse' | 'cardiacDevice'): Verdict {
  return says(lastStated(of(desk, 'exclusion-review'), field), false);
}

export function rfaConsidered(desk: Desk): Verdict {
  return says(lastStated(of(desk, 'plan'), 'rfaConsidered'), true);
}
