/**
 * On which days of service a criterion may change its outcome while the record stays as it is. Pure. Between two turning days
 * an assessment stays what it was, so whoever looks for a first day asks on these days only. Days before the record's last
 * fact are not foreseen: a plan looks ahead.
 */
import { addMonths, addYears, toDay, type DayNumber } from '../kernel/calendar';
import type { Chart } from '../evidence/chart';
import { leavesWindowOn } from '../evidence/history';
import type { RequiredOf } from '../criteria/required';
import type { Criterion, Kind } from '../criteria/types';

/** `never`: the day of service alone changes nothing. */
type Turns<K extends Kind> = 'never' | ((required: RequiredOf[K], chart: Chart) => readonly DayNumber[]);

const DAYS_PER_WEEK = 7;

/** One entry per kind, which the compiler insists on; `test/planner` blanks each in turn and must notice. */
export const TURNING_DAYS: { readonly [K in Kind]: Turns<K> } = {
  'pain-duration': ({ monthsMin = 0, weeksMin = 0, unmetBelowDays }, chart) => beginnings(chart).flatMap((since) =>
    [addMonths(since, monthsMin) + weeksMin * DAYS_PER_WEEK, ...(unmetBelowDays === undefined ? [] : [since + unmetBelowDays])]),
  'conservative-care': turnsOfCare,
  'block-interval': ({ daysMin }, chart) => daysOf(chart.block).map((day) => day + daysMin),
  'no-recent-intraarticular': ({ weeksMin }, chart) => daysOf(chart.block).map((day) => day + weeksMin * DAYS_PER_WEEK),
  'session-limit': ({ counts, windowMonths }, chart) =>
    daysOf(counts === 'ablation' ? chart.ablation : counts === 'epidural' ? chart.epidural : chart.block).map((day) => leavesWindowOn(day, windowMonths)),
  'repeat-relief': ({ monthsMin = 0, weeksMin = 0 }, chart) => daysOf(chart.ablation).map((day) => addMonths(day, monthsMin) + weeksMin * DAYS_PER_WEEK),
  'repeat-interval': ({ monthsMin }, chart) => daysOf(chart.ablation).map((day) => addMonths(day, monthsMin)),
  'rediagnosis-after-gap': (required, chart) => daysOf(chart.ablation).flatMap((day) =>
    [addYears(day, required.yearsMin), ...(required.rule === 'repeat' ? [] : [addMonths(day, required.monthsMin)])]),
  'epidural-spacing': ({ daysMin }, chart) => daysOf(chart.epidural).map((day) => day + daysMin),
  'concordant-imaging': ({ withinMonths }, chart) => (withinMonths === undefined ? [] : daysOf(chart.imaging).map((day) => firstDayTooOld(day, withinMonths))),
  'pain-severity': 'never', 'pain-pattern': 'never', 'no-radiculopathy': 'never', 'no-other-cause': 'never', 'not-generalized-pain': 'never', 'unfused-segment': 'never',
  'pain-scale-consistency': 'never', 'baseline-function': 'never', 'image-guidance': 'never', technique: 'never', 'one-region-per-session': 'never', 'levels-per-session': 'never',
  'block-relief': 'never', 'block-duration': 'never', 'block-concordance': 'never', 'block-count': 'never', 'block-volume': 'never',
  'rfa-not-candidate': 'never', 'rfa-considered': 'never', 'covered-procedure': 'never',
  indication: 'never', 'psych-evaluation': 'never', 'multidisciplinary-screening': 'never', 'no-active-substance-use': 'never', 'risk-discussion': 'never', 'no-cardiac-device': 'never',
  'trial-relief': 'never', 'trial-function': 'never', 'trial-duration': 'never', 'trial-limit': 'never', 'lead-limit': 'never', 'site-of-service': 'never',
  'epidural-indication': 'never', 'epidural-levels': 'never', 'epidural-contrast': 'never', 'epidural-repeat': 'never',
};

/** Of the criteria of one step; in no order, some perhaps twice. */
export function turningDays(criteria: readonly Criterion[], chart: Chart, table: Readonly<Record<Kind, Turns<never>>> = TURNING_DAYS): readonly DayNumber[] {
  return criteria.flatMap(({ kind, required }) => {
    const turns = table[kind];
    return turns === 'never' ? [] : turns(required as never, chart);
  });
}

/** Of whatever a duration may be counted from: pain, an indication, a surgery. */
function beginnings(chart: Chart): readonly DayNumber[] {
  return [
    ...(chart['pain-history'] ?? []).map(({ fact }) => fact.onsetOn),
    ...(chart.indication ?? []).map(({ fact }) => fact.onsetOn),
    ...(chart['conservative-care'] ?? []).map(({ fact }) => (fact.modality === 'surgery' ? (fact.endedOn ?? fact.startedOn) : undefined)),
  ].filter((date) => date !== undefined).map(toDay);
}

/** A course that still goes on grows until its end, and its visits are known then; afterwards it only ages. */
function turnsOfCare({ weeksMin, monthsMin, endedWithinMonths }: RequiredOf['conservative-care'], chart: Chart): readonly DayNumber[] {
  return (chart['conservative-care'] ?? []).flatMap(({ fact }) => {
    const days: DayNumber[] = [];
    if (fact.startedOn !== undefined) {
      const started = toDay(fact.startedOn);
      if (weeksMin !== undefined) days.push(started + weeksMin * DAYS_PER_WEEK);
      if (monthsMin !== undefined) days.push(addMonths(started, monthsMin));
    }
    if (fact.endedOn !== undefined) {
      const ended = toDay(fact.endedOn);
      days.push(ended);
      if (endedWithinMonths !== undefined) days.push(addMonths(ended, endedWithinMonths) + 1);
    }
    return days;
  });
}

/** The first day of service whose window no longer reaches back to a day; months are clamped, so some days after the plain sum. */
function firstDayTooOld(day: DayNumber, months: number): DayNumber {
  let first = addMonths(day, months);
  while (addMonths(first, -months) <= day) first++;
  return first;
}

function daysOf(facts: readonly { readonly day: DayNumber }[] | undefined): readonly DayNumber[] {
  return (facts ?? []).map(({ day }) => day);
}
