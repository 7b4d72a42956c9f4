import {
  ablation, block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, FACET, INTERVAL_DAYS_MIN, LEFT, newEpisode, OHIO_MEDICARE, plusDays, readyForBlock1, readyForRfa, READY_ON, REGISTER, RELIEF_PERCENT_MIN, RIGHT, tell, tellAll,
  WASHINGTON_MEDICARE,
} from '../../test/support/patient-story';
import type { Fact } from '../evidence/fact';
import type { AuthorizationState } from '../authorization';
import type { RecordedAssessment, RecordedFinding } from '../criteria/recorded';
import type { Kind, Policy, Step } from '../criteria/types';
import { SHIPPED_POLICIES } from '../policies/shipped';
import type { PatientCommand } from './events';
import { EMPTY_PATIENT } from './evolve-patient';
import { meaningOf, nextStep, pathwayMap, PATHWAYS } from './pathways';
import type { EpisodeState, PatientState } from './patient';
import { recordedTags, standingOf } from './standing';

const standing = (patient: PatientState, asOf: string, policies: readonly Policy[] = SHIPPED_POLICIES) => {
  const [only] = standingOf(patient, { asOf, policies });
  if (only === undefined) throw new Error('no episode');
  return only;
};
const oneBlock = (percent: number) => tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, percent))).patient;
const resultOf = (patient: PatientState, asOf: string) => standing(patient, asOf).assessments.map((answer) => ('result' in answer ? [answer.step, answer.result] : [answer.step, answer.error]));

describe('where an episode stands', () => {
  it('is answered with every finding of the steps ahead, the next one first', () => {
    const now = standing(oneBlock(RELIEF_PERCENT_MIN - 1), BLOCK_1_ON);
    expect(now).toMatchObject({ episodeId: 'episode-1', pathway: 'rfa', region: 'lumbosacral', position: 'block-1-failed', nextStep: 'mbb2', tags: ['blocked'] });
    expect(now.assessments.map(({ step }) => step)).toEqual(['mbb2', 'rfa']);
    expect(now.assessments[0]).toMatchObject({ result: 'not-eligible', unmet: expect.arrayContaining(['block-relief']) as unknown });
  });

  it('moves with the day, recorded or not', () => {
    const patient = oneBlock(RELIEF_PERCENT_MIN);
    const on = (days: number) => { const now = standing(patient, plusDays(BLOCK_1_ON, days)); return [now.position, ...now.tags]; };
    expect(on(INTERVAL_DAYS_MIN - 1)).toEqual(['block-1-response', 'waiting', 'too-early']);
    expect(on(INTERVAL_DAYS_MIN)).toEqual(['ready-for-block-2', 'ready']);
  });

  it('is measured to the planned date while that lies ahead', () => {
    const planned = (plannedOn: string): PatientState => tell(oneBlock(RELIEF_PERCENT_MIN), BLOCK_1_ON, {
      type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24', plannedOn },
    }).patient;
    expect(standing(planned(plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN)), BLOCK_1_ON).position).toBe('ready-for-block-2');
    expect(standing(planned(plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN - 1)), BLOCK_1_ON).position).toBe('block-1-response');
    expect(standing(planned(BLOCK_1_ON), plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN)).position).toBe('ready-for-block-2');
  });

  it('on the day of a session asks for the day after: a session of that day is that session', () => {
    const [next] = standing(oneBlock(RELIEF_PERCENT_MIN), BLOCK_1_ON).assessments;
    expect(next).toMatchObject({ step: 'mbb2', dateOfService: plusDays(BLOCK_1_ON, 1), unmet: ['block-interval'] });
    const performed = tell(readyForRfa(), READY_ON, document('ablation-1', ablation(READY_ON))).patient;
    expect(standing(performed, READY_ON).assessments[0]).toMatchObject({ step: 'repeat-rfa', dateOfService: plusDays(READY_ON, 1) });
    expect(standing(performed, plusDays(READY_ON, 3)).assessments[0]).toMatchObject({ dateOfService: plusDays(READY_ON, 3) });
  });

  it('looks back to any day: what came later is not there yet', () => {
    const patient = tell(readyForRfa(), READY_ON, document('ablation-1', ablation(READY_ON))).patient;
    const on = (asOf: string) => standing(patient, asOf).position;
    expect([on(READY_ON), on(plusDays(READY_ON, -1)), on(plusDays(BLOCK_2_ON, -1)), on(BLOCK_1_ON), on(plusDays(BLOCK_1_ON, -1)), on(plusDays(DAY_0, -1))])
      .toEqual(['performed', 'ready-for-rfa', 'block-1-response', 'block-1-response', 'ready-for-block-1', 'conservative-care']);
  });

  it('sees a trial under way until the day it ended', () => {
    const ended = plusDays(DAY_0, 7);
    const trial: Fact = { type: 'scs-trial', occurredOn: DAY_0, startedAt: `${DAY_0}T09:00:00-07:00`, endedAt: `${ended}T09:00:00-07:00`, region: 'thoracolumbar' };
    const patient = tellAll(EMPTY_PATIENT, [
      [DAY_0, { ...REGISTER, coverages: [WASHINGTON_MEDICARE] } as PatientCommand],
      [DAY_0, { type: 'OpenEpisode', episodeId: 'episode-1', pathway: 'scs', region: 'thoracolumbar', plan: { targets: [] } }],
      [ended, document('trial-1', trial)],
    ]).patient;
    expect([plusDays(DAY_0, -1), DAY_0, plusDays(ended, -1), ended].map((asOf) => standing(patient, asOf).position)).toEqual(['candidacy', 'trial-under-way', 'trial-under-way', 'trial-done']);
  });

  it('says what is awaited: documents, people, time, or another policy', () => {
    expect(standing(newEpisode(), DAY_0)).toMatchObject({ tags: ['waiting', 'awaiting-documents'] });
    const review = tell(readyForBlock1(), DAY_0, document('fusion', { type: 'exclusion-review', occurredOn: DAY_0, fusedLevels: ['L4-L5'] })).patient;
    expect(standing(review, DAY_0).tags).toEqual(['waiting', 'people-decide']);
    const untreated = tell(readyForBlock1(), DAY_0, document('review-2', { type: 'exclusion-review', occurredOn: DAY_0, radiculopathy: 'untreated' })).patient;
    expect(standing(untreated, DAY_0).tags).toEqual(['blocked']);
    const elsewhere = tell(readyForBlock1(), DAY_0, { type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, payer: 'another' }] }).patient;
    expect(standing(elsewhere, DAY_0)).toMatchObject({ position: 'conservative-care', tags: ['waiting', 'no-policy'] });
    expect(resultOf(elsewhere, DAY_0)).toEqual([['mbb1', 'no-policy-for-payer']]);
    expect(resultOf(readyForBlock1(), '2021-04-24')).toEqual([['mbb1', 'no-policy-in-force']]);
  });

  it('is partial where the targets differ, and ready for those that are eligible', () => {
    const both = tell(readyForRfa(), READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT, LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } }).patient;
    expect(standing(both, READY_ON)).toMatchObject({ position: 'ready-for-rfa', tags: ['ready', 'partial'] });
  });

  it('is not ready where no target of differing ones is eligible', () => {
    const left = block(BLOCK_1_ON, 0, [LEFT]);
    const both = tellAll(readyForBlock1(), [
      [BLOCK_1_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT, LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } }],
      [BLOCK_1_ON, document('left', left)],
      [BLOCK_1_ON, document('right', { ...block(BLOCK_1_ON, RELIEF_PERCENT_MIN), agent: undefined })],
    ]).patient;
    const later = plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN);
    expect(resultOf(both, later)[0]).toEqual(['mbb2', 'partial']);
    expect(standing(both, later).position).not.toBe('ready-for-block-2');
  });

  it('shows a closed episode as closed, with nothing ahead', () => {
    const closed = tell(readyForRfa(), READY_ON, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'declined' }).patient;
    expect(standing(closed, READY_ON)).toMatchObject({ position: 'closed', tags: ['closed'], assessments: [] });
    expect(standing(closed, READY_ON).nextStep).toBeUndefined();
  });

  it('reads a draft whose step is done as used, and one of a closed episode as superseded', () => {
    const words = (patient: PatientState) => standing(patient, READY_ON).authorizations.map(({ step, position }) => `${step} ${position}`);
    const ready = readyForRfa();
    expect(words(ready)).toEqual(['mbb1 used', 'rfa draft']);
    expect(ready.authorizations.map(({ position }) => position)).toEqual(['draft', 'draft']);
    const closed = tell(ready, READY_ON, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'declined' }).patient;
    expect(words(closed)).toEqual(['mbb1 superseded', 'rfa superseded']);
  });

  it('foresees a lapse that no daily run has recorded', () => {
    const ready = readyForRfa();
    const authorizationId = ready.authorizations.findLast(({ step }) => step === 'rfa')?.id ?? 'none';
    const approved = tellAll(ready, [
      [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 5) }],
      [READY_ON, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T08:00:00.000Z`, submittedOn: READY_ON, channel: 'portal', proof: { reference: 'receipt' } }],
      [READY_ON, { type: 'RecordDetermination', authorizationId, decision: 'affirmed', decidedOn: READY_ON, validTo: plusDays(READY_ON, 9) }],
    ]).patient;
    expect(standing(approved, plusDays(READY_ON, 9)).tags).toEqual(['authorized', 'approved-not-performed']);
    const lapsed = standing(approved, plusDays(READY_ON, 10));
    expect(lapsed.tags).toEqual(['ready', 'approval-lapsed']);
    expect(lapsed.authorizations.find(({ id }) => id === authorizationId)?.position).toBe('expired');
    // Recorded by the daily run, it says the same; asked for anew, or performed in time, it is no longer said.
    const recorded = tell(approved, plusDays(READY_ON, 10), { type: 'ReassessPatient' }).patient;
    expect(standing(recorded, plusDays(READY_ON, 10)).tags).toEqual(['ready', 'approval-lapsed']);
    const again = recorded.authorizations.at(-1)?.id ?? 'none';
    const asked = tell(recorded, plusDays(READY_ON, 10), { type: 'RequestAuthorization', authorizationId: again, dateOfService: plusDays(READY_ON, 20) }).patient;
    expect(standing(asked, plusDays(READY_ON, 10)).tags).toEqual(['requested']);
    const performed = tell(approved, plusDays(READY_ON, 10), document('ablation-1', ablation(plusDays(READY_ON, 5)))).patient;
    expect(standing(performed, plusDays(READY_ON, 10)).tags).not.toContain('approval-lapsed');
  });
});

describe('what waits for review', () => {
  const ready = readyForRfa();
  const { id: rfa = 'none', preceding = [] } = ready.authorizations.findLast(({ step }) => step === 'rfa') ?? {};
  const asked = tell(ready, READY_ON, { type: 'RequestAuthorization', authorizationId: rfa, dateOfService: plusDays(READY_ON, 5) }).patient;
  const [episode] = asked.episodes as readonly [EpisodeState];
  const supported = episode.assessments.rfa as RecordedAssessment;
  const [finding] = supported.findings as readonly [RecordedFinding];
  /** The request and the assessment as they are on record, changed. */
  const withRequest = (over: Partial<AuthorizationState>, ...more: readonly Partial<AuthorizationState>[]): PatientState => ({
    ...asked, authorizations: asked.authorizations.flatMap((one) => (one.id === rfa ? [{ ...one, ...over }, ...more.map((other) => ({ ...one, ...other }))] : [one])),
  });
  const isToReview = (over: Partial<AuthorizationState>, assessment: Partial<RecordedAssessment> | undefined) =>
    recordedTags(withRequest(over), { ...episode, assessments: assessment === undefined ? {} : { rfa: { ...supported, ...assessment } } }).includes('needs-review');
  const found = (kind: Kind, outcome: RecordedFinding['outcome']): RecordedFinding => ({ ...finding, kind, outcome });
  const override = { by: 'Ada', rationale: 'seen', findings: ['block-relief'] as const };
  const trial: Partial<AuthorizationState> = { targets: [] };

  it.each<readonly [string, Partial<AuthorizationState>, Partial<RecordedAssessment> | undefined, boolean]>([
    ['what the record supports', {}, {}, false],
    ['what nobody has assessed', {}, undefined, false],
    ['a packet under which the record changed', { stale: 'fact changed' }, {}, true],
    ['a target that is not supported any more', {}, { result: 'partial', eligibleTargets: [LEFT] }, true],
    ['one of two targets', { targets: [RIGHT, LEFT] }, { result: 'partial', eligibleTargets: [RIGHT] }, true],
    ['the same side of another level', {}, { result: 'partial', eligibleTargets: [{ level: 'L5-S1', side: 'right' }] }, true],
    ['its target among more', {}, { result: 'eligible', eligibleTargets: [LEFT, RIGHT] }, false],
    ['without targets, what is not eligible', trial, { result: 'not-eligible', eligibleTargets: [] }, true],
    ['without targets, what is eligible', trial, { result: 'eligible', eligibleTargets: [] }, false],
    ['what an override answers for', { override }, { result: 'not-eligible', eligibleTargets: [], findings: [found('pain-duration', 'met'), found('block-relief', 'unmet')] }, false],
    ['what is unmet beside an override', { override }, { result: 'not-eligible', findings: [found('block-relief', 'unmet'), found('pain-duration', 'unknown')] }, true],
  ])('%s', (_, over, assessment, expected) => expect(isToReview(over, assessment)).toBe(expected));

  it('is what no policy speaks of any more', () => {
    const { requestedOn: _, ...request } = asked.authorizations.find(({ id }) => id === rfa) as AuthorizationState;
    const old = { ...asked, authorizations: asked.authorizations.map((one) => (one.id === rfa ? { ...request, override } : one)) };
    expect(standing(old, READY_ON).tags).not.toContain('needs-review');
    expect(standing(old, READY_ON, []).tags).toContain('needs-review');
  });

  it('has lapsed unless the same step is asked for anew', () => {
    const tags = (step: Step) => recordedTags(withRequest({ position: 'expired' }, { id: 'other', step, preceding }), episode);
    expect(tags('mbb2')).toContain('approval-lapsed');
    expect(tags('rfa')).not.toContain('approval-lapsed');
  });

  it('is told of an episode by its own authorizations', () => {
    const other = { ...(asked.authorizations.at(-1) as AuthorizationState), id: 'other', episodeId: 'episode-2', position: 'expired' };
    const two = tell({ ...asked, authorizations: [...asked.authorizations.filter(({ id }) => id !== rfa), other] }, READY_ON, { type: 'OpenEpisode', episodeId: 'episode-2', pathway: 'rfa', region: 'cervical-thoracic', plan: { targets: [] } }).patient;
    expect(standingOf(two, { asOf: READY_ON, policies: SHIPPED_POLICIES }).map(({ authorizations, tags }) => [authorizations.map(({ id }) => id).includes('other'), tags.includes('approval-lapsed')])).toEqual([[false, false], [true, false]]);
  });
});

describe('the policy of an episode', () => {
  const named = (id: string, payer: string): Policy => ({ ...FACET, id, covers: { payer } });
  const coverages = (...list: readonly object[]): PatientCommand => ({ type: 'ChangeCoverage', coverages: list.map((entry) => ({ ...OHIO_MEDICARE, ...entry })) });
  const policyOn = (patient: PatientState, asOf: string) => standing(patient, asOf, [named('first', 'a'), named('second', 'b')]).assessments.map((answer) => ('policy' in answer ? answer.policy.id : answer.error))[0];

  it('is that of the coverage of lowest order in force on the day', () => {
    const patient = tell(newEpisode(), DAY_0, coverages({ order: 2, payer: 'b' }, { order: 1, payer: 'a', from: DAY_0, to: plusDays(DAY_0, 1) })).patient;
    expect([-1, 0, 1, 2].map((days) => policyOn(patient, plusDays(DAY_0, days)))).toEqual(['second', 'first', 'first', 'second']);
  });

  it('may not answer for the step at all', () => {
    const { mbb1: _, ...steps } = named('first', 'medicare').steps;
    expect(standing(newEpisode(), DAY_0, [{ ...named('first', 'medicare'), steps }]).assessments).toEqual([{ step: 'mbb1', error: 'step-not-in-policy' }]);
  });
});

describe('the maps for the API', () => {
  it('say of each position what it means and what is next', () => {
    expect(PATHWAYS.map((pathway) => [pathway, pathwayMap(pathway).initial])).toEqual([['rfa', 'conservative-care'], ['scs', 'candidacy'], ['epidural', 'candidacy']]);
    expect(pathwayMap('rfa').states.find(({ name }) => name === 'ready-for-rfa')).toMatchObject({ tags: ['ready'], final: false });
    expect([nextStep('rfa', 'conservative-care'), nextStep('rfa', 'block-1-failed'), nextStep('scs', 'implanted'), nextStep('rfa', 'nowhere')]).toEqual(['mbb1', 'mbb2', undefined, undefined]);
    expect(meaningOf('scs', 'trial-done').possible).toEqual(['trial']);
  });
});
