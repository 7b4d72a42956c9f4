/**
 * What was done that moves an SCS episode: trials and implants of its lead region, in clinical order (day, then kind,
 * then id), so that the order in which they were documented means nothing. Pure.
 */
import type { Region } from '../kernel/anatomy';
import { toDay, type DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import { localDateOf } from '../kernel/instant';
import type { Chart } from '../evidence/chart';
import type { FactType } from '../evidence/fact';

/** Facts of these types may move an episode; any other is evidence only. */
export const SCS_PROCEDURE_TYPES: readonly FactType[] = ['scs-trial', 'implant'];

export interface ScsProcedure {
  readonly id: FactId;
  readonly day: DayNumber;
  /** An event of the map. */
  readonly event: 'trial-started' | 'trial-ended' | 'implant-documented';
}

const ORDER: readonly ScsProcedure['event'][] = ['trial-started', 'trial-ended', 'implant-documented'];

/** A trial that has ended gives two entries, one that runs gives one. */
export function scsProcedures(chart: Chart, region: Region): readonly ScsProcedure[] {
  const procedures: ScsProcedure[] = [];
  for (const { id, day, fact } of chart['scs-trial'] ?? []) {
    if (fact.region !== region) continue;
    procedures.push({ id, day, event: 'trial-started' });
    if (fact.endedAt !== undefined) procedures.push({ id, day: Math.max(toDay(localDateOf(fact.endedAt)), day), event: 'trial-ended' });
  }
  for (const { id, day, fact } of chart.implant ?? []) {
    if (fact.region === region) procedures.push({ id, day, event: 'implant-documented' });
  }
  // Of one day and kind they stand by id, as they do in the chart.
  return procedures.sort((a, b) => a.day - b.day || ORDER.indexOf(a.event) - ORDER.indexOf(b.event));
}
