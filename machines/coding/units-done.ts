/**
 * Units of codes that the record documents on a day, billed or still open: what counts against the units of an approval. Pure.
 * Coded for a professional claim, because a facility's own lines may leave out what was done.
 */
import type { PlainDate } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import { isRejection } from '../kernel/rejection';
import type { Chart } from '../evidence/chart';
import type { Coverage } from '../criteria/types';
import { chooseCodes } from './choose-codes';

export interface UnitsDone {
  /** Several where it is open which it becomes. */
  readonly codes: readonly string[];
  readonly units: number;
  readonly facts: readonly FactId[];
}

export function unitsDone(chart: Chart, coverage: Coverage, day: PlainDate): readonly UnitsDone[] {
  const coded = chooseCodes({ dateOfService: day, claimType: 'professional' }, { coverage, policies: [] }, chart);
  if (isRejection(coded)) return [];
  return [...coded.lines.map(({ code, units, facts }) => ({ codes: [code], units, facts })), ...coded.held];
}

/** Of one code on a day: none where the day's services have other codes, and one where they have none yet. */
export function unitsOn(chart: Chart, coverage: Coverage): (code: string, day: PlainDate) => number {
  return (code, day) => {
    const done = unitsDone(chart, coverage, day).filter(({ codes }) => codes.length > 0);
    if (done.length === 0) return 1;
    return done.filter(({ codes }) => codes.includes(code)).reduce((sum, { units }) => sum + units, 0);
  };
}
