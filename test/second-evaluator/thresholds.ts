/** The figures a step of a policy turns on, for histories that lie just below, at and just above them. */
import { criteriaOf, type Content } from './record';

export interface Thresholds {
  readonly months: readonly number[];
  readonly days: readonly number[];
  readonly percents: readonly number[];
  readonly scores: readonly number[];
  readonly hours: readonly number[];
  readonly windows: readonly number[];
}

export function thresholdsOf(content: Content, step: string): Thresholds {
  const numbers: Record<string, number[]> = {};
  for (const { required } of criteriaOf(content, step)) collect(required, numbers);
  const of = (...names: string[]): number[] => names.flatMap((name) => numbers[name] ?? []);
  return {
    months: [...new Set([...of('monthsMin', 'windowMonths', 'endedWithinMonths'), ...of('yearsMin').map((years) => 12 * years), 3, 12])],
    days: [...new Set([...of('daysMin', 'unmetBelowDays'), ...of('weeksMin', 'visitsWithinWeeks').map((weeks) => 7 * weeks), 14, 28])],
    percents: [...new Set([...of('reliefPercentMin', 'painPercentMin', 'analgesicPercentMin', 'functionPercentMin'), 50])],
    scores: [...new Set([...of('NRS'), 4])],
    hours: [...new Set([...of('hoursOver'), ...of('daysMin', 'daysMax').filter((days) => days < 14).map((days) => 24 * days), 72])],
    windows: [...new Set([...Object.values(content.parameters.agentWindowMinutes), 60])],
  };
}

function collect(value: unknown, numbers: Record<string, number[]>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, field] of Object.entries(value)) {
    if (typeof field === 'number') (numbers[name] ??= []).push(field);
    else collect(field, numbers);
  }
}
