/** Kinds about the asked session, how often it may be, and the plan. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, plusMonths } from './dates';
import { isOfRegion } from './epidurals';
import { askedRegions, COLUMN, covers, regionOf, regionsOf, touches } from './places';
import { every, lastStated, of, says, type Desk, type Joint, type Verdict } from './record';

export function oneOf(value: string | undefined, asked: { allowed: string[]; review?: string[] }): Verdict {
  if (value === undefined) return 'unknown';
  if (asked.allowed.includes(value)) return 'met';
  return asked.review?.includes(value) ? 'review' : 'unmet';
}

/** Among the asked targets, and with what the record holds of that day. */
export function oneRegion(desk: Desk): Verdict {
  const sameDay = [...of(desk, 'block'), ...of(desk, 'ablation')].filter(({ occurredOn }) => dayOf(occurredOn) === desk.service).flatMap(({ targets }) => regionsOf(desk, targets));
  return new Set([...regionsOf(desk, desk.question.targets), ...askedRegions(desk), ...sameDay]).size > 1 ? 'unmet' : 'met';
}

export function levelsPerSession(desk: Desk, asked: { levelsMax: number; perSide?: boolean; contiguous?: boolean }): Verdict {
  const { targets } = desk.question;
  const sides = asked.perSide ? ['left', 'right'] : [undefined];
  for (const [side, region] of sides.flatMap((of) => regionsOf(desk, targets).map((region) => [of, region] as const))) {
    const counted = targets.filter((target) => (side === undefined || target.side === side) && regionOf(desk, target.level, targets) === region);
    const rows = [...new Set(counted.map(({ level }) => COLUMN.indexOf(level)))].sort((a, b) => a - b);
    if (rows.length > asked.levelsMax) return 'unmet';
    if (asked.contiguous && rows.some((row, at) => at > 0 && row - rows[at - 1]! !== 1)) return 'unmet';
  }
  return 'met';
}

/** C3, C9: region and day make a session; the window is open at its far end; the asked session counts. */
export function sessionLimit(desk: Desk, asked: { counts: string; sessionsMax: number; windowMonths: number; regionNotStated?: boolean }): Verdict {
  if (asked.counts === 'epidural') return epiduralSessions(desk, asked);
  const procedures = asked.counts === 'ablation' ? of(desk, 'ablation') : of(desk, 'block').filter(({ purpose }) => purpose === asked.counts);
  const from = plusMonths(desk.service, -asked.windowMonths);
  return askedRegions(desk).some((region) => {
    const days = procedures.filter(({ targets }) => touches(desk, targets, region)).map(({ occurredOn }) => dayOf(occurredOn)).filter((day) => from < day && day <= desk.service);
    return new Set([...days, desk.service]).size > asked.sessionsMax;
  }) ? 'unmet' : 'met';
}

function epiduralSessions(desk: Desk, asked: { sessionsMax: number; windowMonths: number; regionNotStated?: boolean }): Verdict {
  const from = plusMonths(desk.service, -asked.windowMonths);
  const isWithin = (day: number): boolean => from < day && day <= desk.service;
  const daysOf = (counts: (one: FactOf<'epidural'>) => boolean): Set<number> => new Set(of(desk, 'epidural').filter(counts).map(({ occurredOn }) => dayOf(occurredOn)).filter(isWithin));
  const verdicts = askedRegions(desk).map((region): Verdict => {
    const here = daysOf((one) => isOfRegion(desk, one, region)).add(desk.service).size;
    if (here > asked.sessionsMax) return 'unmet';
    // Of which region, the source does not say: people count the others.
    return asked.regionNotStated && here + daysOf((one) => !isOfRegion(desk, one, region)).size > asked.sessionsMax ? 'review' : 'met';
  });
  return every(verdicts);
}

export function repeatInterval(desk: Desk, asked: { monthsMin: number; earlierRequired: boolean }, target: Joint): Verdict {
  const earlier = of(desk, 'ablation').filter(({ occurredOn }) => dayOf(occurredOn) < desk.service);
  const days = earlier.filter(({ targets }) => covers(targets, target) === 'yes').map(({ occurredOn }) => dayOf(occurredOn));
  if (days.length > 0) return plusMonths(Math.max(...days), asked.monthsMin) <= desk.service ? 'met' : 'unmet';
  if (earlier.some(({ targets }) => covers(targets, target) === 'perhaps')) return 'unknown';
  return asked.earlierRequired ? 'unmet' : 'met';
}

export function rfaNotCandidate(desk: Desk): Verdict {
  return of(desk, 'plan').some(({ rfaNotCandidateReason }) => rfaNotCandidateReason !== undefined) ? 'met' : 'unknown';
}

export function rfaConsidered(desk: Desk): Verdict {
  return says(lastStated(of(desk, 'plan'), 'rfaConsidered'), true);
}
