/** The days of a trial's diary, one row a day from the lead to the pull, or to today while it is under way. Pure. */
import type { Schemas } from '../../api/client';

export type TrialFact = Schemas['ScsTrialFact'];
export type TrialDay = NonNullable<TrialFact['days']>[number];
export type Diary = Schemas['TrialDiary'];

export interface DayRow {
  readonly on: string;
  /** 0: the day the leads were placed. */
  readonly day: number;
  /** Two entries of one day both stand. */
  readonly entries: readonly TrialDay[];
  readonly flaw?: 'missing' | 'conflicting' | 'outside';
}

export function dayRows(trial: TrialFact, diary: Diary | undefined, today: string): readonly DayRow[] {
  const first = startedOn(trial);
  const last = endedOn(trial) ?? today;
  const days = new Set<string>((trial.days ?? []).map(({ on }) => on));
  for (let on = first; on <= last; on = dayAfter(on)) days.add(on);
  return [...days].sort().map((on) => {
    const entries = (trial.days ?? []).filter((entry) => entry.on === on);
    const flaw = diary?.outsideDays.includes(on) === true ? 'outside' : diary?.conflictingDays.includes(on) === true ? 'conflicting'
      : on > first && on < last && !entries.some(({ score }) => score !== undefined) ? 'missing' : undefined;
    return { on, day: daysBetween(first, on), entries, ...(flaw !== undefined && { flaw }) };
  });
}

/** As the fact says it, in its own zone. */
export const startedOn = ({ startedAt }: TrialFact): string => startedAt.slice(0, 10);
export const endedOn = ({ endedAt }: TrialFact): string | undefined => endedAt?.slice(0, 10);

const DAY_MS = 86_400_000;
const millisecondsOf = (on: string): number => Date.parse(`${on}T00:00:00Z`);
const dayAfter = (on: string): string => new Date(millisecondsOf(on) + DAY_MS).toISOString().slice(0, 10);
const daysBetween = (from: string, to: string): number => Math.round((millisecondsOf(to) - millisecondsOf(from)) / DAY_MS);
