/** For which day a step is assessed: what the payer was asked, else what is scheduled, else planned, else the first day that can be. */
import { ablation, BLOCK_2_ON, document, plusDays, READY_ON, readyForRfa, RIGHT, tell } from '../../test/support/patient-story';
import { SHIPPED_POLICIES } from '../policies/shipped';
import type { AuthorizationState } from '../authorization';
import { assessStep, dateOfServiceOf, earliestDate } from './assess-step';
import type { EpisodeState, PatientState } from './patient';

const ready = readyForRfa();
const rfa = ready.authorizations.at(-1) as AuthorizationState;
const on = (days: number) => plusDays(READY_ON, days);
const episodeOf = ({ episodes: [episode] }: PatientState) => episode as EpisodeState;
const withRequest = (over: Partial<AuthorizationState>, patient = ready): PatientState => ({ ...patient, authorizations: [...patient.authorizations.filter(({ id }) => id !== rfa.id), { ...rfa, ...over }] });
const planned = (plannedOn: string, patient = ready): PatientState => ({ ...patient, episodes: patient.episodes.map((episode) => ({ ...episode, plan: { ...episode.plan, plannedOn } })) });
const scheduled = (day: string, patient = ready): PatientState => ({ ...patient, episodes: patient.episodes.map((episode) => ({ ...episode, scheduled: [{ step: 'rfa', on: day, targets: [RIGHT], preceding: rfa.preceding }] })) });

it.each<readonly [string, PatientState, string]>([
  ['nothing is known', ready, READY_ON],
  ['it is planned', planned(on(5)), on(5)],
  ['it is planned for today', planned(READY_ON), READY_ON],
  ['the plan has passed', planned(on(-1)), READY_ON],
  ['it is scheduled, and was planned for another day', scheduled(on(7), planned(on(5))), on(7)],
  ['the scheduled day has passed', scheduled(on(-1)), READY_ON],
  ['it is requested', withRequest({ position: 'requested', dateOfService: on(9) }, scheduled(on(7), planned(on(5)))), on(9)],
  ['it was requested for a day that has passed', withRequest({ position: 'submitted', dateOfService: on(-1) }), on(-1)],
  ['it is drafted alone', withRequest({ dateOfService: on(9) }), READY_ON],
  ['another step is requested', withRequest({ position: 'requested', step: 'mbb2', dateOfService: on(9) }), READY_ON],
  ['its request was taken back', withRequest({ position: 'withdrawn', dateOfService: on(9) }), READY_ON],
  ['an old request names no day', withRequest({ position: 'requested' }, planned(on(5))), on(5)],
])('where %s', (_, patient, day) => expect(dateOfServiceOf(patient, episodeOf(patient), 'rfa', READY_ON)).toBe(day));

it('the first day that can be is tomorrow where a session is on record today', () => {
  const done = tell(ready, READY_ON, document('ablation-1', ablation(READY_ON))).patient;
  expect([earliestDate(ready, episodeOf(ready), READY_ON), earliestDate(ready, episodeOf(ready), BLOCK_2_ON), earliestDate(done, episodeOf(done), READY_ON), earliestDate(done, episodeOf(done), on(1))])
    .toEqual([READY_ON, plusDays(BLOCK_2_ON, 1), on(1), on(1)]);
  expect(dateOfServiceOf(planned(READY_ON, done), episodeOf(planned(READY_ON, done)), 'repeat-rfa', READY_ON)).toBe(on(1));
});

it('says why it cannot be assessed', () => {
  const asked = (patient: PatientState, step: 'rfa' | 'trial', policies = SHIPPED_POLICIES) => { const answer = assessStep(patient, episodeOf(patient), step, READY_ON, READY_ON, policies); return 'error' in answer ? answer : answer.result; };
  expect([asked(ready, 'rfa'), asked({ ...ready, coverages: [] }, 'rfa'), asked(ready, 'rfa', []), asked(ready, 'trial')])
    .toEqual(['eligible', { step: 'rfa', error: 'no-coverage' }, { step: 'rfa', error: 'no-policy-for-payer' }, { step: 'trial', error: 'step-not-in-policy' }]);
});
