/** Kinds about the pain: how long, how strong, of what pattern, and on which scales it and function were measured. */
import type { FactOf } from '../../machines/evidence/fact';
import { dayOf, plusMonths } from './dates';
import { askedRegions, regionOfTarget, touches } from './places';
import { every, lastStated, of, ofLastDay, says, type Asked, type Desk, type Joint, type Verdict } from './record';

const SCALES = ['NRS', 'VAS', 'VRS'];
type History = FactOf<'pain-history'>;

/** "a pain history of another region or side does not count"; one whose sides are not recorded is of no side yet. */
function histories(desk: Desk, target: Joint | undefined): readonly History[] {
  // An epidural without a side names its region alone: any side of it counts.
  if (target === undefined) return desk.question.step === 'esi' ? of(desk, 'pain-history').filter(({ region }) => region === regionOfTarget(desk, target)) : [];
  return of(desk, 'pain-history').filter(({ region, sides = [] }) => region === regionOfTarget(desk, target) && (sides.includes('bilateral') || sides.some((side) => side === target.side)));
}

function limits(desk: Desk, target: Joint | undefined): readonly boolean[] {
  return lastStated(histories(desk, target), 'limitsFunction');
}

interface DurationAsked { monthsMin?: number; weeksMin?: number; unmetBelowDays?: number; from?: 'indication' | 'surgery' }

export function painDuration(desk: Desk, asked: DurationAsked, target: Joint | undefined, { onlyForIndications }: Asked): Verdict {
  const dates = asked.from === 'surgery' ? surgeries(desk)
    : asked.from === 'indication' ? lastStated(of(desk, 'indication').filter(({ code, pattern }) => onlyForIndications === undefined || onlyForIndications.includes(code) || onlyForIndications.includes(`${code}/${pattern}`)), 'onsetOn')
      : lastStated(histories(desk, target), 'onsetOn');
  if (dates.length === 0) return 'unknown';
  const since = Math.max(...dates.map(dayOf));
  const due = asked.monthsMin === undefined ? since + 7 * (asked.weeksMin ?? 0) : plusMonths(since, asked.monthsMin);
  if (due <= desk.service) return 'met';
  return asked.unmetBelowDays !== undefined && desk.service - since >= asked.unmetBelowDays ? 'review' : 'unmet';
}

function surgeries(desk: Desk): readonly string[] {
  return of(desk, 'conservative-care').filter(({ modality }) => modality === 'surgery').map(({ endedOn, startedOn }) => endedOn ?? startedOn).filter((date) => date !== undefined);
}

interface SeverityAsked { scoreMin: Record<string, number>; limitsFunction?: boolean; afterCare?: boolean }

export function painSeverity(desk: Desk, asked: SeverityAsked, target: Joint | undefined): Verdict {
  const limited = limits(desk, target);
  if (limited.includes(false)) return 'unmet';
  if (!asked.limitsFunction) return strength(desk, asked);
  const stated = says(limited, true);
  return Object.keys(asked.scoreMin).length === 0 ? stated : every([stated, strength(desk, asked)]);
}

function strength(desk: Desk, asked: SeverityAsked): Verdict {
  const ended = endOfCare(desk);
  const counts = ({ instrument, role, occurredOn }: FactOf<'score'>): boolean => SCALES.includes(instrument)
    && (asked.afterCare ? ended === undefined || dayOf(occurredOn) >= ended : role === 'baseline');
  const all = of(desk, 'score').filter(counts);
  const withFigure = ofLastDay(all, ({ instrument }) => asked.scoreMin[instrument] !== undefined);
  const scores = withFigure.length > 0 ? withFigure : ofLastDay(all, () => true);
  if (scores.length === 0) return 'unknown';
  const passes = ({ instrument, value }: FactOf<'score'>): boolean => (asked.scoreMin[instrument] === undefined ? value > 0 : value >= asked.scoreMin[instrument]);
  return scores.every(passes) ? 'met' : 'unmet';
}

/** "pain still >= 3/10 after care": the last day of the care that did not help, as the policy's own criterion on care counts it. */
function endOfCare(desk: Desk): number | undefined {
  const care = desk.criteria.find(({ kind }) => kind === 'conservative-care')?.required as unknown as { responses: string[]; excludedModalities: string[] } | undefined;
  const counts = ({ response, modality }: FactOf<'conservative-care'>): boolean => (care === undefined
    ? response === 'failed' : care.responses.includes(response ?? '') && !care.excludedModalities.includes(modality));
  const ends = of(desk, 'conservative-care').filter(counts).map(({ endedOn }) => endedOn).filter((date) => date !== undefined);
  return ends.length === 0 ? undefined : Math.max(...ends.map(dayOf));
}

export function painPattern(desk: Desk, asked: { allowed: string[]; review: string[] }, target: Joint | undefined): Verdict {
  const patterns = lastStated(histories(desk, target), 'pattern');
  if (patterns.length === 0) return 'unknown';
  return every(patterns.map((pattern) => (asked.allowed.includes(pattern) ? 'met' : asked.review.includes(pattern) ? 'review' : 'unmet')));
}

/** "Pain assessed at baseline and after each diagnostic procedure on the same pain scale." */
export function painScaleConsistency(desk: Desk): Verdict {
  const baselines = of(desk, 'score').filter(({ instrument, role }) => SCALES.includes(instrument) && role === 'baseline').map(({ instrument }) => instrument as string);
  const blocks = of(desk, 'block').filter(({ purpose, targets, occurredOn }) => purpose === 'diagnostic' && dayOf(occurredOn) < desk.service
    && askedRegions(desk).some((region) => touches(desk, targets, region)));
  const scales = blocks.map(({ relief }) => relief?.scale);
  const named = [...new Set(scales.filter((scale) => scale !== undefined))];
  if (named.length > 1 || (baselines.length > 0 && named.some((scale) => !baselines.includes(scale)))) return 'unmet';
  return baselines.length === 0 || scales.includes(undefined) ? 'unknown' : 'met';
}

interface FunctionAsked { instruments: string[]; scoreMin?: Record<string, number>; statementSuffices?: boolean }

export function baselineFunction(desk: Desk, asked: FunctionAsked): Verdict {
  const scores = of(desk, 'score').filter(({ instrument, role }) => asked.instruments.includes(instrument) && role === 'baseline');
  const last = scores.at(-1);
  if (last !== undefined) {
    const least = asked.scoreMin?.[last.instrument] ?? 0;
    return scores.every(({ instrument, occurredOn, value }) => occurredOn !== last.occurredOn || instrument !== last.instrument || value >= least) ? 'met' : 'unmet';
  }
  if (!asked.statementSuffices) return 'unknown';
  return says(lastStated(of(desk, 'pain-history'), 'limitsFunction'), true);
}
