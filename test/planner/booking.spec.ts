/** May this day be booked: where the episode stands, other sessions, and which decision of the payer serves it, until when. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../machines/kernel/anatomy';
import type { PlainDate } from '../../machines/kernel/calendar';
import { fold } from '../../machines/kernel/decider';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { Coverage, Kind } from '../../machines/criteria/types';
import type { RequestOverride } from '../../machines/authorization';
import { DAYS_AHEAD_MAX, EMPTY_PATIENT, evolvePatient, type PatientCommand, type PatientEvent, type PatientState } from '../../machines/patient';
import { mayIBook, planOf, type Booking, type BookingAnswer } from '../../machines/planner';
import { PROGRAMS } from '../../machines/programs/payer-days';
import type { AuthorizationFact, Fact } from '../../machines/evidence/fact';
import {
  ablation, block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, LEFT, newEpisode, OHIO_MEDICARE, plusDays, readyForBlock1, readyForRfa, READY_ON, RELIEF_PERCENT_MIN, RIGHT, tell, tellAll,
} from '../support/patient-story';

const [OPD] = PROGRAMS;
const [OTHER_CAMPUS = '', HOSPITAL = ''] = OPD?.places.within ?? [];
const [OFFICE = ''] = OPD?.places.outside ?? [];
const CODES = OPD?.services.find(({ steps }) => steps.includes('rfa'))?.codes;
const LUMBAR = CODES?.lumbosacral ?? { first: '', further: '' };
const PLAN = { targets: [RIGHT], technique: 'thermal-rf', guidance: 'fluoroscopy' } as const;
const VALID_DAYS = OPD?.validity.days ?? 0;
const DECISION_DAYS = OPD?.decision[0]?.calendarDays ?? 0;
const NEXT_DAY = plusDays(READY_ON, 1);

const planned = (patient: PatientState, plan: object, asOf = READY_ON): PatientState => tell(patient, asOf, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...PLAN, ...plan } }).patient;
const readyIn = (setting: string): PatientState => planned(readyForRfa(), { setting });
const readyInHospital = (): PatientState => readyIn(HOSPITAL);
const withLeftEpisode = (patient: PatientState, plan: object = {}): PatientState => tellAll(patient, [
  [READY_ON, { type: 'OpenEpisode', episodeId: 'episode-2', pathway: 'rfa', region: 'lumbosacral', plan: { ...PLAN, targets: [LEFT], setting: HOSPITAL, ...plan } }],
  [READY_ON, document('left-1', block(plusDays(BLOCK_1_ON, 1), RELIEF_PERCENT_MIN, [LEFT]))],
  [READY_ON, document('left-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN, [LEFT]))],
]).patient;
const TWO_LEVELS = [RIGHT, { level: 'L5-S1', side: 'right' }] as const;
const twoLevels = (): PatientState => tellAll(readyForBlock1(), [
  [DAY_0, { type: 'PlanTargets', episodeId: 'episode-1', plan: { ...PLAN, targets: TWO_LEVELS, setting: HOSPITAL } }],
  [BLOCK_1_ON, document('two-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN, TWO_LEVELS))], [BLOCK_2_ON, document('two-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN, TWO_LEVELS))],
]).patient;
const authorizationOf = (patient: PatientState, episodeId = 'episode-1'): string => {
  const found = patient.authorizations.findLast((one) => one.step === 'rfa' && one.episodeId === episodeId);
  if (found === undefined) throw new Error('no draft for the ablation');
  return found.id;
};
const overrideOn = (patient: PatientState): readonly Kind[] => {
  const { assessment } = book(patient, NEXT_DAY);
  return 'findings' in assessment ? [...new Set(assessment.findings.filter(({ outcome }) => outcome !== 'met').map(({ kind }) => kind))] : [];
};
const decided = (patient: PatientState, decision: object, override?: RequestOverride): PatientState => {
  const authorizationId = authorizationOf(patient);
  return tellAll(patient, ([
    { type: 'RequestAuthorization', authorizationId, dateOfService: NEXT_DAY, ...(override !== undefined && { override }) },
    { type: 'SubmitAuthorization', authorizationId, channel: 'portal', proof: { reference: 'C-1' }, submittedOn: READY_ON, submittedAt: `${READY_ON}T09:00:00Z` },
    { type: 'RecordDetermination', authorizationId, decidedOn: READY_ON, ...decision },
  ] as PatientCommand[]).map((command) => [READY_ON, command] as const)).patient;
};
const book = (patient: PatientState, date: PlainDate, episodeId = 'episode-1', asOf = READY_ON, asked: Partial<Booking> = {}): BookingAnswer => {
  const episode = patient.episodes.find(({ id }) => id === episodeId);
  if (episode === undefined) throw new Error(`no episode ${episodeId}`);
  return mayIBook(patient, episode, { step: 'rfa', date, ...asked }, { asOf, policies: SHIPPED_POLICIES });
};
const codes = ({ why }: BookingAnswer): readonly string[] => why.map(({ code }) => code);

describe('an approval that is tracked', () => {
  const affirmed = decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1234567890123' });

  it.each([
    [1, 'yes', []], [VALID_DAYS, 'yes', []], [VALID_DAYS + 1, 'review', ['approval-day-contested']], [VALID_DAYS + 2, 'no', ['approval-lapsed']],
  ] as const)('on day %i is answered %s', (day, answer, why) => {
    const booked = book(affirmed, plusDays(READY_ON, day - 1));
    // The second block was the day before: the day of the decision itself is a day like any other.
    expect([booked.answer, codes(booked)]).toEqual([answer, why]);
  });

  it('is asked for no request any more', () => {
    expect(book(affirmed, NEXT_DAY).payer).toBeUndefined();
    expect(book(readyInHospital(), plusDays(READY_ON, DECISION_DAYS)).payer).toEqual({ program: OPD?.id, requestBy: READY_ON });
  });

  it('holds to the payer\'s own last day, whatever the program counts', () => {
    const own = decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1', validFrom: plusDays(READY_ON, 3), validTo: plusDays(READY_ON, 5) });
    expect([2, 3, 5, 6].map((days) => codes(book(own, plusDays(READY_ON, days))))).toEqual([['approval-not-yet'], [], [], ['approval-lapsed']]);
    expect(book(own, plusDays(READY_ON, 2)).firstAllowedOn).toBe(plusDays(READY_ON, 3));
  });

  it('has run out: a new request, and the payer\'s days from today', () => {
    const own = decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1', validTo: plusDays(READY_ON, 5) });
    const later = plusDays(READY_ON, 10);
    const expired = tell(own, later, { type: 'ReassessPatient' }).patient;
    for (const patient of [own, expired]) {
      const booked = book(patient, later, 'episode-1', later);
      expect([booked.answer, booked.why, booked.firstAllowedOn]).toEqual(['no', [{ code: 'approval-lapsed', lastValidDay: plusDays(READY_ON, 5) }], plusDays(later, DECISION_DAYS)]);
      expect(booked.payer).toEqual({ program: OPD?.id, requestBy: plusDays(later, -DECISION_DAYS) });
    }
  });

  it('has run out, and a new request is out: the payer\'s days from that one', () => {
    const later = plusDays(READY_ON, 10);
    const own = tell(decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1', validTo: plusDays(READY_ON, 5) }), later, { type: 'ReassessPatient' }).patient;
    const again = authorizationOf(own) === own.authorizations[0]?.id ? tell(own, later, { type: 'DraftAuthorization', authorizationId: 'again', packetId: 'again-p', episodeId: 'episode-1', step: 'rfa' }).patient : own;
    const authorizationId = authorizationOf(again);
    const out = tellAll(again, [
      [later, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(later, 20) }],
      [later, { type: 'SubmitAuthorization', authorizationId, channel: 'portal', proof: { reference: 'C-2' }, submittedOn: later, submittedAt: `${later}T09:00:00Z` }],
    ]).patient;
    expect(codes(book(again, plusDays(later, DECISION_DAYS), 'episode-1', later))).toEqual(['approval-lapsed']);
    expect([DECISION_DAYS - 1, DECISION_DAYS].map((days) => codes(book(out, plusDays(later, days), 'episode-1', later)))).toEqual([['payer-may-not-have-decided'], []]);
  });

  it('serves no other episode', () => {
    const both = withLeftEpisode(affirmed);
    expect(codes(book(both, NEXT_DAY, 'episode-2'))).toContain('payer-may-not-have-decided');
    expect(codes(book(both, NEXT_DAY))).toEqual([]);
  });

  it('does not serve targets that it leaves out', () => {
    const more = { ...RIGHT, level: 'L5-S1' } as const;
    expect(codes(book(affirmed, NEXT_DAY, 'episode-1', READY_ON, { targets: [RIGHT, more] }))).toContain('targets-not-covered-by-approval');
  });

  it('serves no other payer: without decision days known, people look at the approval', () => {
    const onAetna = (patient: PatientState): PatientState => tell(patient, READY_ON, { type: 'ChangeCoverage', coverages: [{ order: 1, payer: 'aetna', line: 'commercial' }] }).patient;
    const back = tell(onAetna(affirmed), READY_ON, { type: 'ChangeCoverage', coverages: [OHIO_MEDICARE] }).patient;
    expect(codes(book(back, NEXT_DAY))).toEqual([]);
    expect(codes(book(onAetna(affirmed), NEXT_DAY))).toContain('approval-for-other-payer-or-place');
    const lapsing = decided(onAetna(readyInHospital()), { decision: 'affirmed', payerReference: 'AETNA-1', validTo: NEXT_DAY }, { by: 'dr-a', rationale: 'its own criteria', findings: overrideOn(onAetna(readyInHospital())) });
    expect(book(lapsing, plusDays(NEXT_DAY, 1)).why).toContainEqual({ code: 'approval-lapsed', lastValidDay: NEXT_DAY });
    const byAetna = decided(onAetna(readyInHospital()), { decision: 'affirmed', payerReference: 'AETNA-1' }, { by: 'dr-a', rationale: 'its own criteria', findings: overrideOn(onAetna(readyInHospital())) });
    const now = tell(byAetna, READY_ON, { type: 'ChangeCoverage', coverages: [OHIO_MEDICARE] }).patient;
    expect([book(now, NEXT_DAY).answer, codes(book(now, NEXT_DAY))]).toEqual(['review', ['payer-may-not-have-decided']]);
  });

  it.each([['the office', OFFICE], ['another campus', OTHER_CAMPUS]])('of %s serves no hospital', (_, place) => {
    const elsewhere = decided(readyIn(place), { decision: 'affirmed', payerReference: 'A1' });
    expect(codes(book(elsewhere, NEXT_DAY, 'episode-1', READY_ON, { setting: HOSPITAL }))).toEqual(['payer-may-not-have-decided']);
  });

  it('was denied', () => {
    const denied = decided(readyInHospital(), { decision: 'denied', reason: 'not proven' });
    expect([book(denied, NEXT_DAY).answer, codes(book(denied, NEXT_DAY))]).toEqual(['no', ['payer-denied']]);
  });

  it('was denied, and the request taken back: denied it stays', () => {
    const denied = decided(readyInHospital(), { decision: 'denied' });
    const takenBack = tell(denied, READY_ON, { type: 'WithdrawAuthorization', authorizationId: denied.authorizations.findLast(({ position }) => position === 'denied')?.id ?? '', reason: 'not sent on' }).patient;
    expect(takenBack.authorizations.map(({ position }) => position)).toContain('withdrawn');
    expect(codes(book(takenBack, plusDays(READY_ON, DECISION_DAYS + 3)))).toEqual(['payer-denied']);
  });

  it('is awaited from the day of the submission', () => {
    const patient = readyInHospital();
    const authorizationId = authorizationOf(patient);
    const submitted = tellAll(patient, [
      [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 20) }],
      [READY_ON, { type: 'SubmitAuthorization', authorizationId, channel: 'portal', proof: { reference: 'C-1' }, submittedOn: READY_ON, submittedAt: `${READY_ON}T09:00:00Z` }],
    ]).patient;
    const asOf = plusDays(READY_ON, 3);
    expect(book(submitted, plusDays(READY_ON, DECISION_DAYS - 1), 'episode-1', asOf).why).toEqual([{ code: 'payer-may-not-have-decided', decidedBy: plusDays(READY_ON, DECISION_DAYS) }]);
    expect(codes(book(submitted, plusDays(READY_ON, DECISION_DAYS), 'episode-1', asOf))).toEqual([]);
    expect(book(submitted, asOf, 'episode-1', asOf)).toMatchObject({ firstAllowedOn: plusDays(READY_ON, DECISION_DAYS) });
    expect(book(submitted, asOf, 'episode-1', asOf).assumesRequestOn).toBeUndefined();
    const more = { ...RIGHT, level: 'L5-S1' } as const;
    expect(codes(book(submitted, plusDays(READY_ON, 30), 'episode-1', asOf, { targets: [RIGHT, more] }))).toContain('targets-not-covered-by-approval');
    // The payer is late: no day can be promised, however far.
    const late = book(submitted, plusDays(READY_ON, 60), 'episode-1', plusDays(READY_ON, DECISION_DAYS + 1));
    expect([late.answer, late.why, late.firstAllowedOn]).toEqual(['review', [{ code: 'payer-has-not-decided', decidedBy: plusDays(READY_ON, DECISION_DAYS) }], null]);
  });

  it('was pended: whatever the day, the payer has not decided', () => {
    const pended = decided(readyInHospital(), { decision: 'pended', reason: 'records asked for' });
    expect([book(pended, plusDays(READY_ON, 60)).answer, codes(book(pended, plusDays(READY_ON, 60)))]).toEqual(['review', ['payer-has-not-decided']]);
  });
});

describe('a decision documented as a fact', () => {
  const decision = (id: string, over: Partial<AuthorizationFact>): PatientCommand => document(id, {
    type: 'authorization', occurredOn: READY_ON, program: OPD?.id ?? '', decision: 'affirmed', decidedOn: READY_ON, codes: [LUMBAR.first], setting: HOSPITAL, ...over,
  });
  const withFacts = (patient: PatientState, ...overs: readonly Partial<AuthorizationFact>[]): PatientState =>
    tellAll(patient, overs.map((over, index) => [over.occurredOn ?? READY_ON, decision(`decision-${index}`, { payerReference: `A${index}`, ...over })] as const)).patient;
  const answered = (patient: PatientState, ...rest: readonly [string?, string?, Partial<Booking>?]): readonly unknown[] => {
    const { answer, why } = book(patient, NEXT_DAY, rest[0], rest[1], rest[2]);
    return [answer, ...why.map(({ code }) => code)];
  };
  const NONE_YET = ['review', 'payer-may-not-have-decided'];

  it.each([
    ['of the code of the first level', {}, ['yes']],
    ['of the neck', { codes: [CODES?.['cervical-thoracic']?.first ?? ''] }, NONE_YET],
    ['of further levels alone', { codes: [LUMBAR.further ?? ''] }, NONE_YET],
    ['of no code', { codes: undefined }, NONE_YET],
    ['without its day', { decidedOn: undefined }, NONE_YET],
    ['for the other campus', { setting: OTHER_CAMPUS }, NONE_YET],
    ['of another program', { program: 'another' }, NONE_YET],
    ['in part', { decision: 'partially-affirmed' }, ['review', 'approval-in-part']],
    ['denied', { decision: 'denied' }, ['no', 'payer-denied']],
    ['not affirmed', { decision: 'non-affirmed' }, ['no', 'payer-denied']],
    ['not affirmed, of no code', { decision: 'non-affirmed', codes: undefined }, ['no', 'payer-denied']],
    ['pended', { decision: 'pended' }, ['review', 'payer-has-not-decided']],
  ] as const)('%s', (_, over, expected) => {
    expect(answered(withFacts(readyInHospital(), over))).toEqual(expected);
  });

  it('of the first level alone does not cover a second', () => {
    const more = { ...RIGHT, level: 'L5-S1' } as const;
    const of = (codes: readonly string[]) => answered(withFacts(readyInHospital(), { codes }), 'episode-1', READY_ON, { targets: [RIGHT, more] });
    expect(of([LUMBAR.first])).toContain('targets-not-covered-by-approval');
    expect(of([LUMBAR.first, LUMBAR.further ?? ''])).not.toContain('targets-not-covered-by-approval');
  });

  it('counts when it is the last one', () => {
    expect(answered(withFacts(readyInHospital(), { decision: 'denied', decidedOn: BLOCK_2_ON }, {}))).toEqual(['yes']);
    expect(answered(withFacts(readyInHospital(), { decidedOn: BLOCK_2_ON }, { decision: 'denied' }))).toEqual(['no', 'payer-denied']);
    expect(answered(withFacts(readyInHospital(), { decision: 'denied' }, {}))).toEqual(['no', 'payer-denied']);
  });

  it('denied for the further levels alone stands against a plan that has some', () => {
    const approved = { decidedOn: BLOCK_2_ON, codes: [LUMBAR.first, LUMBAR.further ?? ''] };
    const further = { decision: 'denied', codes: [LUMBAR.further ?? ''] } as const;
    expect([answered(withFacts(twoLevels(), approved)), answered(withFacts(twoLevels(), approved, further))]).toEqual([['yes'], ['no', 'payer-denied']]);
    expect(answered(withFacts(readyInHospital(), { decidedOn: BLOCK_2_ON }, further))).toEqual(['yes']);
  });

  it('about less than an earlier one leaves it to people whether that still stands', () => {
    const full = { decidedOn: BLOCK_2_ON };
    expect(answered(withFacts(readyInHospital(), full, { decision: 'partially-affirmed' }))).toEqual(['review', 'approval-in-part']);
    expect(answered(withFacts(readyInHospital(), { decidedOn: BLOCK_2_ON, decision: 'partially-affirmed' }, {}))).toEqual(['yes']);
    expect(answered(withFacts(twoLevels(), { ...full, codes: [LUMBAR.first, LUMBAR.further ?? ''] }, {}))).toEqual(['review', 'approval-in-part']);
  });

  it('serves one date of service, whichever episode it was for', () => {
    const both = withLeftEpisode(readyInHospital());
    expect(answered(withFacts(both, {}))).toEqual(['review', 'approval-may-be-for-other-episode']);
    expect(answered(withFacts(both, {}, {}))).toEqual(['yes']);
    const later = plusDays(READY_ON, 1);
    const rightDone = tell(withFacts(both, {}), later, document('right-rfa', ablation(later))).patient;
    expect(codes(book(rightDone, plusDays(READY_ON, 2), 'episode-2', later))).toContain('payer-may-not-have-decided');
    const oneLeft = tell(withFacts(both, {}, {}), later, document('right-rfa', ablation(later))).patient;
    expect(codes(book(oneLeft, plusDays(READY_ON, 2), 'episode-2', later))).not.toContain('payer-may-not-have-decided');
  });

  it('is used by a session oldest first, in whichever order they were documented', () => {
    const later = plusDays(READY_ON, 1);
    const old = { decidedOn: BLOCK_2_ON, validTo: later };
    for (const facts of [[old, {}], [{}, old]]) {
      const done = tell(withFacts(withLeftEpisode(readyInHospital()), ...facts), later, document('left-rfa', ablation(later, [LEFT]))).patient;
      expect(codes(book(done, plusDays(later, 1), 'episode-1', later))).not.toContain('approval-lapsed');
    }
  });

  it.each([['run out', { validTo: READY_ON }], ['not begun', { validFrom: plusDays(READY_ON, 60) }]])('that had %s is not what a session used', (_, limits) => {
    const later = plusDays(READY_ON, 1);
    const done = tellAll(withFacts(withLeftEpisode(readyInHospital()), { decidedOn: BLOCK_2_ON, ...limits }, {}), [
      [later, document('left-rfa', ablation(later, [LEFT]))], [later, { type: 'CloseEpisode', episodeId: 'episode-2', reason: 'done' }],
    ]).patient;
    expect(book(done, plusDays(later, 1), 'episode-1', later).answer).not.toBe('yes');
  });

  it('is used up one by each session of the region, and by none elsewhere in the spine', () => {
    const [first, second, third] = [1, 2, 3].map((days) => plusDays(READY_ON, days)) as [string, string, string];
    const NECK = { level: 'C4-C5', side: 'left' } as const;
    const twice = (targets: readonly Target[]): PatientState => tellAll(withFacts(withLeftEpisode(readyInHospital()), {}, {}), [
      [first, document('first', ablation(first, targets))], [second, document('second', ablation(second, targets))],
    ]).patient;
    expect(codes(book(twice([LEFT]), third, 'episode-1', second))).toContain('payer-may-not-have-decided');
    expect(codes(book(twice([NECK]), third, 'episode-1', second))).not.toContain('payer-may-not-have-decided');
  });

  it('a denial before an approval that is tracked no longer counts, one after it does', () => {
    const tracked = decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1' });
    expect(answered(withFacts(tracked, { decision: 'denied', decidedOn: BLOCK_2_ON }))).toEqual(['yes']);
    expect(answered(withFacts(tracked, { decision: 'denied' }))).toEqual(['no', 'payer-denied']);
  });

  it('a denial before a request that is out no longer counts', () => {
    const patient = withFacts(readyInHospital(), { decision: 'denied', decidedOn: BLOCK_2_ON });
    const authorizationId = authorizationOf(patient);
    const out = tellAll(patient, [[READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 20) }]]).patient;
    expect([codes(book(patient, plusDays(READY_ON, 20))), codes(book(out, plusDays(READY_ON, 20)))]).toEqual([['payer-denied'], []]);
    // Of one day it is not known which came first.
    const sameDay = withFacts(readyInHospital(), { decision: 'denied' });
    const outThatDay = tell(sameDay, READY_ON, { type: 'RequestAuthorization', authorizationId: authorizationOf(sameDay), dateOfService: plusDays(READY_ON, 20) }).patient;
    const booked = book(outThatDay, plusDays(READY_ON, 20));
    expect([booked.answer, codes(booked)]).toEqual(['review', ['payer-has-not-decided']]);
  });

  it('is claimed by no episode that is closed, elsewhere in the spine, or not at that service yet', () => {
    const both = withFacts(withLeftEpisode(readyInHospital()), {});
    expect(answered(tell(both, READY_ON, { type: 'CloseEpisode', episodeId: 'episode-2', reason: 'moved away' }).patient)).toEqual(['yes']);
    const neck = tell(withFacts(readyInHospital(), {}), READY_ON, { type: 'OpenEpisode', episodeId: 'neck', pathway: 'rfa', region: 'cervical-thoracic', plan: { ...PLAN, targets: [{ level: 'C4-C5', side: 'left' }], setting: HOSPITAL } }).patient;
    const begun = tell(withFacts(readyInHospital(), {}), READY_ON, { type: 'OpenEpisode', episodeId: 'left', pathway: 'rfa', region: 'lumbosacral', plan: { ...PLAN, targets: [LEFT], setting: HOSPITAL } }).patient;
    expect([answered(neck), answered(begun)]).toEqual([['yes'], ['yes']]);
  });

  it('a denial is over after the episode\'s own session, not after another\'s', () => {
    const later = plusDays(READY_ON, 1);
    const denied = withFacts(withLeftEpisode(readyInHospital()), { decision: 'denied' });
    const leftDone = tell(denied, later, document('left-rfa', ablation(later, [LEFT]))).patient;
    expect(codes(book(leftDone, plusDays(later, 1), 'episode-1', later))).toContain('payer-denied');
    const rightDone = tell(denied, later, document('right-rfa', ablation(later))).patient;
    expect(codes(book(rightDone, plusDays(later, 1), 'episode-1', later, { step: 'repeat-rfa' }))).not.toContain('payer-denied');
  });

  it('of a payer whose days are not known forbids when it is a denial', () => {
    const aetna = tell(readyInHospital(), READY_ON, { type: 'ChangeCoverage', coverages: [{ order: 1, payer: 'aetna', line: 'commercial' }] }).patient;
    expect(answered(withFacts(aetna, { program: 'aetna', decision: 'denied' }))).toContain('payer-denied');
    expect(answered(withFacts(aetna, { decision: 'denied' }))).not.toContain('payer-denied');
  });
});

describe('the approval of a trial', () => {
  const CASE = JSON.parse(readFileSync(join(__dirname, '../cases/plan-stimulation/plan-trial-approval-serves-implant.json'), 'utf8')) as { facts: Fact[]; coverage: Coverage; question: { asOf: string } };
  const [TRIAL_ON, TODAY] = ['2026-09-14', CASE.question.asOf];
  /** The case's patient, whose trial was approved here and not by a documented fact. */
  const withTrial = (trialSetting: string, decision: 'affirmed' | 'denied'): PatientState => {
    const facts = CASE.facts.filter(({ type }) => type !== 'authorization').map((fact) => (fact.type === 'scs-trial' ? { ...fact, setting: trialSetting } : fact));
    const policy = { id: 'p', version: TRIAL_ON, document: 'd', revision: 'r' };
    const documented = (fact: Fact, index: number): PatientEvent => ({ type: 'FactDocumented', factId: `${fact.type}-${index}`, fact });
    const before = facts.filter(({ type }) => type !== 'scs-trial');
    const trial = facts.filter(({ type }) => type === 'scs-trial');
    return fold(evolvePatient, EMPTY_PATIENT, [
      { type: 'PatientRegistered', patientId: 'p', name: { family: 'Sample', given: 'Alex' }, birthDate: '1958-05-01', identifiers: [], coverages: [{ ...CASE.coverage, order: 1 }] },
      ...before.map(documented),
      { type: 'EpisodeOpened', episodeId: 'episode-1', pathway: 'scs', region: 'thoracolumbar', plan: { targets: [], setting: HOSPITAL } },
      { type: 'AuthorizationNeeded', authorizationId: 'a', episodeId: 'episode-1', step: 'trial', targets: [], packetId: 'k', policy, early: false },
      { type: 'AuthorizationRequested', authorizationId: 'a', targets: [], dateOfService: TRIAL_ON, policy, requestedBy: 'staff' },
      { type: 'AuthorizationSubmitted', authorizationId: 'a', submittedAt: '2026-09-08T09:00:00Z', submittedOn: '2026-09-08', channel: 'portal', proof: { reference: 'r' } },
      { type: 'DeterminationRecorded', authorizationId: 'a', decision, decidedOn: '2026-09-10' },
      ...trial.map((fact, index) => documented(fact, before.length + index)),
    ]);
  };
  const implant = (patient: PatientState): readonly unknown[] => {
    const { answer, why } = book(patient, plusDays(TODAY, 1), 'episode-1', TODAY, { step: 'implant' });
    return [answer, ...why.map(({ code }) => code)];
  };

  it('serves the implant where the trial was in the program\'s places', () => {
    expect(implant(withTrial(HOSPITAL, 'affirmed'))).toEqual(['yes']);
    expect(implant(withTrial(OFFICE, 'affirmed'))).toEqual(['review', 'payer-may-not-have-decided']);
  });

  it('denied says nothing of the implant', () => {
    expect(implant(withTrial(HOSPITAL, 'denied'))).toEqual(['review', 'payer-may-not-have-decided']);
  });

  it('is used by the trial, so that it serves no second one', () => {
    expect(codes(book(withTrial(HOSPITAL, 'affirmed'), plusDays(TODAY, 1), 'episode-1', TODAY, { step: 'trial' }))).toContain('payer-may-not-have-decided');
  });
});

describe('where it will be done', () => {
  it.each([['is not planned', undefined], ['is none that the sources name', '99'], ['is unassigned', '00']] as const)('%s: people look whether the payer decides first', (_, setting) => {
    const booked = book(planned(readyForRfa(), { setting }), plusDays(READY_ON, DECISION_DAYS));
    expect([booked.answer, codes(booked), booked.firstAllowedOn]).toEqual(['review', ['place-of-service-open'], null]);
  });

  it('is known not to be the program\'s, whatever was approved for a hospital', () => {
    expect(book(readyIn(OFFICE), NEXT_DAY).answer).toBe('yes');
    expect(book(decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1' }), NEXT_DAY, 'episode-1', READY_ON, { setting: OFFICE }).answer).toBe('yes');
  });
});

describe('where the episode stands', () => {
  it('ready for the ablation: no day for a repeat', () => {
    const booked = book(readyForRfa(), plusDays(READY_ON, 30), 'episode-1', READY_ON, { step: 'repeat-rfa' });
    expect([booked.answer, codes(booked)[0], booked.firstAllowedOn]).toEqual(['no', 'step-not-next', null]);
  });

  it.each(['mbb1', 'mbb2'] as const)('ready for the ablation: people decide whether another %s is meant', (step) => {
    const booked = book(readyForRfa(), plusDays(READY_ON, 30), 'episode-1', READY_ON, { step });
    expect([booked.answer, codes(booked)]).toEqual(['review', ['step-not-proposed']]);
  });

  it('people decide whether a block is meant that is on no map', () => {
    expect(codes(book(readyForRfa(), plusDays(READY_ON, 30), 'episode-1', READY_ON, { step: 'mbb-therapeutic' }))[0]).toBe('step-not-proposed');
  });

  it('after the ablation: no day for another first one', () => {
    const done = tell(readyForRfa(), READY_ON, document('rfa', ablation(READY_ON))).patient;
    const booked = book(done, plusDays(READY_ON, 2), 'episode-1', plusDays(READY_ON, 2));
    expect([booked.answer, codes(booked), booked.firstAllowedOn]).toEqual(['no', ['step-not-next'], null]);
    expect(booked.why[0]).toMatchObject({ position: 'performed', possible: ['repeat-rfa', 'mbb1', 'mbb2'] });
  });
});

describe('the documentation and the day', () => {
  it('cannot tell, and says so', () => {
    expect(codes(book(newEpisode(), DAY_0, 'episode-1', DAY_0, { step: 'mbb1' }))).toContain('documentation-cannot-tell');
  });

  it('is for people where a finding is, and says so', () => {
    const cooled = planned(readyForRfa(), { technique: 'cooled-rf', setting: OFFICE });
    expect(book(cooled, NEXT_DAY)).toMatchObject({ answer: 'review', why: [{ code: 'documentation-review', result: 'review' }], firstAllowedOn: null });
    expect(book(newEpisode(), DAY_0, 'episode-1', DAY_0, { step: 'mbb1' })).toMatchObject({ answer: 'no', why: [{ code: 'documentation-cannot-tell', result: 'cannot-tell' }], firstAllowedOn: null });
  });

  it('is asked of no policy where none answers', () => {
    const none = tell(readyIn(OFFICE), READY_ON, { type: 'ChangeCoverage', coverages: [] }).patient;
    expect(book(none, NEXT_DAY)).toMatchObject({ answer: 'no', why: [{ code: 'not-assessed', error: 'no-coverage' }], firstAllowedOn: null });
  });

  it('of the past is told from what was on record that day', () => {
    const booked = book(readyIn(OFFICE), BLOCK_2_ON, 'episode-1', READY_ON);
    expect([booked.answer, booked.why[0]]).toEqual(['no', { code: 'date-past' }]);
    const early = book(readyIn(OFFICE), plusDays(BLOCK_1_ON, 1), 'episode-1', READY_ON);
    const found = 'findings' in early.assessment ? early.assessment.findings.find(({ kind }) => kind === 'block-count')?.outcome : early.assessment.error;
    expect([codes(early)[0], codes(early).length, found]).toEqual(['date-past', 2, 'unmet']);
    expect(early.firstAllowedOn).toBe(READY_ON);
  });

  it('has had its own session already, and no other one', () => {
    const today = tell(readyForBlock1(), DAY_0, document('block', block(DAY_0, RELIEF_PERCENT_MIN))).patient;
    expect(codes(book(today, DAY_0, 'episode-1', DAY_0, { step: 'mbb2' }))).toEqual(['session-done-that-day', 'documentation-does-not-meet']);
  });
});

describe('other sessions of the patient', () => {
  it('hold their day, planned or on record, and the first day allowed goes round them', () => {
    const other = withLeftEpisode(readyIn(OFFICE), { plannedOn: NEXT_DAY });
    const epidural: Fact = { type: 'epidural', occurredOn: READY_ON, approach: 'interlaminar', region: 'cervical-thoracic' };
    const today = tell(other, READY_ON, document('epidural', epidural)).patient;
    for (const day of [READY_ON, NEXT_DAY]) {
      const booked = book(today, day);
      expect([booked.answer, codes(booked), booked.firstAllowedOn]).toEqual(['review', ['other-session-that-day'], plusDays(READY_ON, 2)]);
    }
    expect(planOf(today, { asOf: READY_ON, policies: SHIPPED_POLICIES })[0]?.steps[0]?.on).not.toBe(READY_ON);
  });

  it('are on the day that was given to them, and no longer on the one that was planned', () => {
    const other = withLeftEpisode(readyIn(OFFICE), { plannedOn: NEXT_DAY, setting: OFFICE });
    const given = plusDays(READY_ON, 3);
    const scheduled = evolvePatient(other, { type: 'ProcedureScheduled', episodeId: 'episode-2', step: 'rfa', on: given, targets: [LEFT] } as PatientEvent);
    expect([NEXT_DAY, given].map((day) => codes(book(scheduled, day)))).toEqual([[], ['other-session-that-day']]);
    // Its own planned day is no other session, and a step that is no procedure takes no day.
    expect(codes(book(scheduled, given, 'episode-2'))).not.toContain('other-session-that-day');
    expect(codes(book(scheduled, given, 'episode-1', READY_ON, { step: 'mbb-therapeutic' }))).not.toContain('other-session-that-day');
  });

  it('are named by their episode where they are planned, and hold no day when that is closed', () => {
    const other = withLeftEpisode(readyIn(OFFICE), { plannedOn: NEXT_DAY });
    expect(book(other, NEXT_DAY).why).toEqual([{ code: 'other-session-that-day', episodeId: 'episode-2' }]);
    expect(book(tell(other, READY_ON, document('epidural', { type: 'epidural', occurredOn: READY_ON, approach: 'interlaminar', region: 'cervical-thoracic' })).patient, READY_ON).why).toEqual([{ code: 'other-session-that-day' }]);
    expect(codes(book(tell(other, READY_ON, { type: 'CloseEpisode', episodeId: 'episode-2', reason: 'moved away' }).patient, NEXT_DAY))).toEqual([]);
  });
});

describe('the first day that is allowed', () => {
  it('is the same whichever day is asked about', () => {
    expect([NEXT_DAY, plusDays(READY_ON, 40)].map((day) => book(readyIn(OFFICE), day).firstAllowedOn)).toEqual([READY_ON, READY_ON]);
  });

  it('says when it takes a new request', () => {
    expect(book(readyInHospital(), NEXT_DAY)).toMatchObject({ firstAllowedOn: plusDays(READY_ON, DECISION_DAYS), assumesRequestOn: READY_ON });
    expect(book(readyIn(OFFICE), NEXT_DAY).assumesRequestOn).toBeUndefined();
    expect(book(decided(readyInHospital(), { decision: 'denied', reason: 'not proven' }), NEXT_DAY).firstAllowedOn).toBeNull();
  });

  it('is not one on which the approval no longer holds, behind a gap of the coverage', () => {
    const own = decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1', validFrom: plusDays(READY_ON, 6), validTo: plusDays(READY_ON, 20) });
    const gap = tell(own, READY_ON, { type: 'ChangeCoverage', coverages: [{ ...OHIO_MEDICARE, to: plusDays(READY_ON, 3) }, { ...OHIO_MEDICARE, from: plusDays(READY_ON, 31) }] }).patient;
    expect(book(gap, plusDays(READY_ON, 6))).toMatchObject({ answer: 'no', firstAllowedOn: plusDays(READY_ON, 31), assumesRequestOn: READY_ON });
  });

  it('a day more than a year ahead is asked again nearer to it', () => {
    const far = book(readyIn(OFFICE), '2099-01-05');
    expect([far.answer, codes(far)]).toEqual(['review', ['date-far']]);
    expect([DAYS_AHEAD_MAX, DAYS_AHEAD_MAX + 1].map((days) => codes(book(readyIn(OFFICE), plusDays(READY_ON, days))))).toEqual([[], ['date-far']]);
  });
});

describe('the calendar and the payer', () => {
  const firstRow = (patient: PatientState) => planOf(patient, { asOf: READY_ON, policies: SHIPPED_POLICIES })[0]?.steps[0];

  it('places nothing that was denied, and says so', () => {
    const row = firstRow(decided(readyInHospital(), { decision: 'denied', reason: 'not proven' }));
    expect([row?.on, row?.allowedOn, row?.payerReasons, row?.blockedBy]).toEqual([null, READY_ON, [{ code: 'payer-denied', decidedOn: READY_ON }], []]);
  });

  it('waits for a new request where the approval leaves targets out, and says so', () => {
    const two = planned(decided(readyInHospital(), { decision: 'affirmed', payerReference: 'A1' }), { setting: HOSPITAL, targets: [RIGHT] });
    expect([firstRow(two)?.on, firstRow(two)?.payerReasons, firstRow(two)?.payer]).toEqual([READY_ON, [], undefined]);
    const none = firstRow(readyInHospital());
    expect([none?.on, none?.payerReasons.map(({ code }) => code), none?.payer?.requestBy]).toEqual([plusDays(READY_ON, DECISION_DAYS), ['payer-may-not-have-decided'], READY_ON]);
  });

  it('says that the place is still to be planned', () => {
    const row = firstRow(planned(readyForBlock1(), { setting: undefined }));
    expect(row?.payerReasons).toEqual([{ code: 'place-of-service-open' }]);
  });
});
