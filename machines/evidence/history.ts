/**
 * Sessions, the unit that frequency limits count: one region on one calendar day, however many joints were treated (C9).
 * Pure. The caller says which procedures are of the region and kind that is counted.
 */
import { addMonths, isWithinRollingMonths, type DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';

export interface SessionsInWindow {
  /** Sessions, the requested one included; one recorded on the date of service *is* the requested one. */
  readonly count: number;
  /** Distinct recorded days, oldest first. */
  readonly days: readonly DayNumber[];
  /** The procedures that were counted. */
  readonly evidence: readonly FactId[];
}

/**
 * The sessions that count at a date of service (C3): after `dateOfService minus months` and not after the date of
 * service, and the requested one. `procedures` oldest first, as the chart keeps them.
 */
export function sessionsInWindow<T extends { readonly id: FactId; readonly day: DayNumber }>(
  procedures: readonly T[], counts: (procedure: T) => boolean, dateOfService: DayNumber, months: number,
): SessionsInWindow {
  const days: DayNumber[] = [];
  const evidence: FactId[] = [];
  for (const procedure of procedures) {
    if (!isWithinRollingMonths(procedure.day, dateOfService, months) || !counts(procedure)) continue;
    evidence.push(procedure.id);
    if (days[days.length - 1] !== procedure.day) days.push(procedure.day);
  }
  return { count: days[days.length - 1] === dateOfService ? days.length : days.length + 1, days, evidence };
}

/**
 * First date of service at whose window a session no longer counts: `months` later, or the day after where the month is
 * too short (a session of 29 February still counts on 28 February of the next year).
 */
export function leavesWindowOn(session: DayNumber, months: number): DayNumber {
  const day = addMonths(session, months);
  return isWithinRollingMonths(session, day, months) ? day + 1 : day;
}
