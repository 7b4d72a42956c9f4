/** An authorization as people read it on a day, where its recorded position alone would mislead. Pure; nothing is recorded. */
import type { PlainDate } from '../kernel/calendar';
import { hasLapsed, type AuthorizationState } from '../authorization';
import type { PatientState } from './patient';
import { isUsed } from './position';

/**
 * A draft whose step is done reads `used`, one whose episode is closed `superseded`: nobody will request it. An approval past its
 * last valid day reads `expired` whether or not the daily run has recorded it.
 */
export function authorizationAsOf(patient: Pick<PatientState, 'chart' | 'episodes' | 'authorizations'>, authorization: AuthorizationState, asOf: PlainDate): AuthorizationState {
  if (hasLapsed(authorization, asOf)) return { ...authorization, position: 'expired' };
  if (authorization.position !== 'draft') return authorization;
  const episode = patient.episodes.find(({ id }) => id === authorization.episodeId);
  if (episode === undefined || episode.closed !== undefined) return { ...authorization, position: 'superseded' };
  return isUsed(patient, episode, authorization) ? { ...authorization, position: 'used' } : authorization;
}
