/** Planned targets that a request leaves out, each with what is not met for it, once. */
import type { Target } from '../kernel/anatomy';
import type { AuthorizationState } from '../authorization';
import { notCoveredOf } from './not-covered';
import type { PatientState } from './patient';

const RIGHT: Target = { level: 'L4-L5', side: 'right' };
const LEFT: Target = { level: 'L4-L5', side: 'left' };
const LOWER: Target = { level: 'L5-S1', side: 'right' };
const finding = (kind: string, outcome: string, target?: Target) => ({ kind, outcome, ...(target !== undefined && { target }) });
const FINDINGS = [
  finding('block-relief', 'met', RIGHT), finding('block-relief', 'unmet', LEFT), finding('block-duration', 'unknown', LEFT), finding('block-duration', 'unmet', LEFT), finding('block-relief', 'review', LOWER), finding('pain-duration', 'unmet'),
];
const record = (findings: readonly object[]) => ({ findings }) as never;
const patient = { episodes: [{ id: 'other', assessments: {} }, { id: 'e', assessments: { rfa: record(FINDINGS) } }] } as unknown as Pick<PatientState, 'episodes'>;
const asked = (targets: readonly Target[], over: object = {}): AuthorizationState => ({ episodeId: 'e', step: 'rfa', targets, ...over }) as unknown as AuthorizationState;

it('what a draft leaves out is read from the record as it is now', () => {
  expect(notCoveredOf(patient, asked([RIGHT]))).toEqual([{ ...LEFT, kinds: ['block-relief', 'block-duration'] }, { ...LOWER, kinds: ['block-relief'] }]);
  expect(notCoveredOf(patient, asked([RIGHT, LEFT]))).toEqual([{ ...LOWER, kinds: ['block-relief'] }]);
  expect([notCoveredOf(patient, asked([RIGHT, LEFT, LOWER])), notCoveredOf(patient, asked([], { episodeId: 'gone' })), notCoveredOf(patient, asked([], { step: 'mbb1' }))]).toEqual([[], [], []]);
});

it('what a request left out is what it rested on', () => {
  expect(notCoveredOf(patient, asked([RIGHT], { requestedOn: record([finding('block-relief', 'unmet', LEFT)]) }))).toEqual([{ ...LEFT, kinds: ['block-relief'] }]);
});
