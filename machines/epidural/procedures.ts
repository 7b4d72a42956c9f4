/**
 * What was done that moves an epidural episode: the epidurals of its region and the responses to them, in clinical order as the
 * chart keeps them, so that the order in which they were documented means nothing. Pure.
 */
import type { Region } from '../kernel/anatomy';
import type { DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import type { Chart, ChartFact } from '../evidence/chart';
import { isEpiduralOf } from '../evidence/epidural';
import type { FactType } from '../evidence/fact';
import type { RecordedFinding } from '../criteria/recorded';

/** Facts of these types may move an episode; any other is evidence only. */
export const EPIDURAL_PROCEDURE_TYPES: readonly FactType[] = ['epidural'];

export interface EpiduralProcedure {
  readonly id: FactId;
  readonly day: DayNumber;
  /** An event of the map. */
  readonly event: 'epidural-documented' | 'response-documented';
  /** Further notes of the same session. */
  readonly also?: readonly FactId[];
}

/** One entry per session (day), and one more where a response to it is recorded. */
export function epiduralProcedures(chart: Chart, region: Region): readonly EpiduralProcedure[] {
  const procedures: EpiduralProcedure[] = [];
  let session = -1;
  for (const epidural of chart.epidural ?? []) {
    if (!isEpiduralOf(epidural.fact, region)) continue;
    const { id, day } = epidural;
    const before = procedures[session];
    if (before?.day === day) procedures[session] = { ...before, also: [...(before.also ?? []), id] };
    else session = procedures.push({ id, day, event: 'epidural-documented' }) - 1;
    if (hasResponse(epidural)) procedures.push({ id, day, event: 'response-documented' });
  }
  return procedures;
}

/** What the map reads in a recorded assessment beside its result. */
export function repeatFellShort(findings: readonly Pick<RecordedFinding, 'kind' | 'outcome'>[]): boolean {
  return findings.some(({ kind, outcome }) => kind === 'epidural-repeat' && outcome === 'unmet');
}

function hasResponse({ fact }: ChartFact<'epidural'>): boolean {
  const { relief } = fact;
  return (relief?.observations?.length ?? 0) > 0 || relief?.statedPercent !== undefined || fact.function !== undefined;
}
