/**
 * What was done that moves an RFA episode: the diagnostic blocks, ablations and outcomes that concern its targets,
 * in clinical order (day, then kind, then id), so that the order in which they were documented means nothing. Pure.
 */
import { regionOfLevel, type Region, type Target } from '../kernel/anatomy';
import { toDay, type DayNumber } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import type { Chart, ChartFact } from '../evidence/chart';
import type { DocumentedTarget, FactType } from '../evidence/fact';
import type { RfaEvent } from './rfa.machine';

/** Facts of these types may move an episode; any other is evidence only. */
export const RFA_PROCEDURE_TYPES: readonly FactType[] = ['block', 'ablation', 'ablation-outcome'];

export interface RfaProcedure {
  readonly id: FactId;
  readonly day: DayNumber;
  readonly event: Extract<RfaEvent['type'], `${string}-documented`>;
  /** Further notes of the same session. */
  readonly also?: readonly FactId[];
}

const ORDER: readonly RfaProcedure['event'][] = ['block-documented', 'ablation-documented', 'outcome-documented'];

/** One entry per block session (day), ablation and outcome. */
export function rfaProcedures(chart: Chart, region: Region, targets: readonly Target[]): readonly RfaProcedure[] {
  const procedures: RfaProcedure[] = [];
  for (const block of chart.block ?? []) {
    if (!isDiagnostic(block) || !concerns(block.fact.targets, region, targets)) continue;
    const session = procedures.at(-1);
    if (session?.day === block.day) procedures.splice(-1, 1, { ...session, also: [...(session.also ?? []), block.id] });
    else procedures.push({ id: block.id, day: block.day, event: 'block-documented' });
  }
  const ablations = (chart.ablation ?? []).filter((ablation) => concerns(ablation.fact.targets, region, targets));
  for (const { id, day } of ablations) procedures.push({ id, day, event: 'ablation-documented' });
  for (const { id, day, fact } of chart['ablation-outcome'] ?? []) {
    const of = toDay(fact.ablationOn);
    if (ablations.some((ablation) => ablation.day === of) && isOnSide(fact.side, targets)) procedures.push({ id, day, event: 'outcome-documented' });
  }
  // Of one day and kind they stand by id, as they do in the chart.
  return procedures.sort((a, b) => a.day - b.day || ORDER.indexOf(a.event) - ORDER.indexOf(b.event));
}

/** Medial branch, diagnostic, without steroid: the sessions that a policy counts (`block-count`). */
function isDiagnostic({ fact }: ChartFact<'block'>): boolean {
  return fact.purpose === 'diagnostic' && fact.technique === 'medial-branch' && fact.steroid !== true;
}

/** Overlap with the planned targets; without planned targets, the region. An unstated side may be either. */
function concerns(documented: readonly DocumentedTarget[], region: Region, planned: readonly Target[]): boolean {
  if (planned.length === 0) return documented.some(({ level }) => regionOfLevel(level) === region);
  return documented.some(({ level, side }) => planned.some((target) => target.level === level && (side === undefined || side === 'bilateral' || side === target.side)));
}

function isOnSide(side: DocumentedTarget['side'], planned: readonly Target[]): boolean {
  return side === undefined || side === 'bilateral' || planned.length === 0 || planned.some((target) => target.side === side);
}
