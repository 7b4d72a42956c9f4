/** Giving a procedure a day: the planner's answer and the decider together, on synthetic patients told day by day. */
import { toldWhole } from '../../test/support/refusal-shapes';
import fc from 'fast-check';
import { ablation, BLOCK_1_ON, block, DAY_0, document, givenOn, INTERVAL_DAYS_MIN, LEFT, plusDays, READY_ON, readyForBlock1, readyForRfa, RELIEF_PERCENT_MIN, RIGHT, tell, tellAll } from '../../test/support/patient-story';
import type { Target } from '../kernel/anatomy';
import { isRejection, type Rejection } from '../kernel/rejection';
import type { DeterminationContent } from '../authorization';
import type { Directory } from '../directory';
import { decidePatient, evolvePatient, openSchedules, recordedTags, standingOf, type Appointment, type EpisodeState, type PatientCoverage, type PatientEvent, type PatientState } from '../patient';
import { scheduleCommand } from './schedule';

const SERVICE_ON = plusDays(READY_ON, 14);
const DIRECTORY: Directory = {
  practitioners: [{ id: 'dr-1', family: 'Sample', given: 'Kim', npi: '1234567893' }],
  facilities: [{ id: 'asc', name: 'Surgery center', placeOfService: '24' }, { id: 'office', name: 'Office', placeOfService: '11' }], payers: [],
} as unknown as Directory;

const rfaOf = ({ authorizations }: PatientState) => authorizations.filter(({ step }) => step === 'rfa').at(-1) as PatientState['authorizations'][number];
const episodeOf = ({ episodes: [episode] }: PatientState) => episode as EpisodeState;

function decided(decision: Partial<DeterminationContent>, at = readyForRfa()): PatientState {
  const { id: authorizationId } = rfaOf(at);
  return tellAll(at, [
    [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: SERVICE_ON }],
    [READY_ON, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'portal', proof: { reference: 'R' } }],
    [READY_ON, { type: 'RecordDetermination', authorizationId, decision: 'affirmed', decidedOn: READY_ON, validTo: plusDays(READY_ON, 60), ...decision }],
  ]).patient;
}

type Over = Partial<Omit<Appointment, 'of'>>;

function asked(patient: PatientState, over: Over = {}, type: 'ScheduleProcedure' | 'RescheduleProcedure' = 'ScheduleProcedure', asOf = READY_ON, of?: Appointment['of']): readonly PatientEvent[] | Rejection {
  const given = { ...givenOn(asOf), directory: DIRECTORY };
  const command = scheduleCommand(type, { of: of ?? { authorizationId: rfaOf(patient).id }, on: SERVICE_ON, ...over }, patient, given);
  return isRejection(command) ? command : decidePatient(command, patient, given);
}

function refusal(...args: Parameters<typeof asked>): Rejection {
  const answer = asked(...args);
  if (!isRejection(answer)) throw new Error('accepted');
  return toldWhole(answer);
}

function scheduled(...args: Parameters<typeof asked>): PatientState {
  const events = asked(...args);
  if (isRejection(events)) throw new Error(`${events.code}: ${events.message} ${JSON.stringify(events.details ?? {})}`);
  return events.reduce(evolvePatient, args[0]);
}

describe('a procedure of an authorization', () => {
  it('is scheduled for a day that approval and gate allow, with place and performer', () => {
    const patient = decided({});
    expect(asked(patient, { facilityId: 'asc', practitionerId: 'dr-1' })).toEqual([
      { type: 'ProcedureScheduled', episodeId: 'episode-1', step: 'rfa', authorizationId: rfaOf(patient).id, on: SERVICE_ON, targets: [RIGHT], facilityId: 'asc', practitionerId: 'dr-1' },
    ]);
    const after = scheduled(patient);
    expect(openSchedules(after, episodeOf(after))).toMatchObject([{ step: 'rfa', on: SERVICE_ON, preceding: ['block-1', 'block-2'] }]);
    expect(recordedTags(after, episodeOf(after))).toEqual(expect.arrayContaining(['authorized', 'scheduled']));
    expect(standingOf(after, givenOn(READY_ON))[0]?.scheduled).toMatchObject([{ on: SERVICE_ON }]);
  });

  it('is not scheduled before it is approved', () => {
    expect(refusal(readyForRfa())).toMatchObject({ code: 'not-approved', details: { position: 'draft' } });
    expect(refusal(decided({ decision: 'denied' }))).toMatchObject({ code: 'not-approved', details: { position: 'denied' } });
    expect(refusal(decided({ decision: 'modified', units: 1 }))).toMatchObject({ code: 'not-approved', details: { position: 'modified' } });
    expect(isRejection(asked(decided({ decision: 'not-required' })))).toBe(false);
  });

  it('is not scheduled outside the approval\'s days: the first day that is allowed is named', () => {
    const validFrom = plusDays(SERVICE_ON, 3);
    expect(refusal(decided({ validFrom }))).toMatchObject({ code: 'not-bookable', pointer: '/date', details: { because: ['approval-not-yet'], firstAllowedDate: validFrom } });
    const lapsed = refusal(decided({ validTo: plusDays(SERVICE_ON, -1) }));
    expect(lapsed).toMatchObject({ code: 'not-bookable', details: { because: ['approval-lapsed'], firstAllowedDate: READY_ON } });
    expect(isRejection(asked(decided({ validTo: SERVICE_ON })))).toBe(false);
    // Nobody's word lifts what forbids the day.
    expect(refusal(decided({ validFrom }), { acceptReview: true, acceptContestedDay: true }).code).toBe('not-bookable');
  });

  it('is scheduled for a contested day only on the word that it is meant', () => {
    const hospital = decided({ validTo: undefined as never }, tell(readyForRfa(), READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...episodeOf(readyForRfa()).plan, setting: '22' } }).patient);
    // Of the hospital outpatient program: the days that every reading counts, and one more.
    const on = (days: number): Over => ({ on: plusDays(READY_ON, days) });
    expect(isRejection(asked(hospital, on(119)))).toBe(false);
    expect(refusal(hospital, on(120))).toMatchObject({ code: 'not-bookable', details: { because: ['approval-day-contested'] } });
    expect(refusal(hospital, { ...on(120), acceptReview: true }).code).toBe('not-bookable');
    expect(asked(hospital, { ...on(120), acceptContestedDay: true })).toMatchObject([{ on: plusDays(READY_ON, 120), accepted: ['approval-day-contested'] }]);
    expect(refusal(hospital, { ...on(121), acceptContestedDay: true })).toMatchObject({ details: { because: ['approval-lapsed'] } });
  });

  it('is for targets of the approval', () => {
    const patient = decided({});
    expect(refusal(patient, { targets: [RIGHT, LEFT] })).toMatchObject({ code: 'targets-not-approved', pointer: '/targets/1' });
    expect(refusal(patient, { targets: [] }).code).toBe('targets-missing');
  });

  it('is where and by whom the directory knows, and at another place of service a person decides', () => {
    const patient = decided({});
    expect(refusal(patient, { facilityId: 'nowhere' })).toMatchObject({ code: 'unknown-facility', pointer: '/facilityId' });
    expect(refusal(patient, { practitionerId: 'nobody' })).toMatchObject({ code: 'unknown-practitioner', pointer: '/practitionerId' });
    expect(refusal(patient, { facilityId: 'office' })).toMatchObject({ code: 'not-bookable', details: { because: expect.arrayContaining(['approval-for-other-payer-or-place']) } });
  });

  it('is not on a day on which nobody is known to pay', () => {
    const [coverage] = decided({}).coverages;
    const ended = tell(decided({}), READY_ON, { type: 'ChangeCoverage', coverages: [{ ...coverage, to: plusDays(SERVICE_ON, -1) } as PatientCoverage] }).patient;
    expect(refusal(ended)).toMatchObject({ code: 'not-bookable', details: { because: expect.arrayContaining(['approval-for-other-payer-or-place']) as unknown } });
  });

  it('is refused with what may be done: another day, or a word that is meant', () => {
    const told = (patient: PatientState, over: Over = {}) => refusal(patient, over).message;
    expect(told(decided({ validFrom: plusDays(SERVICE_ON, 3) }))).toBe(`It cannot be scheduled for that day: the first day that is allowed is ${plusDays(SERVICE_ON, 3)}.`);
    expect(told(decided({ decision: 'partially-affirmed', items: [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }] }))).toBe('People decide about that day first: no day can be foreseen; or schedule it with acceptReview.');
    const short = tell(decided({}), READY_ON, { type: 'RetractFact', factId: 'block-2', reason: 'other patient' }).patient;
    expect(told(short, { acceptReview: true })).toMatch(/^It cannot be scheduled for that day: /);
    const hospital = decided({ validTo: undefined as never }, tell(readyForRfa(), READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...episodeOf(readyForRfa()).plan, setting: '22' } }).patient);
    const contested = { on: plusDays(READY_ON, 120) };
    expect(told(hospital, contested)).toMatch(/^Whether the approval holds that day the sources count differently: .*acceptContestedDay\.$/);
    const inPart = decided({ validTo: undefined as never, decision: 'partially-affirmed', items: [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }] }, tell(readyForRfa(), READY_ON, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...episodeOf(readyForRfa()).plan, setting: '22' } }).patient);
    expect(told(inPart, contested)).toMatch(/^People decide about that day first: .*acceptReview and acceptContestedDay\.$/);
    expect(asked(inPart, { ...contested, acceptReview: true, acceptContestedDay: true })).toMatchObject([{ type: 'ProcedureScheduled' }]);
  });

  it('is not on a day that has passed, or too far ahead', () => {
    const patient = decided({ validTo: undefined as never });
    expect(refusal(patient, { on: plusDays(READY_ON, -1) })).toMatchObject({ code: 'date-of-service-past', pointer: '/date' });
    expect(refusal(patient, { on: plusDays(READY_ON, 367) })).toMatchObject({ code: 'date-of-service-far', pointer: '/date' });
    for (const days of [0, 366]) expect(asked(patient, { on: plusDays(READY_ON, days) })).not.toMatchObject({ code: expect.stringContaining('date-of-service') as unknown });
  });

  it('takes what people have decided on their word, and keeps what they accepted', () => {
    const patient = decided({ decision: 'partially-affirmed', items: [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }] });
    expect(refusal(patient)).toMatchObject({ code: 'not-bookable', details: { because: ['approval-in-part'] } });
    expect(asked(patient, { acceptReview: true })).toMatchObject([{ accepted: ['approval-in-part'] }]);
  });

  it('is not scheduled when the record no longer meets the policy on that day', () => {
    const patient = tell(decided({}), READY_ON, { type: 'RetractFact', factId: 'block-2', reason: 'other patient' }).patient;
    const refused = refusal(patient, { acceptReview: true });
    expect(refused.code).toBe('not-bookable');
    expect(refused.details?.['because']).toEqual(expect.arrayContaining(['documentation-does-not-meet']));
  });

  it('that was requested with an override is scheduled on the same person\'s word', () => {
    const short = tellAll(readyForRfa(), [[READY_ON, { type: 'RetractFact', factId: 'function', reason: 'other patient' }]]).patient;
    const { id: authorizationId } = rfaOf(short);
    const given = givenOn(READY_ON);
    const plain = decidePatient({ type: 'RequestAuthorization', authorizationId, dateOfService: SERVICE_ON }, short, given);
    if (!isRejection(plain)) throw new Error('the record is whole without it');
    const open = [...new Set((plain.details?.['findings'] as readonly { kind: never }[]).map(({ kind }) => kind))];
    const patient = tellAll(short, [
      [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: SERVICE_ON, override: { by: 'Dr. Sample', rationale: 'measured elsewhere', findings: open } }],
      [READY_ON, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'portal', proof: { reference: 'R' } }],
      [READY_ON, { type: 'RecordDetermination', authorizationId, decision: 'affirmed', decidedOn: READY_ON }],
    ]).patient;
    expect(isRejection(asked(patient))).toBe(false);
  });

  it('needs units that are left', () => {
    expect(refusal(decided({ units: 0 }))).toMatchObject({ code: 'no-units-left', details: { unitsLeft: { total: { left: 0 } } } });
    const two = decided({ items: [{ line: 1, code: '64635', outcome: 'approved', unitsApproved: 2 }] });
    const once = tell(two, SERVICE_ON, document('ablation', { ...ablation(SERVICE_ON), setting: '24', imageSaved: true })).patient;
    // Units are left, and the next session is a step of its own with a gate of its own.
    expect(refusal(once, { on: plusDays(SERVICE_ON, 20) }, 'ScheduleProcedure', plusDays(SERVICE_ON, 1))).toMatchObject({ code: 'not-bookable', details: { because: expect.arrayContaining(['step-not-next']) } });
    const one = tell(decided({}), SERVICE_ON, document('ablation', ablation(SERVICE_ON))).patient;
    expect(refusal(one, { on: plusDays(SERVICE_ON, 20) }, 'ScheduleProcedure', plusDays(SERVICE_ON, 1)).code).toBe('no-units-left');
  });
});

describe('units approved as a whole', () => {
  const L5: Target = { level: 'L5-S1', side: 'right' };
  const twoLevels = (decision: Partial<DeterminationContent>): PatientState => {
    const targets = [RIGHT, L5];
    const planned = tell(readyForBlock1(), DAY_0, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...episodeOf(readyForBlock1()).plan, targets } }).patient;
    return decided(decision, tellAll(planned, ([['block-1', BLOCK_1_ON], ['block-2', plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN)]] as const).map(([id, on]) => [on, document(id, block(on, RELIEF_PERCENT_MIN, targets))] as const)).patient);
  };

  it('are enough for every level that is booked, or it is not', () => {
    const one = twoLevels({ units: 1 });
    expect(refusal(one)).toMatchObject({ code: 'no-units-left', details: { unitsLeft: { total: { approved: 1, used: 0, left: 1 } } } });
    expect(asked(one, { targets: [RIGHT] })).not.toMatchObject({ code: 'no-units-left' });
    expect(asked(twoLevels({ units: 2 }))).toMatchObject([{ type: 'ProcedureScheduled', targets: [RIGHT, L5] }]);
  });
});

describe('a day that is booked on an approval in part', () => {
  it('is kept while the rest is disputed and after it is denied again', () => {
    const part = scheduled(decided({ decision: 'partially-affirmed', items: [{ line: 1, outcome: 'approved' }, { line: 2, outcome: 'denied' }] }), { acceptReview: true });
    const { id: authorizationId } = rfaOf(part);
    const called = tell(part, READY_ON, { type: 'SchedulePeerToPeer', authorizationId, on: READY_ON }).patient;
    const lost = tell(called, plusDays(READY_ON, 1), { type: 'RecordDetermination', authorizationId, decision: 'denied', decidedOn: plusDays(READY_ON, 1) }).patient;
    for (const patient of [part, called, lost]) {
      expect([rfaOf(patient).position, openSchedules(patient, episodeOf(patient)).map(({ on }) => on)]).toEqual(['partially-affirmed', [SERVICE_ON]]);
      expect(recordedTags(patient, episodeOf(patient))).toEqual(expect.arrayContaining(['authorized', 'scheduled']));
      expect(recordedTags(patient, episodeOf(patient))).not.toContain('schedule-to-review');
    }
  });
});

describe('a scheduled procedure', () => {
  const patient = scheduled(decided({}));
  const LATER = plusDays(SERVICE_ON, 7);

  it('is scheduled once, and rescheduled under the same checks', () => {
    expect(refusal(patient)).toMatchObject({ code: 'procedure-scheduled', details: { on: SERVICE_ON } });
    expect(refusal(patient, {}, 'RescheduleProcedure').code).toBe('procedure-scheduled');
    expect(refusal(patient, { on: plusDays(READY_ON, 61) }, 'RescheduleProcedure')).toMatchObject({ code: 'not-bookable', details: { because: ['approval-lapsed'] } });
    const moved = scheduled(patient, { on: LATER }, 'RescheduleProcedure');
    expect(openSchedules(moved, episodeOf(moved)).map(({ on }) => on)).toEqual([LATER]);
    expect(refusal(decided({}), { on: LATER }, 'RescheduleProcedure').code).toBe('procedure-not-scheduled');
  });

  it('is rescheduled where place, person or targets are others, and not where nothing is', () => {
    const LOWER: Target = { level: 'L5-S1', side: 'right' };
    const two = tell(readyForBlock1(), DAY_0, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...episodeOf(readyForBlock1()).plan, targets: [RIGHT, LOWER] } }).patient;
    const ready = tellAll(two, ([['b-1', BLOCK_1_ON], ['b-2', plusDays(BLOCK_1_ON, INTERVAL_DAYS_MIN)]] as const).map(([id, on]) => [on, document(id, block(on, RELIEF_PERCENT_MIN, [RIGHT, LOWER]))] as const)).patient;
    const whole = { facilityId: 'asc', practitionerId: 'dr-1', targets: [RIGHT, LOWER] } as const;
    const on = scheduled(decided({}, ready), whole);
    for (const same of [whole, { ...whole, targets: [LOWER, RIGHT] }, { facilityId: 'asc', practitionerId: 'dr-1' }]) expect(refusal(on, same, 'RescheduleProcedure')).toMatchObject({ code: 'procedure-scheduled', details: { on: SERVICE_ON } });
    const { facilityId: _, ...elsewhere } = whole;
    const { practitionerId: __, ...anybody } = whole;
    for (const other of [{ ...whole, on: LATER }, elsewhere, anybody, { ...whole, targets: [RIGHT] }, { ...whole, targets: [LOWER] }]) expect(asked(on, other, 'RescheduleProcedure')).toMatchObject([{ type: 'ProcedureRescheduled' }]);
    const one = scheduled(decided({}, ready), { ...whole, targets: [RIGHT] });
    expect(asked(one, { ...whole, targets: [LOWER] }, 'RescheduleProcedure')).toMatchObject([{ targets: [LOWER] }]);
    expect(asked(one, whole, 'RescheduleProcedure')).toMatchObject([{ targets: [RIGHT, LOWER] }]);
  });

  it('is cancelled with a reason; the approval stays', () => {
    const of = { authorizationId: rfaOf(patient).id };
    const cancel = (reason: string) => decidePatient({ type: 'CancelProcedure', of, reason }, patient, givenOn(READY_ON));
    expect(cancel(' ')).toMatchObject({ code: 'reason-required', pointer: '/reason' });
    const cancelled = tell(patient, READY_ON, { type: 'CancelProcedure', of, reason: 'the patient is ill' }).patient;
    expect([openSchedules(cancelled, episodeOf(cancelled)), rfaOf(cancelled).position, 'scheduled' in episodeOf(cancelled)]).toEqual([[], 'affirmed', false]);
    expect(decidePatient({ type: 'CancelProcedure', of, reason: 'again' }, cancelled, givenOn(READY_ON))).toMatchObject({ code: 'procedure-not-scheduled' });
    expect(isRejection(asked(cancelled))).toBe(false);
  });

  it('is fulfilled by the procedure that is documented, on whatever day, and open again when that is retracted', () => {
    const done = tell(patient, LATER, document('ablation', ablation(LATER))).patient;
    expect(openSchedules(done, episodeOf(done))).toEqual([]);
    expect(recordedTags(done, episodeOf(done))).not.toContain('scheduled');
    const back = tell(done, LATER, { type: 'RetractFact', factId: 'ablation', reason: 'other patient' }).patient;
    expect(openSchedules(back, episodeOf(back)).map(({ on }) => on)).toEqual([SERVICE_ON]);
  });

  it('whose approval no longer stands is for people to look at', () => {
    const withdrawn = tell(patient, READY_ON, { type: 'WithdrawAuthorization', authorizationId: rfaOf(patient).id, reason: 'other plan' }).patient;
    expect(recordedTags(withdrawn, episodeOf(withdrawn))).toContain('schedule-to-review');
    expect(recordedTags(withdrawn, episodeOf(withdrawn))).not.toContain('scheduled');
  });

  it('is not awaited once its episode is closed', () => {
    const closed = tell(patient, READY_ON, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'moved away' }).patient;
    expect(openSchedules(closed, episodeOf(closed))).toEqual([]);
    expect(refusal(closed).code).toBe('episode-closed');
  });
});

describe('a step that needs no authorization', () => {
  const of = { episodeId: 'episode-1', step: 'mbb1' } as const;
  const on = plusDays(DAY_0, 5);

  it('is scheduled on the episode, and a block fulfils it', () => {
    const patient = scheduled(readyForBlock1(), { on }, 'ScheduleProcedure', DAY_0, of);
    expect(openSchedules(patient, episodeOf(patient))).toMatchObject([{ step: 'mbb1', on, targets: [RIGHT], preceding: [] }]);
    const done = tell(patient, on, document('block-1', block(on, RELIEF_PERCENT_MIN))).patient;
    expect(openSchedules(done, episodeOf(done))).toEqual([]);
    // The second block too soon: the first day that the policy allows is named.
    const second = refusal(done, { on: plusDays(on, 1) }, 'ScheduleProcedure', plusDays(on, 1), { episodeId: 'episode-1', step: 'mbb2' });
    expect(second).toMatchObject({ code: 'not-bookable', details: { because: ['documentation-does-not-meet'], firstAllowedDate: plusDays(on, INTERVAL_DAYS_MIN) } });
  });

  it('is the day that the step is assessed for', () => {
    const patient = scheduled(readyForBlock1(), { on: BLOCK_1_ON }, 'ScheduleProcedure', DAY_0, of);
    expect(episodeOf(patient).assessments.mbb1?.dateOfService).toBe(BLOCK_1_ON);
  });

  it('that was asked of the payer is scheduled on its authorization', () => {
    expect(refusal(decided({}), {}, 'ScheduleProcedure', READY_ON, { episodeId: 'episode-1', step: 'rfa' })).toMatchObject({ code: 'authorization-exists' });
    expect(refusal(readyForBlock1(), { on }, 'ScheduleProcedure', DAY_0, { episodeId: 'nothing', step: 'mbb1' }).code).toBe('unknown-episode');
    expect(refusal(readyForBlock1(), { on }, 'ScheduleProcedure', DAY_0, { episodeId: 'episode-1', step: 'rfa' })).toMatchObject({ code: 'not-bookable', details: { because: expect.arrayContaining(['step-not-next']) } });
  });
});

describe('whatever days the payer names', () => {
  it('nothing is scheduled outside them without a word', () => {
    const day = fc.integer({ min: -3, max: 60 }).map((days) => plusDays(READY_ON, days));
    fc.assert(fc.property(fc.option(day, { nil: undefined }), fc.option(day, { nil: undefined }), day, fc.boolean(), (validFrom, validTo, on, acceptReview) => {
      fc.pre(validFrom === undefined || validTo === undefined || validFrom <= validTo);
      const patient = decided({ validFrom: validFrom as never, validTo: validTo as never });
      const events = asked(patient, { on, acceptReview });
      const holds = on >= READY_ON && on >= (validFrom ?? READY_ON) && (validTo === undefined || on <= validTo);
      expect([validFrom, validTo, on, isRejection(events)]).toEqual([validFrom, validTo, on, !holds]);
    }), { numRuns: 60 });
  });
});
