/**
 * Every day of a patient that somebody must not miss, soonest first, each with its arithmetic. Pure. `datesOf` reads the record alone, so
 * that stored rows are the same whenever they are written; `deadlinesOf` says of a day how near each of them is.
 */
import { soonestFirst } from './order';
import type { PlainDate } from '../kernel/calendar';
import { lastDetermination, type AuthorizationState } from '../authorization';
import type { Directory } from '../directory';
import { isPerformed, type EpisodeState, type PatientState, type RecordsRequest } from '../patient';
import { approvalUse, type ReadApprovalUse } from './approval-use';
import { deadlineState, type Deadline, type DeadlineState } from './deadline';
import { deadlinesOfAuthorization } from './of-authorization';
import { dated } from './of-request';
import { windowOf } from './peer-to-peer-call';

export interface DatesGiven {
  readonly directory: Directory;
  /** How units and schedule are read; the log's own words when left out. */
  readonly useOf?: ReadApprovalUse;
}

export function datesOf(patient: PatientState, given: DatesGiven): readonly Deadline[] {
  // What was never requested has none, and most of what a record holds is drafts.
  const ofAuthorizations = patient.authorizations.filter(({ issued }) => issued.length > 0).flatMap((authorization) => {
    const episode = patient.episodes.find(({ id }) => id === authorization.episodeId);
    return episode === undefined ? [] : datesOfAuthorization(patient, episode, authorization, given);
  });
  return [...ofAuthorizations, ...patient.recordsRequests.flatMap(recordsChase)].sort(soonestFirst);
}

export function deadlinesOf(patient: PatientState, { asOf, ...given }: DatesGiven & { readonly asOf: PlainDate }): readonly (Deadline & { readonly state: DeadlineState })[] {
  return datesOf(patient, given).map((deadline) => ({ ...deadline, state: deadlineState(deadline, asOf) }));
}

function datesOfAuthorization(patient: PatientState, episode: EpisodeState, authorization: AuthorizationState, { directory, useOf = approvalUse }: DatesGiven): readonly Deadline[] {
  const { id: authorizationId, episodeId, step, asked } = authorization;
  const window = windowOf(patient, directory, authorization, lastDetermination(authorization)?.decidedOn);
  const seen = { use: useOf(patient, episode, authorization), isUsed: isPerformed(patient, episode, authorization), isClosed: episode.closed !== undefined, window };
  return deadlinesOfAuthorization(authorization, seen).map((each) => ({ ...each, authorizationId, episodeId, step, ...(asked !== undefined && { payer: asked.payer }) }));
}

function recordsChase({ id, from, askedOn, chasedOn, chaseOn, episodeId, received }: RecordsRequest): readonly Deadline[] {
  if (received !== undefined) return [];
  const asked = chasedOn.length === 0 ? `asked of ${from} on ${askedOn}` : `asked of ${from} on ${askedOn} and ${chasedOn.length} time${chasedOn.length === 1 ? '' : 's'} since`;
  return [{ ...dated('records-chase', chaseOn, `Records were ${asked}, and have not come: ask again on ${chaseOn}.`, [{ from: chaseOn, fromWhat: 'day to ask again', rule: 'records-request' }]),
    recordsRequestId: id, ...(episodeId !== undefined && { episodeId }) }];
}
