/** What staff note about a need: additive, and saying the same again records nothing. Pure. Codes `unknown-episode`, `episode-closed`, `unknown-need`, `snooze-past`, `snooze-far`. */
import { unreachable } from '../kernel/assert';
import { toDay, type PlainDate } from '../kernel/calendar';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { DAYS_AHEAD_MAX } from '../authorization';
import { openEpisode } from './decide-episodes';
import type { Given } from './events';
import { notesOf, type NeedCommand, type NeedEvent } from './need-notes';
import type { PatientState } from './patient';
import { stepsOnMap } from './pathways';

export function decideNeed(command: NeedCommand, patient: PatientState, { asOf }: Pick<Given, 'asOf'>): readonly NeedEvent[] | Rejection {
  const { episodeId, step } = command;
  const episode = openEpisode(patient, episodeId);
  if (isRejection(episode)) return episode;
  const steps = stepsOnMap(episode.pathway);
  if (!steps.includes(step)) return reject('unknown-need', `The episode has no need for ${step}: name one of ${steps.join(', ')}.`, { details: { steps } });
  const notes = notesOf(patient.needs, command);
  switch (command.type) {
    case 'AssignNeed':
      if (command.owner === notes.owner) return [];
      return [command.owner === undefined ? { type: 'NeedUnassigned', episodeId, step } : { type: 'NeedAssigned', episodeId, step, owner: command.owner }];
    case 'SnoozeNeed':
      if (command.until === notes.snoozedUntil) return [];
      return command.until === undefined ? [{ type: 'NeedUnsnoozed', episodeId, step }] : refuseUntil(command.until, asOf) ?? [{ type: 'NeedSnoozed', episodeId, step, until: command.until }];
    case 'CommentOnNeed':
      return [{ type: 'NeedCommented', episodeId, step, text: command.text }];
    default:
      return unreachable(command);
  }
}

function refuseUntil(until: PlainDate, asOf: PlainDate): Rejection | undefined {
  if (until <= asOf) return reject('snooze-past', 'It comes back on a day to come: name a later one.', { pointer: '/until', details: { asOf } });
  if (toDay(until) - toDay(asOf) <= DAYS_AHEAD_MAX) return undefined;
  return reject('snooze-far', `That day is more than ${DAYS_AHEAD_MAX} days ahead: correct it, or close the episode.`, { pointer: '/until', details: { asOf } });
}
