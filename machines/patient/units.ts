/**
 * Units that a payer approved, and those that are left once procedures were performed under the approval. Pure.
 * A procedure belongs to the newest approval of its service that the record had when it was documented and that reaches its day.
 */
import { toDay, toPlainDate } from '../kernel/calendar';
import { APPROVING_OUTCOMES, isApproved, lastDetermination, type AuthorizationState, type DeterminationContent } from '../authorization';
import { unitsDone } from '../coding';
import { coverageOn } from './coverage';
import { roomOf, type Procedure } from './pathways';
import type { EpisodeState, PatientState } from './patient';
import { isAmong, isUsed, proceduresOf } from './position';

export interface Units {
  readonly approved: number;
  readonly used: number;
  readonly left: number;
}

export interface UnitsLeft {
  /** Left out where the payer names units of codes alone, and not of every one. */
  readonly total?: Units;
  readonly byCode: readonly (Units & { readonly code: string })[];
}

type Record = Pick<PatientState, 'chart' | 'authorizations' | 'episodes' | 'coverages'>;

/** Undefined where the payer named no units, or has not approved. */
export function unitsLeft(record: Record, authorization: AuthorizationState): UnitsLeft | undefined {
  const decision = lastDetermination(authorization);
  const episode = record.episodes.find(({ id }) => id === authorization.episodeId);
  if (decision === undefined || episode === undefined || !wasApproved(authorization)) return undefined;
  const approved = unitsByCode(decision);
  const total = decision.units ?? totalOf(decision);
  if (approved.size === 0 && total === undefined) return undefined;
  const used = new Map<string, number>();
  let usedAll = 0;
  for (const { id, day } of performedUnder(record, episode, authorization)) {
    const date = toPlainDate(day);
    const coverage = coverageOn(record, date) ?? authorization.asked;
    const done = coverage === undefined ? [] : unitsDone(record.chart, coverage, date).filter(({ facts, codes }) => codes.length > 0 && facts.includes(id));
    // What has no code of the approval yet is taken for one of each: nothing is left that may be gone.
    const isCoded = done.some(({ codes }) => codes.some((code) => approved.has(code)));
    for (const code of approved.keys()) used.set(code, (used.get(code) ?? 0) + (isCoded ? sum(done.filter(({ codes }) => codes.includes(code))) : 1));
    usedAll += Math.max(1, sum(done));
  }
  return {
    ...(total !== undefined && { total: unitsOf(total, usedAll) }),
    byCode: [...approved].map(([code, units]) => ({ code, ...unitsOf(units, used.get(code) ?? 0) })),
  };
}

/** Nothing more may be done under it: a code of it has no units left, or, where none are named, its procedure is done. */
export function isSpent(record: Record, episode: EpisodeState, authorization: AuthorizationState): boolean {
  const left = unitsLeft(record, authorization);
  if (left === undefined) return isUsed(record, episode, authorization);
  return left.byCode.length > 0 ? left.byCode.some((each) => each.left <= 0) : left.total !== undefined && left.total.left <= 0;
}

/** What was approved is performed, to the last unit in total; where no units are named, its procedure is done. One code that is used up is not the whole. */
export function isPerformed(record: Record, episode: EpisodeState, authorization: AuthorizationState): boolean {
  const left = unitsLeft(record, authorization);
  if (left === undefined) return isUsed(record, episode, authorization);
  if (performedUnder(record, episode, authorization).length === 0) return false;
  return left.total === undefined ? left.byCode.every((each) => each.left <= 0) : left.total.left <= 0;
}

/** Procedures of the service that the record did not hold when this was drafted, and that no newer approval has for its own. */
export function performedUnder(record: Record, episode: EpisodeState, authorization: AuthorizationState): readonly Procedure[] {
  const event = roomOf(episode.pathway).procedureOf[authorization.step];
  const from = lastDetermination(authorization)?.validFrom;
  const at = record.authorizations.findIndex(({ id }) => id === authorization.id);
  const newer = record.authorizations.slice(at + 1).filter((one) => one.episodeId === episode.id && wasApproved(one) && roomOf(episode.pathway).procedureOf[one.step] === event);
  return proceduresOf(record, episode).filter((procedure) => procedure.event === event && !isAmong(authorization.preceding, procedure)
    && (from === undefined || procedure.day >= toDay(from)) && newer.every(({ preceding }) => isAmong(preceding, procedure)));
}

function wasApproved(authorization: AuthorizationState): boolean {
  return isApproved(authorization) || authorization.position === 'expired';
}

function unitsByCode({ items = [] }: DeterminationContent): ReadonlyMap<string, number> {
  const approved = new Map<string, number>();
  for (const { outcome, code, modifiedCode, unitsApproved, modifiedUnits } of items) {
    const [named, units] = [modifiedCode ?? code, modifiedUnits ?? unitsApproved];
    if (APPROVING_OUTCOMES.includes(outcome) && named !== undefined && units !== undefined) approved.set(named, (approved.get(named) ?? 0) + units);
  }
  return approved;
}

/** Of the lines together, where each that is approved names its units. */
function totalOf({ items = [] }: DeterminationContent): number | undefined {
  const approved = items.filter(({ outcome }) => APPROVING_OUTCOMES.includes(outcome)).map(({ unitsApproved, modifiedUnits }) => modifiedUnits ?? unitsApproved);
  return approved.length === 0 || approved.includes(undefined) ? undefined : approved.reduce<number>((total, units = 0) => total + units, 0);
}

function sum(done: readonly { readonly units: number }[]): number {
  return done.reduce((total, { units }) => total + units, 0);
}

function unitsOf(approved: number, used: number): Units {
  return { approved, used, left: Math.max(0, approved - used) };
}
