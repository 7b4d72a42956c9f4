/** How an authorization reads on a day, where its recorded position alone would mislead. */
import { ablation, document, plusDays, READY_ON, readyForRfa, tell } from '../../test/support/patient-story';
import type { AuthorizationState } from '../authorization';
import { authorizationAsOf } from './authorization-as-of';
import type { EpisodeState } from './patient';

const ready = readyForRfa();
const rfa = ready.authorizations.at(-1) as AuthorizationState;
const [episode] = ready.episodes as readonly [EpisodeState];
const closed: EpisodeState = { ...episode, id: 'closed', closed: { reason: 'moved' } };
const done = tell(ready, READY_ON, document('ablation-1', ablation(READY_ON))).patient;
const approved: AuthorizationState = { ...rfa, position: 'affirmed', determinations: [{ decision: 'affirmed', decidedOn: READY_ON, validTo: plusDays(READY_ON, 9), packetId: 'p' }] };

it.each<readonly [string, typeof ready, AuthorizationState, number, string]>([
  ['a draft', ready, rfa, 0, 'draft'],
  ['a draft beside a closed episode', { ...ready, episodes: [closed, episode] }, rfa, 0, 'draft'],
  ['a draft of a closed episode', { ...ready, episodes: [episode, closed] }, { ...rfa, episodeId: 'closed' }, 0, 'superseded'],
  ['a draft of an episode that is not there', { ...ready, episodes: [] }, rfa, 0, 'superseded'],
  ['a draft whose step is done', done, rfa, 0, 'used'],
  ['a request whose step is done', done, { ...rfa, position: 'requested' }, 0, 'requested'],
  ['a request of a closed episode', { ...ready, episodes: [closed] }, { ...rfa, episodeId: 'closed', position: 'requested' }, 0, 'requested'],
  ['an approval on its last day', ready, approved, 9, 'affirmed'],
  ['an approval the day after', ready, approved, 10, 'expired'],
])('%s', (_, patient, authorization, days, position) => {
  expect(authorizationAsOf(patient, authorization, plusDays(READY_ON, days))).toEqual({ ...authorization, position });
});
