import { ablation, block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, INTERVAL_DAYS_MIN, LEFT, newEpisode, plusDays, readyForBlock1, readyForRfa, READY_ON, REGISTER, RELIEF_PERCENT_MIN, RIGHT, supportingFacts, tell, tellAll, WASHINGTON_MEDICARE } from '../../test/support/patient-story';
import type { Fact } from '../evidence/fact';
import { EMPTY_PATIENT } from './evolve-patient';
import type { PatientState } from './patient';
import { liveAuthorizations } from './position';

const at = (patient: PatientState) => patient.episodes[0]?.position;
const withFact = (patient: PatientState, on: string, fact: Fact, id = `fact-${fact.type}-${on}`) => tell(patient, on, document(id, fact)).patient;
const good = RELIEF_PERCENT_MIN;

describe('an RFA episode', () => {
  it('waits in conservative care until the record supports a block', () => {
    expect(at(newEpisode())).toBe('conservative-care');
    expect(at(readyForBlock1())).toBe('ready-for-block-1');
  });

  it('steps back while nothing was requested', () => {
    const patient = readyForBlock1();
    expect(at(tell(patient, DAY_0, { type: 'RetractFact', factId: 'pain', reason: 'not hers' }).patient)).toBe('conservative-care');
    const ready = readyForRfa();
    expect(at(ready)).toBe('ready-for-rfa');
    const untreated: Fact = { type: 'exclusion-review', occurredOn: READY_ON, radiculopathy: 'untreated' };
    expect(at(withFact(ready, READY_ON, untreated))).toBe('block-2-response');
    expect(at(tell(ready, READY_ON, { type: 'RetractFact', factId: 'block-1', reason: 'not hers' }).patient)).not.toBe('ready-for-rfa');
  });

  it('is moved by a block that falls short as by one that does not', () => {
    expect(at(withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good)))).toBe('block-1-response');
    expect(at(withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good - 1)))).toBe('block-1-failed');
    const one = withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good));
    expect(at(withFact(one, BLOCK_2_ON, block(BLOCK_2_ON, good)))).toBe('ready-for-rfa');
    expect(at(withFact(one, BLOCK_2_ON, block(BLOCK_2_ON, good - 1)))).toBe('block-2-failed');
  });

  it('is ready for the second block from the day the interval is over', () => {
    const one = withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good));
    const on = (days: number) => at(tell(one, plusDays(BLOCK_1_ON, days), { type: 'ReassessPatient' }).patient);
    expect([on(INTERVAL_DAYS_MIN - 1), on(INTERVAL_DAYS_MIN)]).toEqual(['block-1-response', 'ready-for-block-2']);
  });

  it('leaves the failed first block when another takes its place', () => {
    const failed = withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, 0), 'block-1');
    expect(at(tell(failed, BLOCK_1_ON, { type: 'CorrectFact', factId: 'block-1', fact: block(BLOCK_1_ON, good), replaces: 1, reason: 'scores swapped' }).patient)).toBe('block-1-response');
    expect(at(withFact(failed, BLOCK_2_ON, block(BLOCK_2_ON, good)))).toBe('block-2-failed');
    const third = plusDays(BLOCK_2_ON, INTERVAL_DAYS_MIN);
    expect(at(withFact(withFact(failed, BLOCK_2_ON, block(BLOCK_2_ON, good)), third, block(third, good)))).toBe('ready-for-rfa');
  });

  it('is moved only by procedures of its targets, and of its kind', () => {
    const position = (fact: Fact) => at(withFact(readyForBlock1(), BLOCK_1_ON, fact));
    const plain = block(BLOCK_1_ON, good);
    expect(position({ ...plain, targets: [LEFT] })).toBe('ready-for-block-1');
    expect(position({ ...plain, targets: [{ level: 'L5-S1', side: 'right' }] })).toBe('ready-for-block-1');
    expect(position({ ...plain, targets: [LEFT, RIGHT] })).toBe('block-1-response');
    expect(position({ ...plain, targets: [{ level: 'L4-L5' }] })).not.toBe('ready-for-block-1');
    expect(position({ ...plain, targets: [{ level: 'L4-L5', side: 'bilateral' }] })).not.toBe('ready-for-block-1');
    expect(position({ ...plain, steroid: true })).toBe('ready-for-block-1');
    expect(position({ ...plain, purpose: 'therapeutic' })).toBe('ready-for-block-1');
    expect(position({ ...plain, technique: 'intra-articular' })).toBe('ready-for-block-1');
    expect(position(ablation(BLOCK_1_ON, [LEFT]))).toBe('ready-for-block-1');
    expect(position(ablation(BLOCK_1_ON))).toBe('performed');
  });

  it('without planned targets is moved by any procedure of its region', () => {
    const unplanned = tell(readyForBlock1(), DAY_0, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [] } }).patient;
    expect(at(withFact(unplanned, BLOCK_1_ON, block(BLOCK_1_ON, good, [LEFT])))).not.toBe(at(unplanned));
    expect(at(withFact(unplanned, BLOCK_1_ON, block(BLOCK_1_ON, good, [{ level: 'C4-C5', side: 'left' }])))).toBe(at(unplanned));
  });

  it('follows its plan: other targets, another past', () => {
    const one = withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good));
    const left = tell(one, BLOCK_1_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [LEFT], guidance: 'fluoroscopy' } }).patient;
    expect(at(left)).toBe('ready-for-block-1');
    expect(at(tell(left, BLOCK_1_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT], guidance: 'fluoroscopy' } }).patient)).toBe('block-1-response');
  });

  it('counts two blocks of one day as one session', () => {
    const morning = withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good), 'morning');
    expect(at(withFact(morning, BLOCK_1_ON, { ...block(BLOCK_1_ON, good), operator: 'another' }, 'noon'))).toBe('block-1-response');
  });

  it('is performed until its outcome is documented, for the ablation and side it names', () => {
    const performed = withFact(readyForRfa(), READY_ON, ablation(READY_ON));
    const later = plusDays(READY_ON, 30);
    const outcome: Fact = { type: 'ablation-outcome', occurredOn: later, ablationOn: READY_ON, side: 'right', scale: 'NRS', baseline: 8, score: 8 };
    expect(at(performed)).toBe('performed');
    expect(at(withFact(performed, later, outcome))).toBe('repeat-review');
    expect(at(withFact(performed, later, { ...outcome, side: 'left' }))).toBe('performed');
    expect(at(withFact(performed, later, { ...outcome, ablationOn: BLOCK_1_ON }))).toBe('performed');
    const again = plusDays(later, 1);
    expect(at(withFact(withFact(performed, later, outcome), again, ablation(again)))).toBe('performed');
  });

  it('keeps only the assessments of the steps that lie ahead', () => {
    expect(Object.keys(readyForBlock1().episodes[0]?.assessments ?? {})).toEqual(['mbb1']);
    expect(Object.keys(withFact(readyForBlock1(), BLOCK_1_ON, block(BLOCK_1_ON, good)).episodes[0]?.assessments ?? {})).toEqual(['mbb2', 'rfa']);
    expect(Object.keys(readyForRfa().episodes[0]?.assessments ?? {})).toEqual(['rfa']);
  });
});

describe('an SCS episode', () => {
  const trial = (over: Partial<Extract<Fact, { type: 'scs-trial' }>> = {}): Extract<Fact, { type: 'scs-trial' }> =>
    ({ type: 'scs-trial', occurredOn: DAY_0, startedAt: `${DAY_0}T09:00:00-07:00`, region: 'thoracolumbar', ...over });
  const opened = () => tellAll(EMPTY_PATIENT, [
    [DAY_0, { ...(REGISTER as Extract<typeof REGISTER, { type: 'RegisterPatient' }>), coverages: [WASHINGTON_MEDICARE] }],
    [DAY_0, { type: 'OpenEpisode', episodeId: 'episode-1', pathway: 'scs', region: 'thoracolumbar', plan: { targets: [], setting: '24' } }],
  ]).patient;
  const supported: readonly Fact[] = [
    { type: 'indication', occurredOn: DAY_0, code: 'failed-back-surgery-syndrome' },
    { type: 'conservative-care', occurredOn: DAY_0, modality: 'medication', response: 'failed' },
    { type: 'psych-evaluation', occurredOn: DAY_0, cleared: true },
    { type: 'multidisciplinary-screening', occurredOn: DAY_0 },
    { type: 'risk-discussion', occurredOn: DAY_0 },
    { type: 'exclusion-review', occurredOn: DAY_0, activeSubstanceUse: false },
  ];
  const ready = () => supported.reduce((patient, fact) => withFact(patient, DAY_0, fact), opened());
  const ENDED = plusDays(DAY_0, 7);
  const success = trial({
    endedAt: `${ENDED}T09:00:00-07:00`, leads: 1, contacts: 8, relief: { scale: 'NRS', baseline: 8, end: 0 }, function: { measure: 'walking-minutes', baseline: 10, end: 40 },
  });

  it('is ready for a trial, has one under way, is ready for the implant, is implanted', () => {
    expect(at(opened())).toBe('candidacy');
    expect(at(ready())).toBe('ready-for-trial');
    const running = withFact(ready(), DAY_0, trial(), 'trial-1');
    expect(at(running)).toBe('trial-under-way');
    const done = tell(running, ENDED, { type: 'CorrectFact', factId: 'trial-1', fact: success, replaces: 1, reason: 'ended' }).patient;
    expect(at(done)).toBe('ready-for-implant');
    expect(at(withFact(done, ENDED, { type: 'implant', occurredOn: ENDED, region: 'thoracolumbar' }))).toBe('implanted');
  });

  it('stays with a trial that fell short, and may ask for another', () => {
    const done = withFact(ready(), ENDED, { ...success, relief: { scale: 'NRS', baseline: 8, end: 8 } });
    expect(at(done)).toBe('trial-done');
    const drafted = tell(done, ENDED, { type: 'DraftAuthorization', authorizationId: 'another', packetId: 'packet', episodeId: 'episode-1', step: 'trial' }).patient;
    const open = (drafted.episodes[0]?.assessments.trial?.findings ?? []).filter(({ outcome }) => outcome !== 'met').map(({ kind }) => kind);
    const requested = tell(drafted, ENDED, { type: 'RequestAuthorization', authorizationId: 'another', dateOfService: ENDED, override: { by: 'Dr. Sample', rationale: 'lead moved', findings: open } }).patient;
    expect(at(requested)).toBe('ready-for-another-trial');
    expect(at(tell(requested, ENDED, { type: 'WithdrawAuthorization', authorizationId: 'another', reason: 'declined' }).patient)).toBe('trial-done');
  });

  it('is not moved by another region, and not implanted without a trial', () => {
    expect(at(withFact(ready(), DAY_0, trial({ region: 'cervical' })))).toBe('ready-for-trial');
    const implantFirst = withFact(ready(), ENDED, { type: 'implant', occurredOn: ENDED, region: 'thoracolumbar' });
    expect(at(implantFirst)).toBe('ready-for-trial');
    expect(at(withFact(implantFirst, ENDED, success))).toBe('implanted');
  });
});

describe('an authorization', () => {
  const ready = readyForRfa();
  const rfa = ready.authorizations.at(-1) as PatientState['authorizations'][number];
  const done = withFact(ready, READY_ON, ablation(READY_ON), 'ablation-1');
  const [episode] = done.episodes as readonly [PatientState['episodes'][number]];
  const again = { ...rfa, id: 'again', step: 'repeat-rfa', preceding: [...rfa.preceding, 'ablation-1'] } as const;
  const live = (facts: readonly (readonly [string, number])[], over: object = {}) => {
    const patient = facts.reduce<PatientState>((now, [id, days]) => withFact(now, plusDays(READY_ON, days), { ...ablation(plusDays(READY_ON, days)), imageSaved: true }, id), { ...done, authorizations: [{ ...again, ...over }] });
    return liveAuthorizations(patient, episode).map(({ id }) => id);
  };

  it.each<readonly [string, readonly (readonly [string, number])[], readonly string[]]>([
    ['counts until its procedure is done', [], ['again']],
    ['is not used up by one that lies before those that it knew', [['older', -1]], ['again']],
    ['is used up by another on the same day', [['same-day', 0]], []],
    ['is used up by a later one', [['later', 200]], []],
  ])('%s', (_, facts, ids) => expect(live(facts)).toEqual(ids));

  it.each(['a-note', 'z-note'])('is not used up by another note of a session that the record held (%s)', (id) => {
    const first = tellAll(readyForBlock1(), [[BLOCK_1_ON, document('m-note', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))], [BLOCK_2_ON, { type: 'ReassessPatient' }]]);
    const { id: authorizationId = '' } = first.patient.authorizations.findLast(({ step }) => step === 'mbb2') ?? {};
    const { patient } = tellAll(first.patient, [[BLOCK_2_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: READY_ON }], [BLOCK_2_ON, document(id, { ...block(BLOCK_1_ON, RELIEF_PERCENT_MIN), operator: 'colleague' })]]);
    expect(patient.episodes.flatMap((each) => liveAuthorizations(patient, each)).map((each) => [each.id, each.position, typeof each.stale])).toEqual([[authorizationId, 'requested', 'string']]);
  });

  it('is not used up by an older procedure at a joint that is planned only now', () => {
    const before = tellAll(newEpisode(), [[BLOCK_1_ON, document('left', block(BLOCK_1_ON, RELIEF_PERCENT_MIN, [LEFT]))], ...supportingFacts().map(([id, fact]) => [BLOCK_1_ON, document(id, fact)] as const), [BLOCK_2_ON, { type: 'ReassessPatient' }]]);
    const { id: authorizationId = '' } = before.patient.authorizations.findLast(({ step }) => step === 'mbb1') ?? {};
    const { patient } = tellAll(before.patient, [
      [BLOCK_2_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: READY_ON }],
      [BLOCK_2_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { targets: [RIGHT, LEFT], technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' } }],
    ]);
    expect(patient.episodes.flatMap((each) => liveAuthorizations(patient, each)).map((each) => [each.id, each.position])).toEqual([[authorizationId, 'requested']]);
  });

  it('counts for its own episode while it is not over', () => {
    expect([live([], { episodeId: 'other' }), live([], { position: 'withdrawn' }), live([], { position: 'affirmed' })]).toEqual([[], [], ['again']]);
  });
});
