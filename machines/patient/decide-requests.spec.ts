import {
  ablation, block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, INTERVAL_DAYS_MIN, LEFT, newEpisode, OHIO_MEDICARE, plusDays, readyForBlock1, readyForRfa, READY_ON, refusalOf,
  RELIEF_PERCENT_MIN, RIGHT, tell, tellAll,
} from '../../test/support/patient-story';
import type { Kind } from '../criteria/types';
import type { PatientCommand } from './events';
import type { PatientState } from './patient';
import { liveAuthorizations } from './position';
import { notCoveredOf } from './not-covered';
import { standingOf } from './standing';
import { SHIPPED_POLICIES } from '../policies/shipped';

const idOf = (patient: PatientState, step: string) => patient.authorizations.findLast((authorization) => authorization.step === step)?.id ?? 'none';
const request = (patient: PatientState, step: string, over: Partial<Extract<PatientCommand, { type: 'RequestAuthorization' }>> = {}): PatientCommand =>
  ({ type: 'RequestAuthorization', authorizationId: idOf(patient, step), dateOfService: plusDays(READY_ON, 7), ...over });
const draft = (step: 'mbb1' | 'mbb2' | 'rfa' | 'repeat-rfa' | 'trial', authorizationId = 'mine'): PatientCommand => ({ type: 'DraftAuthorization', authorizationId, packetId: 'packet', episodeId: 'episode-1', step });
const standing = (patient: PatientState, asOf: string) => standingOf(patient, { asOf, policies: SHIPPED_POLICIES })[0];

describe('a draft', () => {
  it('appears by itself when the next step is first supported, in the same list of events', () => {
    const { patient, events } = tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN)));
    expect(events.map(({ type }) => type)).toEqual(['FactDocumented', 'StepAssessed', 'StepAssessed']);
    const later = tell(patient, plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN), { type: 'ReassessPatient' });
    expect(later.events.at(-1)).toMatchObject({ type: 'AuthorizationNeeded', step: 'mbb2', episodeId: 'episode-1', targets: [RIGHT], early: false });
    expect(tell(later.patient, plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN), { type: 'ReassessPatient' }).events).toEqual([]);
  });

  it('covers the eligible targets only', () => {
    const patient = tellAll(readyForRfa(), [[READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT, LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } }]]).patient;
    expect(patient.episodes[0]?.assessments.rfa).toMatchObject({ result: 'partial', eligibleTargets: [RIGHT] });
    expect(tell(patient, READY_ON, request(patient, 'rfa')).events.at(-1)).toMatchObject({ type: 'AuthorizationRequested', targets: [RIGHT] });
  });

  it('is made early by staff, for a step that lies ahead or is possible', () => {
    const { patient, events } = tell(newEpisode(), DAY_0, draft('mbb1'));
    expect(events).toMatchObject([{ type: 'AuthorizationNeeded', authorizationId: 'mine', packetId: 'packet', step: 'mbb1', targets: [RIGHT], early: true }]);
    expect(refusalOf(patient, DAY_0, draft('mbb1', 'other'))).toMatchObject({ code: 'authorization-exists', details: { authorizationId: 'mine', position: 'draft' } });
    expect(refusalOf(newEpisode(), DAY_0, draft('rfa'))).toMatchObject({ code: 'step-not-next', details: { position: 'conservative-care', possible: ['mbb1'] } });
    expect(refusalOf(newEpisode(), DAY_0, { ...draft('mbb1'), episodeId: 'nothing' } as PatientCommand).code).toBe('unknown-episode');
    const failed = tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, 0))).patient;
    expect(failed.episodes[0]?.position).toBe('block-1-failed');
    expect(tell(failed, BLOCK_1_ON, draft('mbb1')).patient.episodes[0]?.assessments).toHaveProperty('mbb1');
  });

  it('made by staff covers the eligible targets, or all that are planned where none is', () => {
    const both = tellAll(readyForRfa(), [[READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT, LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } }]]).patient;
    const free = tell(both, READY_ON, { type: 'WithdrawAuthorization', authorizationId: idOf(both, 'rfa'), reason: 'patient declined' }).patient;
    expect(tell(free, READY_ON, draft('rfa')).events[0]).toMatchObject({ targets: [RIGHT], early: false });
    const bare = tell(newEpisode(), DAY_0, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT, LEFT] } }).patient;
    expect(tell(bare, DAY_0, draft('mbb1')).events[0]).toMatchObject({ targets: [RIGHT, LEFT], early: true });
  });

  it('needs a policy that answers for the step', () => {
    const elsewhere = tell(newEpisode(), DAY_0, { type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, payer: 'another' }] }).patient;
    expect(refusalOf(elsewhere, DAY_0, draft('mbb1')).code).toBe('no-policy-for-payer');
    const lapsed = tell(newEpisode(), DAY_0, { type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, to: plusDays(DAY_0, -1) }] }).patient;
    expect(refusalOf(lapsed, DAY_0, draft('mbb1')).code).toBe('no-coverage');
  });

  it('taken back by staff does not come back by itself', () => {
    const ready = readyForRfa();
    const withdrawn = tell(ready, READY_ON, { type: 'WithdrawAuthorization', authorizationId: idOf(ready, 'rfa'), reason: 'patient declined' });
    expect(withdrawn.events.map(({ type }) => type)).toEqual(['AuthorizationWithdrawn']);
    expect(tell(withdrawn.patient, READY_ON, draft('rfa')).patient.authorizations.at(-1)).toMatchObject({ id: 'mine', position: 'draft', early: false });
  });
});

describe('a request', () => {
  it('is accepted for what the documentation supports, and rests on an assessment of its very date', () => {
    const ready = readyForRfa();
    const { patient, events } = tell(ready, READY_ON, request(ready, 'rfa'));
    expect(events.map(({ type }) => type)).toEqual(['StepAssessed', 'AuthorizationRequested']);
    expect(patient.authorizations.at(-1)).toMatchObject({ position: 'requested', targets: [RIGHT], dateOfService: plusDays(READY_ON, 7), requestedOn: { step: 'rfa', result: 'eligible', dateOfService: plusDays(READY_ON, 7) } });
  });

  it('judges the date asked, not today', () => {
    const early = tellAll(readyForBlock1(), [[BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))], [BLOCK_1_ON, draft('mbb2')]]).patient;
    const at = (days: number) => request(early, 'mbb2', { dateOfService: plusDays(BLOCK_1_ON, days) });
    expect(refusalOf(early, BLOCK_1_ON, at(INTERVAL_DAYS_MIN - 1))).toMatchObject({ code: 'not-eligible', details: { unmet: ['block-interval'] } });
    const { patient } = tell(early, BLOCK_1_ON, at(INTERVAL_DAYS_MIN));
    expect(patient.episodes[0]?.position).toBe('ready-for-block-2');
    expect(standing(patient, plusDays(BLOCK_1_ON, 1))?.tags).toEqual(['requested']);
  });

  it('is refused with its findings when the documentation does not support it', () => {
    const patient = tell(newEpisode(), DAY_0, draft('mbb1')).patient;
    const refusal = refusalOf(patient, DAY_0, request(patient, 'mbb1'));
    expect(refusal).toMatchObject({ code: 'not-eligible', details: { step: 'mbb1', result: 'cannot-tell', unmet: [], review: [] } });
    expect((refusal.details?.['findings'] as readonly { readonly outcome: string }[]).map(({ outcome }) => outcome)).not.toContain('met');
  });

  it('is accepted with an override that names exactly the kinds not met, and changes no finding', () => {
    const patient = tellAll(readyForBlock1(), [[BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))], [BLOCK_1_ON, draft('rfa')]]).patient;
    const override = { by: 'Dr. Sample', rationale: 'second block contraindicated', findings: ['block-count'] as const };
    const told = tell(patient, BLOCK_1_ON, request(patient, 'rfa', { override }));
    expect(told.patient.authorizations.at(-1)).toMatchObject({ position: 'requested', override, targets: [RIGHT], requestedOn: { result: 'not-eligible' } });
    expect(told.patient.episodes[0]?.position).toBe('ready-for-rfa');
    expect(standing(told.patient, BLOCK_1_ON)?.tags).toEqual(['requested']);
    for (const findings of [[], ['block-count', 'block-interval'], ['block-interval']] as const) {
      expect(refusalOf(patient, BLOCK_1_ON, request(patient, 'rfa', { override: { ...override, findings } }))).toMatchObject({ code: 'override-mismatch', details: { expected: ['block-count'] } });
    }
    expect(refusalOf(patient, BLOCK_1_ON, request(patient, 'rfa', { override: { ...override, by: ' ' } }))).toMatchObject({ code: 'override-incomplete', pointer: '/override/by' });
    expect(refusalOf(patient, BLOCK_1_ON, request(patient, 'rfa', { override: { ...override, rationale: '' } }))).toMatchObject({ code: 'override-incomplete', pointer: '/override/rationale' });
    const ready = readyForRfa();
    expect(refusalOf(ready, READY_ON, request(ready, 'rfa', { override })).code).toBe('override-mismatch');
    expect(refusalOf(ready, READY_ON, request(ready, 'rfa', { override: { ...override, findings: [] } }))).toMatchObject({ code: 'override-mismatch', message: 'Every finding is met: request without an override.' });
  });

  it('asks for a day to come, within a year', () => {
    const ready = readyForRfa();
    const on = (days: number, over: object = {}) => request(ready, 'rfa', { dateOfService: plusDays(READY_ON, days), ...over });
    expect(refusalOf(ready, READY_ON, on(-1))).toMatchObject({ code: 'date-of-service-past', pointer: '/dateOfService', details: { asOf: READY_ON } });
    expect(tell(ready, READY_ON, on(0)).events.at(-1)).toMatchObject({ type: 'AuthorizationRequested', dateOfService: READY_ON });
    expect(refusalOf(ready, READY_ON, on(367)).code).toBe('date-of-service-far');
    expect(tell(ready, READY_ON, on(366)).events.at(-1)).toMatchObject({ type: 'AuthorizationRequested' });
    const early = tell(newEpisode(), DAY_0, draft('mbb1')).patient;
    const late = (over: object) => request(early, 'mbb1', { dateOfService: plusDays(DAY_0, -1), ...over });
    const { details } = refusalOf(early, DAY_0, request(early, 'mbb1', { dateOfService: DAY_0 }));
    const findings = ['unmet', 'unknown', 'review'].flatMap((set) => (details as Record<string, readonly Kind[]>)[set] ?? []);
    expect(refusalOf(early, DAY_0, late({})).code).toBe('date-of-service-past');
    expect(tell(early, DAY_0, late({ override: { by: 'Dr. Sample', rationale: 'done in an emergency', findings } })).events.at(-1)).toMatchObject({ dateOfService: plusDays(DAY_0, -1) });
  });

  it('that is expedited says why', () => {
    const ready = readyForRfa();
    expect(refusalOf(ready, READY_ON, request(ready, 'rfa', { expedited: true })).code).toBe('justification-required');
    expect(tell(ready, READY_ON, request(ready, 'rfa', { expedited: true, justification: 'rapid decline' })).patient.authorizations.at(-1)).toMatchObject({ expedited: true, justification: 'rapid decline' });
  });

  it('follows the map of authorizations and the steps of the episode', () => {
    const ready = readyForRfa();
    expect(refusalOf(ready, READY_ON, request(ready, 'rfa', { authorizationId: 'nothing' })).code).toBe('unknown-authorization');
    const submitted = tellAll(ready, [[READY_ON, request(ready, 'rfa')], [READY_ON, { type: 'SubmitAuthorization', authorizationId: idOf(ready, 'rfa'), submittedAt: `${READY_ON}T08:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { reference: 'receipt' } }]]).patient;
    expect(refusalOf(submitted, READY_ON, request(submitted, 'rfa'))).toMatchObject({ code: 'invalid-transition', details: { position: 'submitted' } });
    expect(refusalOf(ready, READY_ON, { type: 'SubmitAuthorization', authorizationId: idOf(ready, 'rfa'), submittedAt: `${READY_ON}T08:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { reference: 'receipt' } }).code).toBe('invalid-transition');
    // The blocks were done without a request of theirs: their drafts are used up.
    expect(refusalOf(ready, READY_ON, request(ready, 'mbb1')).code).toBe('step-not-next');
    const performed = tell(ready, READY_ON, document('ablation-1', ablation(READY_ON))).patient;
    expect(refusalOf(performed, READY_ON, request(performed, 'rfa')).code).toBe('step-not-next');
    const closed = tell(ready, READY_ON, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'declined' }).patient;
    expect(refusalOf(closed, READY_ON, request(closed, 'rfa')).code).toBe('episode-closed');
  });
});

describe('what a request leaves out', () => {
  const plan = { targets: [RIGHT, LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } as const;
  const partial = () => tell(readyForRfa(), READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan }).patient;
  const left = (patient: PatientState) => patient.authorizations.filter(({ step }) => step === 'rfa').map((authorization) => notCoveredOf(patient, authorization));

  it('is named by target and kind, of a draft and of its request', () => {
    const patient = partial();
    expect(left(patient)).toEqual([[{ ...LEFT, kinds: ['block-concordance'] }]]);
    const requested = tell(patient, READY_ON, request(patient, 'rfa'));
    expect(requested.events.at(-1)).toMatchObject({ targets: [RIGHT] });
    expect(left(requested.patient)).toEqual(left(patient));
  });

  it('stays what it was when the plan changes after the request', () => {
    const patient = partial();
    const requested = tell(patient, READY_ON, request(patient, 'rfa')).patient;
    const changed = tell(requested, READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...plan, targets: [RIGHT] } }).patient;
    expect(left(changed)).toEqual(left(requested));
    expect(left(requested)[0]).toHaveLength(1);
  });

  it('is nothing where every target is eligible, or an override covers them all', () => {
    expect(left(readyForRfa())).toEqual([[]]);
    const patient = partial();
    const findings = [...new Set(patient.episodes[0]?.assessments.rfa?.findings.filter(({ outcome }) => outcome !== 'met').map(({ kind }) => kind))];
    const overridden = tell(patient, READY_ON, request(patient, 'rfa', { override: { by: 'Dr. Sample', rationale: 'one session', findings } })).patient;
    expect([overridden.authorizations.at(-1)?.targets, ...left(overridden)]).toEqual([[RIGHT, LEFT], []]);
  });
});

describe('a request that is repeated', () => {
  const requested = () => {
    const ready = readyForRfa();
    return tell(ready, READY_ON, request(ready, 'rfa')).patient;
  };
  const packetOf = (patient: PatientState) => patient.authorizations.find(({ id }) => id === idOf(patient, 'rfa'));

  it('issues the draft\'s own packet first, and another one every time after', () => {
    const ready = readyForRfa();
    const drafted = packetOf(ready)?.packetId;
    const first = tell(ready, READY_ON, request(ready, 'rfa')).patient;
    expect(packetOf(first)).toMatchObject({ packetId: drafted, issued: [{ packetId: drafted, issuedOn: READY_ON }] });
    const { patient, events } = tell(first, plusDays(READY_ON, 1), request(first, 'rfa', { dateOfService: plusDays(READY_ON, 8) }));
    const [one, two] = packetOf(patient)?.issued ?? [];
    expect([one, two?.issuedOn]).toEqual([packetOf(first)?.issued[0], plusDays(READY_ON, 1)]);
    expect(two?.packetId).not.toBe(one?.packetId);
    expect(events.at(-1)).toMatchObject({ type: 'AuthorizationRequested', packetId: two?.packetId });
    expect(packetOf(patient)?.packetId).toBe(two?.packetId);
  });

  it('is refused when nothing at all has changed', () => {
    const first = requested();
    expect(refusalOf(first, READY_ON, request(first, 'rfa'))).toMatchObject({ code: 'already-requested', details: { packetId: packetOf(first)?.packetId } });
    expect(refusalOf(first, plusDays(READY_ON, 2), request(first, 'rfa')).code).toBe('already-requested');
  });

  it.each<readonly [string, PatientCommand]>([
    ['a fact that no finding cites', document('mri', { type: 'imaging', occurredOn: READY_ON, modality: 'MRI', region: 'cervical-thoracic' })],
    ['a document', { type: 'AttachDocument', documentId: 'note', sha256: 'aa', mediaType: 'image/png', bytes: 1, pages: 1, title: 'Note' }],
    ['the plan', { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT], technique: 'thermal-rf', guidance: 'CT', setting: '24' } }],
    ['the coverage', { type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, memberId: 'M1' }] }],
  ])('is accepted when the record has changed: %s', (_, change) => {
    const changed = tell(requested(), READY_ON, change).patient;
    const { patient } = tell(changed, READY_ON, request(changed, 'rfa'));
    expect(packetOf(patient)?.issued).toHaveLength(2);
    expect(refusalOf(patient, READY_ON, request(patient, 'rfa')).code).toBe('already-requested');
  });

  it('on the word of another person, with another reason or for other kinds is another request', () => {
    const short = tell(readyForRfa(), READY_ON, { type: 'RetractFact', factId: 'function', reason: 'other patient' }).patient;
    const open = (refusalOf(short, READY_ON, request(short, 'rfa')).details?.['findings'] as readonly { readonly kind: Kind }[]).map(({ kind }) => kind);
    const findings = [...new Set(open)];
    const override = { by: 'Dr. Sample', rationale: 'measured elsewhere', findings };
    const first = tell(short, READY_ON, request(short, 'rfa', { override })).patient;
    expect(refusalOf(first, READY_ON, request(first, 'rfa', { override: { ...override, findings: [...findings].reverse() } })).code).toBe('already-requested');
    for (const other of [{ ...override, by: 'Dr. Other' }, { ...override, rationale: 'measured again' }]) expect(packetOf(tell(first, READY_ON, request(first, 'rfa', { override: other })).patient)?.issued).toHaveLength(2);
    expect(refusalOf(first, READY_ON, request(first, 'rfa'))).toMatchObject({ code: 'not-eligible' });
    for (const incomplete of [{ ...override, by: ' ' }, { ...override, rationale: ' ' }]) expect(refusalOf(short, READY_ON, request(short, 'rfa', { override: incomplete })).code).toBe('override-incomplete');
    for (const wrong of [[], [...findings, 'block-count' as const]]) expect(refusalOf(short, READY_ON, request(short, 'rfa', { override: { ...override, findings: wrong } }))).toMatchObject({ code: 'override-mismatch', details: { expected: findings } });
  });

  it('for another day, or expedited with another justification, is another request', () => {
    const urgent = { expedited: true, justification: 'rapid decline' };
    const ready = readyForRfa();
    const first = tell(ready, READY_ON, request(ready, 'rfa', urgent)).patient;
    expect(refusalOf(first, READY_ON, request(first, 'rfa', urgent)).code).toBe('already-requested');
    for (const over of [{ ...urgent, dateOfService: plusDays(READY_ON, 8) }, { ...urgent, justification: 'falls' }, {}]) expect(packetOf(tell(first, READY_ON, request(first, 'rfa', over)).patient)?.issued).toHaveLength(2);
  });

  it('records its assessment only where the record does not hold it for that very day', () => {
    const first = requested();
    const typesOf = (over: Parameters<typeof request>[2]) => tell(first, READY_ON, request(first, 'rfa', over)).events.map(({ type }) => type);
    expect(typesOf({ expedited: true, justification: 'rapid decline' })).toEqual(['AuthorizationRequested']);
    expect(typesOf({ dateOfService: plusDays(READY_ON, 8) })).toEqual(['StepAssessed', 'AuthorizationRequested']);
  });

  it('is accepted on other grounds, and after a denial', () => {
    const first = requested();
    expect(packetOf(tell(first, READY_ON, request(first, 'rfa', { expedited: true, justification: 'rapid decline' })).patient)?.issued).toHaveLength(2);
    const denied = tellAll(first, [
      [READY_ON, { type: 'SubmitAuthorization', authorizationId: idOf(first, 'rfa'), submittedAt: `${READY_ON}T08:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { reference: 'receipt' } }],
      [READY_ON, { type: 'RecordDetermination', authorizationId: idOf(first, 'rfa'), decision: 'denied', decidedOn: READY_ON }],
    ]).patient;
    expect(packetOf(tell(denied, READY_ON, request(denied, 'rfa')).patient)?.issued).toHaveLength(2);
  });
});

describe('the documents of an authorization', () => {
  it('are this patient\'s: the proof of a submission and the letter of a determination', () => {
    const ready = tell(readyForRfa(), READY_ON, { type: 'AttachDocument', documentId: 'fax', sha256: 'aa', mediaType: 'application/pdf', bytes: 10, pages: 1, title: 'Receipt' }).patient;
    const asked = tell(ready, READY_ON, request(ready, 'rfa')).patient;
    const authorizationId = idOf(asked, 'rfa');
    const submit = (documentId: string): PatientCommand => ({ type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T08:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { documentId } });
    const decide = (documentId: string): PatientCommand => ({ type: 'RecordDetermination', authorizationId, decision: 'denied', decidedOn: READY_ON, documentId });
    expect(refusalOf(asked, READY_ON, submit('nothing'))).toMatchObject({ code: 'unknown-document', pointer: '/proof/documentId' });
    const submitted = tell(asked, READY_ON, submit('fax')).patient;
    expect(refusalOf(submitted, READY_ON, decide('nothing'))).toMatchObject({ code: 'unknown-document', pointer: '/documentId' });
    expect(tell(submitted, READY_ON, decide('fax')).patient.authorizations.at(-1)).toMatchObject({ position: 'denied', determinations: [{ documentId: 'fax' }] });
  });
});

describe('after a request', () => {
  const requested = () => {
    const ready = readyForRfa();
    return tell(ready, READY_ON, request(ready, 'rfa')).patient;
  };
  const approve = (patient: PatientState, validTo?: string): PatientState => tellAll(patient, [
    [READY_ON, { type: 'SubmitAuthorization', authorizationId: idOf(patient, 'rfa'), submittedAt: `${READY_ON}T08:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { reference: 'receipt' } }],
    [READY_ON, { type: 'RecordDetermination', authorizationId: idOf(patient, 'rfa'), decision: 'affirmed', decidedOn: READY_ON, ...(validTo !== undefined && { validTo }) }],
  ]).patient;

  it('nothing moves the episode but its procedure: a retracted block flags the packet instead', () => {
    const patient = approve(requested());
    const { patient: shaken, events } = tell(patient, READY_ON, { type: 'RetractFact', factId: 'block-2', reason: 'not hers' });
    expect(events.map(({ type }) => type)).toContain('PacketFlaggedStale');
    expect(events.find(({ type }) => type === 'PacketFlaggedStale')).toMatchObject({ because: 'fact block-2, which it cites, has changed' });
    expect(shaken.episodes[0]?.position).toBe('ready-for-rfa');
    expect(shaken.authorizations.at(-1)).toMatchObject({ position: 'affirmed' });
    expect(standing(shaken, READY_ON)).toMatchObject({ position: 'ready-for-rfa', nextStep: 'rfa', tags: ['authorized', 'approved-not-performed', 'needs-review'] });
    expect(standing(patient, READY_ON)?.tags).toEqual(['authorized', 'approved-not-performed']);
  });

  it('a correction of a cited fact flags the packet once', () => {
    const changed = { ...block(BLOCK_2_ON, RELIEF_PERCENT_MIN), operator: 'Dr. Sample' };
    const { patient, events } = tell(requested(), READY_ON, { type: 'CorrectFact', factId: 'block-2', fact: changed, replaces: 1, reason: 'operator' });
    expect(events.map(({ type }) => type)).toEqual(['FactCorrected', 'PacketFlaggedStale']);
    expect(tell(patient, READY_ON, { type: 'CorrectFact', factId: 'block-2', fact: block(BLOCK_2_ON, RELIEF_PERCENT_MIN), replaces: 2, reason: 'back' }).events.map(({ type }) => type)).toEqual(['FactCorrected']);
    const anew = tell(patient, READY_ON, request(patient, 'rfa')).patient;
    expect(anew.authorizations.at(-1)?.stale).toBeUndefined();
  });

  it('a fact that no finding cites flags nothing; one that changes a finding does', () => {
    const imaging = document('mri', { type: 'imaging', occurredOn: READY_ON, modality: 'MRI', region: 'cervical-thoracic' });
    expect(tell(requested(), READY_ON, imaging).events.map(({ type }) => type)).toEqual(['FactDocumented']);
    const fusion = document('review-2', { type: 'exclusion-review', occurredOn: READY_ON, radiculopathy: 'untreated' });
    expect(tell(requested(), READY_ON, fusion).events.find(({ type }) => type === 'PacketFlaggedStale')).toMatchObject({ because: 'the findings of rfa have changed' });
  });

  it('days that pass flag nothing', () => {
    expect(tell(requested(), plusDays(READY_ON, 7), { type: 'ReassessPatient' }).events).toEqual([]);
  });

  it('coverage without a policy is for review, and the episode stays', () => {
    const { patient, events } = tell(requested(), READY_ON, { type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, payer: 'another' }] });
    expect(events.map(({ type }) => type)).toEqual(['CoverageChanged', 'StepNotAssessed', 'PacketFlaggedStale']);
    expect(standing(patient, READY_ON)).toMatchObject({ position: 'ready-for-rfa', tags: ['requested', 'needs-review'], assessments: [{ step: 'rfa', error: 'no-policy-for-payer' }] });
  });

  it('what is done is no longer held against the record, also where its step is asked anew', () => {
    const ready = readyForBlock1();
    const authorizationId = idOf(ready, 'mbb1');
    const done = tellAll(ready, [
      [DAY_0, request(ready, 'mbb1', { dateOfService: BLOCK_1_ON })],
      [DAY_0, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${DAY_0}T08:00:00.000Z`, submittedOn: DAY_0, channel: 'fax', proof: { reference: 'receipt' } }],
      [DAY_0, { type: 'RecordDetermination', authorizationId, decision: 'affirmed', decidedOn: DAY_0 }],
      [BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, 0))],
      [BLOCK_1_ON, draft('mbb1')],
      [BLOCK_1_ON, document('review-2', { type: 'exclusion-review', occurredOn: BLOCK_1_ON, radiculopathy: 'untreated' })],
    ]).patient;
    expect(done.authorizations.map(({ id, position, stale }) => [id, position, stale])).toEqual([[authorizationId, 'affirmed', undefined], ['mine', 'draft', undefined]]);
  });

  it('a withdrawn request lets the record speak again', () => {
    const shaken = tell(requested(), READY_ON, { type: 'RetractFact', factId: 'block-2', reason: 'not hers' }).patient;
    const { patient } = tell(shaken, READY_ON, { type: 'WithdrawAuthorization', authorizationId: idOf(shaken, 'rfa'), reason: 'record changed' });
    expect(patient.episodes[0]?.position).toBe('ready-for-block-2');
  });

  it('the daily run lets an approval lapse the day after its last, and drafts anew', () => {
    const last = plusDays(READY_ON, 30);
    const patient = approve(requested(), last);
    expect(tell(patient, last, { type: 'ReassessPatient' }).events.map(({ type }) => type)).not.toContain('AuthorizationExpired');
    const { events, patient: lapsed } = tell(patient, plusDays(last, 1), { type: 'ReassessPatient' });
    expect(events[0]).toEqual({ type: 'AuthorizationExpired', authorizationId: idOf(patient, 'rfa'), expiredOn: last });
    expect(events.at(-1)).toMatchObject({ type: 'AuthorizationNeeded', step: 'rfa' });
    expect(lapsed.authorizations.filter(({ step }) => step === 'rfa').map(({ position }) => position)).toEqual(['expired', 'draft']);
  });

  it('a packet that is stale is for review, even while every finding is met', () => {
    const changed = { ...block(BLOCK_2_ON, RELIEF_PERCENT_MIN), operator: 'Dr. Sample' };
    const { patient } = tell(requested(), READY_ON, { type: 'CorrectFact', factId: 'block-2', fact: changed, replaces: 1, reason: 'operator' });
    expect(standing(patient, READY_ON)).toMatchObject({ tags: ['requested', 'needs-review'], assessments: [{ result: 'eligible' }] });
  });

  it('a procedure uses up the authorizations of its own step, and one of the same day does too', () => {
    const drafted = tell(readyForRfa(), READY_ON, draft('mbb2')).patient;
    const { patient } = tell(drafted, READY_ON, document('ablation-1', ablation(BLOCK_2_ON)));
    const [episode] = patient.episodes;
    expect(episode === undefined ? [] : liveAuthorizations(patient, episode).map(({ step }) => step)).toEqual(['mbb2']);
  });

  it('a closed episode is assessed no more, whatever was drafted', () => {
    const closed = tell(readyForRfa(), READY_ON, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'declined' }).patient;
    expect(tell(closed, READY_ON, { type: 'RetractFact', factId: 'block-2', reason: 'not hers' }).events.map(({ type }) => type)).toEqual(['FactRetracted']);
  });

  it('the procedure uses the authorization up', () => {
    const patient = tell(approve(requested()), plusDays(READY_ON, 7), document('ablation-1', ablation(plusDays(READY_ON, 7)))).patient;
    expect(standing(patient, plusDays(READY_ON, 8))).toMatchObject({ position: 'performed', nextStep: 'repeat-rfa' });
    expect(standing(patient, plusDays(READY_ON, 8))?.tags).not.toContain('approved-not-performed');
  });
});
