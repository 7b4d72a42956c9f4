/** Which entries of a diary are written, which were missed, and when the next one is due. Pure: the present moment is an argument. */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';

export interface SeriesMoments {
  /** Minutes after the procedure at which the patient was to be asked and nobody has written anything, oldest first. */
  readonly missed: readonly number[];
  /** The next minute to come; undefined when the diary asks no more. */
  readonly next: number | undefined;
}

/**
 * A score counts for the due minute it lies nearest to, whoever wrote it down. A minute is missed once the present has come
 * nearer to the one after it; until then it is simply due.
 */
export function seriesMoments(due: readonly number[], observed: readonly number[], nowMinutes: number): SeriesMoments {
  const written = new Set(observed.filter((minutes) => minutes > 0).map((minutes) => nearest(due, minutes)));
  const present = nearest(due, nowMinutes);
  return {
    missed: due.filter((minutes) => minutes < nowMinutes && minutes !== present && !written.has(minutes)),
    next: due.find((minutes) => minutes > nowMinutes && !written.has(minutes)),
  };
}

/** The earlier one of two that are equally near. */
function nearest(due: readonly number[], minutes: number): number | undefined {
  let best: number | undefined;
  for (const each of due) if (best === undefined || Math.abs(each - minutes) < Math.abs(best - minutes)) best = each;
  return best;
}

export interface TrialMoments {
  /** Days without an entry, oldest first. */
  readonly missed: readonly PlainDate[];
  /** Today belongs to the trial and has no entry yet. */
  readonly isTodayDue: boolean;
  /** The next day to come; undefined when the diary asks no more. */
  readonly next: PlainDate | undefined;
}

/** One entry a day from the day after the lead to the last one; on the day of the lead nothing is missed. */
export function trialMoments(lead: PlainDate, last: PlainDate, written: readonly PlainDate[], today: PlainDate): TrialMoments {
  const days: PlainDate[] = [];
  for (let day = toDay(lead) + 1; day <= toDay(last); day++) days.push(toPlainDate(day));
  const open = days.filter((on) => !written.includes(on));
  return {
    missed: open.filter((on) => on < today),
    isTodayDue: today >= lead && today <= last && !written.includes(today),
    next: open.find((on) => on > today),
  };
}
