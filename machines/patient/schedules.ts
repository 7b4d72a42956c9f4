/**
 * Procedures that have a day: on an authorization, or on a step for which none is needed. Pure.
 * A schedule is fulfilled by the first procedure of its service that the record did not hold when it was made; nothing says so but the record.
 */
import type { FactId } from '../kernel/ids';
import type { Step } from '../criteria/types';
import { isApproved } from '../authorization';
import type { PatientEvent } from './events';
import { roomOf } from './pathways';
import type { EpisodeState, PatientState, Scheduled } from './patient';
import { heldOf, isAmong, proceduresOf } from './position';

type Record = Pick<PatientState, 'chart' | 'authorizations'>;
export type ScheduleEvent = Extract<PatientEvent, { type: 'ProcedureScheduled' | 'ProcedureRescheduled' | 'ProcedureCancelled' }>;

/** Of a step the last schedule counts; the log keeps those before. */
export function evolveSchedules(record: Record, episode: EpisodeState, event: ScheduleEvent): EpisodeState {
  const { scheduled: before = [], ...rest } = episode;
  const others = before.filter(({ step }) => step !== event.step);
  if (event.type === 'ProcedureCancelled') return others.length === 0 ? rest : { ...rest, scheduled: others };
  const { type: _, episodeId: __, ...scheduled } = event;
  return { ...rest, scheduled: [...others, { ...scheduled, preceding: heldOf(record, episode) }] };
}

/** The procedure that fulfilled it; undefined while it is awaited. */
export function performedFor(record: Record, episode: EpisodeState, { step, preceding }: Scheduled): FactId | undefined {
  const event = roomOf(episode.pathway).procedureOf[step];
  return proceduresOf(record, episode).find((procedure) => procedure.event === event && !isAmong(preceding, procedure))?.id;
}

/** Those that are awaited. A closed episode awaits none. */
export function openSchedules(record: Record, episode: EpisodeState): readonly Scheduled[] {
  if (episode.scheduled === undefined || episode.closed !== undefined) return NONE;
  return episode.scheduled.filter((one) => performedFor(record, episode, one) === undefined);
}

const NONE: readonly Scheduled[] = [];

export function openScheduleOf(record: Record, episode: EpisodeState, step: Step): Scheduled | undefined {
  return openSchedules(record, episode).find((one) => one.step === step);
}

/** It rests on an approval that no longer stands. */
export function hasLostApproval({ authorizations }: Record, { authorizationId }: Scheduled): boolean {
  return authorizationId !== undefined && !authorizations.some((one) => one.id === authorizationId && isApproved(one));
}
