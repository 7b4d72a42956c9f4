/**
 * Sessions, the unit that frequency limits count: one region on one calendar day, however many joints were treated (C9).
 * Pure. The caller's filter says which procedures are of the region and kind that is counted.
 */
import { addMonths, type DayNumber } from '../kernel/calendar';
import { visible, type Chart, type ChartFact } from './chart';

export type Procedure = 'block' | 'ablation' | 'epidural' | 'scs-trial';

/** Distinct days on which a counted procedure had been done by `asOf`, ascending. */
export function sessionDays<T extends Procedure>(chart: Chart, type: T, counts: (entry: ChartFact<T>) => boolean, asOf: DayNumber): readonly DayNumber[] {
  const days: DayNumber[] = [];
  for (const entry of visible(chart, type, asOf)) {
    if (days[days.length - 1] !== entry.day && counts(entry)) days.push(entry.day);
  }
  return days;
}

/**
 * Sessions in the rolling window of a requested one, the requested one included (C3): those after
 * `dateOfService minus months` and before the date of service. One recorded on that day *is* the requested one.
 */
export function countInRollingMonths(days: readonly DayNumber[], dateOfService: DayNumber, months: number): number {
  const windowStart = addMonths(dateOfService, -months);
  let count = 1;
  for (const day of days) if (day > windowStart && day < dateOfService) count++;
  return count;
}
