/**
 * Where an episode stands: a function of the record alone (procedures in clinical order, requests that are out, recorded
 * assessments), found by the executed map and never by a policy. So the order of documenting means nothing, and replaying
 * an old log under new policies gives the old positions. Pure.
 */
import { assert } from '../kernel/assert';
import { initialPosition, next } from '../kernel/statechart';
import { isEligible } from '../criteria/recorded';
import type { FactId } from '../kernel/ids';
import type { Step } from '../criteria/types';
import { isOver, isRequested, type AuthorizationState } from '../authorization';
import { meaningOf, roomOf, type Procedure } from './pathways';
import type { EpisodeState, PatientState } from './patient';

type PatientRecord = Pick<PatientState, 'chart' | 'authorizations'>;

/** The procedures that concern an episode, in clinical order. */
export function proceduresOf(record: PatientRecord, episode: EpisodeState): readonly Procedure[] {
  return roomOf(episode.pathway).procedures(record.chart, episode.region, episode.plan.targets);
}

/**
 * Facts that the record holds of what such an episode does, wherever it was done: a plan that is widened later makes no new procedure
 * of an old one.
 */
export function heldOf({ chart }: Pick<PatientState, 'chart'>, { pathway }: Pick<EpisodeState, 'pathway'>): readonly FactId[] {
  return roomOf(pathway).procedureTypes.flatMap((type) => (chart[type] ?? []).map(({ id }) => id));
}

/** Which note of a session stands first says nothing about when it was known. */
export function isAmong(held: readonly FactId[], { id, also = [] }: Procedure): boolean {
  return held.includes(id) || also.some((each) => held.includes(each));
}

/** Authorizations of an episode that still count: not taken back, not lapsed, not used up by a later procedure of their step. */
export function liveAuthorizations(record: PatientRecord, episode: EpisodeState, procedures = proceduresOf(record, episode)): readonly AuthorizationState[] {
  return record.authorizations.filter((authorization) =>
    authorization.episodeId === episode.id && !isOver(authorization) && !isUsedUp(authorization, episode, procedures));
}

/** Its procedure is done: whatever was drafted, asked or approved for it is used up. */
export function isUsed(record: PatientRecord, episode: EpisodeState, authorization: AuthorizationState): boolean {
  return isUsedUp(authorization, episode, proceduresOf(record, episode));
}

/** The episode after any change of its procedures, plan or authorizations: replayed from the map's first state. */
export function placeEpisode(record: PatientRecord, episode: EpisodeState): EpisodeState {
  if (episode.closed !== undefined) return episode;
  const procedures = proceduresOf(record, episode);
  const live = liveAuthorizations(record, episode, procedures);
  const base = baseOf(episode, procedures);
  const request = live.findLast(isRequested);
  const held = request && next(roomOf(episode.pathway).machine, base, { type: 'requested', step: request.step });
  return keep(episode, settle(episode, held ?? base, base, request !== undefined), live);
}

/** The episode after a new assessment: moved on, or back, from where it is. */
export function moveEpisode(record: PatientRecord, episode: EpisodeState): EpisodeState {
  if (episode.closed !== undefined) return episode;
  const procedures = proceduresOf(record, episode);
  const live = liveAuthorizations(record, episode, procedures);
  return keep(episode, settle(episode, episode.position, baseOf(episode, procedures), live.some(isRequested)), live);
}

/** Steps to assess: those ahead of the position, and those with an authorization in preparation or under way. */
export function stepsToAssess(record: PatientRecord, episode: EpisodeState): readonly Step[] {
  return stepsOf(episode.pathway, episode.position, liveAuthorizations(record, episode));
}

function stepsOf(pathway: EpisodeState['pathway'], position: string, live: readonly AuthorizationState[]): readonly Step[] {
  const { ahead } = meaningOf(pathway, position);
  const more = live.map(({ step }) => step).filter((step, index, all) => !ahead.includes(step) && all.indexOf(step) === index);
  return more.length === 0 ? ahead : [...ahead, ...more];
}

/** Where the procedures alone lead. One the map does not take at its place in the sequence moves nothing. */
function baseOf(episode: EpisodeState, procedures: readonly Procedure[]): string {
  const { machine } = roomOf(episode.pathway);
  let position = initialPosition(machine);
  for (const { event } of procedures) position = next(machine, position, { type: event }) ?? position;
  return position;
}

/** Tells the map the recorded assessments of the steps ahead until it moves no more. */
function settle(episode: EpisodeState, from: string, base: string, requested: boolean): string {
  const { machine, fellShort } = roomOf(episode.pathway);
  let position = from;
  for (let moves = 0; ; moves++) {
    assert(moves < 8, `the map of ${episode.pathway} does not settle from ${from}`);
    let moved: string | undefined;
    for (const step of meaningOf(episode.pathway, position).ahead) {
      const recorded = episode.assessments[step];
      const to = next(machine, position, {
        type: 'assessed', step, eligible: recorded !== undefined && isEligible(recorded), fellShort: recorded !== undefined && fellShort(recorded), requested, after: base,
      });
      if (to === undefined || to === position) continue;
      moved = to;
      break;
    }
    if (moved === undefined) return position;
    position = moved;
  }
}

/** Keeps the assessments of the steps that are still assessed, so that a state never holds a stale one. */
function keep(episode: EpisodeState, position: string, live: readonly AuthorizationState[]): EpisodeState {
  const steps = stepsOf(episode.pathway, position, live);
  const recorded = Object.keys(episode.assessments) as Step[];
  if (recorded.every((step) => steps.includes(step))) return position === episode.position ? episode : { ...episode, position };
  const assessments = Object.fromEntries(recorded.filter((step) => steps.includes(step)).map((step) => [step, episode.assessments[step]]));
  return { ...episode, position, assessments };
}

/** A procedure of its step that the record did not hold when it was drafted, and that does not lie before those it did. */
function isUsedUp(authorization: AuthorizationState, episode: EpisodeState, procedures: readonly Procedure[]): boolean {
  const event = roomOf(episode.pathway).procedureOf[authorization.step];
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const procedure of procedures) if (isAmong(authorization.preceding, procedure)) lastDay = Math.max(lastDay, procedure.day);
  return procedures.some((procedure) => procedure.event === event && procedure.day >= lastDay && !isAmong(authorization.preceding, procedure));
}
