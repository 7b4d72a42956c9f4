import { ablation, document, plusDays, READY_ON, readyForRfa, RIGHT, tell, tellAll } from '../../test/support/patient-story';
import type { Target } from '../kernel/anatomy';
import type { DeterminationContent } from '../authorization';
import type { PatientCommand, PatientState } from '.';
import { isPerformed, isSpent, performedUnder, unitsLeft } from './units';

const L5: Target = { level: 'L5-S1', side: 'right' };
const DONE_ON = plusDays(READY_ON, 10);
const LATER_ON = plusDays(READY_ON, 20);

const rfaOf = (patient: PatientState) => patient.authorizations.filter(({ step }) => step === 'rfa').at(-1) as PatientState['authorizations'][number];
const episodeOf = ({ episodes: [episode] }: PatientState) => episode as PatientState['episodes'][number];

function approved(decision: Partial<DeterminationContent>): PatientState {
  const ready = readyForRfa();
  const { id: authorizationId } = rfaOf(ready);
  return tellAll(ready, [
    [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: DONE_ON }],
    [READY_ON, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'portal', proof: { reference: 'R' } }],
    [READY_ON, { type: 'RecordDetermination', authorizationId, decision: 'affirmed', decidedOn: READY_ON, payerReference: 'AUTH-1', ...decision }],
  ]).patient;
}

function perform(patient: PatientState, on: string, targets: readonly Target[] = [RIGHT]): PatientState {
  return tell(patient, on, document(`ablation-${on}`, { ...ablation(on, targets), setting: '24', imageSaved: true })).patient;
}

const item = (line: number, code: string, unitsApproved: number) => ({ line, code, outcome: 'approved' as const, unitsApproved });
const twoCodes = { items: [item(1, '64635', 2), item(2, '64636', 2)] };

describe('units of an approval', () => {
  it('are not known where the payer named none, or has not approved', () => {
    expect(unitsLeft(approved({}), rfaOf(approved({})))).toBeUndefined();
    const denied = approved({ decision: 'denied', units: 2 });
    expect(unitsLeft(denied, rfaOf(denied))).toBeUndefined();
    const ready = readyForRfa();
    expect(unitsLeft(ready, rfaOf(ready))).toBeUndefined();
  });

  it('are all left before anything is performed', () => {
    const patient = approved(twoCodes);
    expect(unitsLeft(patient, rfaOf(patient))).toEqual({
      total: { approved: 4, used: 0, left: 4 }, byCode: [{ code: '64635', approved: 2, used: 0, left: 2 }, { code: '64636', approved: 2, used: 0, left: 2 }],
    });
  });

  it('are used by what the record documents, code by code', () => {
    const once = perform(approved(twoCodes), DONE_ON, [RIGHT, L5]);
    expect(unitsLeft(once, rfaOf(once))).toEqual({
      total: { approved: 4, used: 2, left: 2 }, byCode: [{ code: '64635', approved: 2, used: 1, left: 1 }, { code: '64636', approved: 2, used: 1, left: 1 }],
    });
    expect(isSpent(once, episodeOf(once), rfaOf(once))).toBe(false);
    const twice = perform(once, LATER_ON, [RIGHT]);
    expect(unitsLeft(twice, rfaOf(twice))?.byCode.map(({ left }) => left)).toEqual([0, 1]);
    expect(isSpent(twice, episodeOf(twice), rfaOf(twice))).toBe(true);
  });

  it('as a whole are used by every unit, and never fall below none', () => {
    const once = perform(approved({ units: 1 }), DONE_ON, [RIGHT, L5]);
    expect(unitsLeft(once, rfaOf(once))).toEqual({ total: { approved: 1, used: 2, left: 0 }, byCode: [] });
    expect(isSpent(once, episodeOf(once), rfaOf(once))).toBe(true);
  });

  it('are used by the procedures of its own region alone, whatever else is done that day', () => {
    const neck = document('neck', { ...ablation(DONE_ON, [{ level: 'C4-C5', side: 'right' }]), setting: '24', imageSaved: true });
    const patient = tell(perform(approved({ units: 3 }), DONE_ON), DONE_ON, neck).patient;
    expect(unitsLeft(patient, rfaOf(patient))).toEqual({ total: { approved: 3, used: 1, left: 2 }, byCode: [] });
  });

  it('of another code are used by a procedure that has none of the approved codes: nothing is left that may be gone', () => {
    const patient = perform(approved({ items: [item(1, '64633', 1)] }), DONE_ON);
    expect(unitsLeft(patient, rfaOf(patient))?.byCode).toEqual([{ code: '64633', approved: 1, used: 1, left: 0 }]);
  });

  it('of a modified line are those approved in place of it, once a clinician has accepted', () => {
    const modified = approved({ decision: 'modified', items: [{ line: 1, code: '64635', outcome: 'modified', modifiedCode: '64635', modifiedUnits: 1 }, { line: 2, code: '64636', outcome: 'denied' }] });
    expect(unitsLeft(modified, rfaOf(modified))).toBeUndefined();
    const accepted = tell(modified, READY_ON, { type: 'AcceptModification', authorizationId: rfaOf(modified).id }).patient;
    expect(unitsLeft(accepted, rfaOf(accepted))).toEqual({ total: { approved: 1, used: 0, left: 1 }, byCode: [{ code: '64635', approved: 1, used: 0, left: 1 }] });
  });

  it('are given back when the procedure is retracted', () => {
    const done = perform(approved(twoCodes), DONE_ON);
    const retract: PatientCommand = { type: 'RetractFact', factId: `ablation-${DONE_ON}`, reason: 'other patient' };
    const back = tell(done, DONE_ON, retract).patient;
    expect([unitsLeft(done, rfaOf(done))?.total?.used, unitsLeft(back, rfaOf(back))?.total?.used]).toEqual([1, 0]);
  });

  it('are of the approval that the record had, and not of what was done before it begins', () => {
    const patient = perform(approved({ ...twoCodes, validFrom: LATER_ON }), DONE_ON);
    expect(performedUnder(patient, episodeOf(patient), rfaOf(patient))).toEqual([]);
    const later = perform(patient, LATER_ON);
    expect(performedUnder(later, episodeOf(later), rfaOf(later)).map(({ id }) => id)).toEqual([`ablation-${LATER_ON}`]);
  });
});

describe('what is spent and what is performed', () => {
  const said = (patient: PatientState) => [isSpent(patient, episodeOf(patient), rfaOf(patient)), isPerformed(patient, episodeOf(patient), rfaOf(patient))];
  // A line without units: the whole has no number.
  const open = { line: 3, code: '64999', outcome: 'approved' } as const;

  it.each<readonly [string, Partial<DeterminationContent>, readonly (readonly [number, readonly Target[]])[], boolean, boolean]>([
    ['no units, nothing done', {}, [], false, false],
    ['no units, its procedure done', {}, [[10, [RIGHT]]], true, true],
    ['no units to begin with', { units: 0 }, [], true, false],
    ['one of two as a whole', { units: 2 }, [[10, [RIGHT]]], false, false],
    ['two of two as a whole', { units: 2 }, [[10, [RIGHT]], [20, [RIGHT]]], true, true],
    ['one code of two used up', twoCodes, [[10, [RIGHT]], [20, [RIGHT]]], true, false],
    ['both codes used up', twoCodes, [[10, [RIGHT, L5]], [20, [RIGHT, L5]]], true, true],
    ['a code used up beside a line without units', { items: [item(1, '64635', 1), open] }, [[10, [RIGHT]]], true, true],
    ['one of two codes used up beside a line without units', { items: [item(1, '64635', 1), item(2, '64636', 1), open] }, [[10, [RIGHT]]], true, false],
    ['none of a code beside a line without units', { items: [item(1, '64635', 2), open] }, [[10, [RIGHT]]], false, false],
  ])('%s', (_, decision, done, spent, performed) => {
    const patient = done.reduce((now, [days, targets]) => perform(now, plusDays(READY_ON, days), targets), approved(decision));
    expect(said(patient)).toEqual([spent, performed]);
  });

  it.each<readonly [string, Partial<DeterminationContent>, ReturnType<typeof unitsLeft>]>([
    ['lines of one code together', { items: [item(1, '64635', 1), item(2, '64635', 2)] }, { total: { approved: 3, used: 0, left: 3 }, byCode: [{ code: '64635', approved: 3, used: 0, left: 3 }] }],
    ['no line that was denied', { items: [item(1, '64635', 1), { ...item(2, '64636', 2), outcome: 'denied' }] }, { total: { approved: 1, used: 0, left: 1 }, byCode: [{ code: '64635', approved: 1, used: 0, left: 1 }] }],
    ['in place of a line, what was approved there', { items: [{ ...item(1, '64635', 4), outcome: 'modified', modifiedCode: '64633', modifiedUnits: 1 }] }, { total: { approved: 1, used: 0, left: 1 }, byCode: [{ code: '64633', approved: 1, used: 0, left: 1 }] }],
    ['of lines without a code the whole alone', { items: [{ line: 1, outcome: 'approved', unitsApproved: 2 }] }, { total: { approved: 2, used: 0, left: 2 }, byCode: [] }],
    ['without a whole where a line has no units', { items: [item(1, '64635', 1), open] }, { byCode: [{ code: '64635', approved: 1, used: 0, left: 1 }] }],
    ['the whole that the payer names before its lines', { units: 5, items: [item(1, '64635', 1)] }, { total: { approved: 5, used: 0, left: 5 }, byCode: [{ code: '64635', approved: 1, used: 0, left: 1 }] }],
    ['none where lines name none', { items: [open] }, undefined],
    ['none of lines that were all denied', { items: [{ ...item(1, '64635', 1), outcome: 'denied' }] }, undefined],
  ])('counts %s', (_, decision, left) => {
    const patient = approved({ decision: decision.items?.some(({ outcome }) => outcome === 'denied') === true ? 'not-required' : 'affirmed', channel: 'parsed', ...decision });
    expect(unitsLeft(patient, rfaOf(patient))).toStrictEqual(left);
  });

  it('of an approval that lapsed is still known, and not of an episode that is not there', () => {
    const lapsed = perform(approved({ units: 2 }), DONE_ON);
    expect(unitsLeft(lapsed, { ...rfaOf(lapsed), position: 'expired' })).toEqual({ total: { approved: 2, used: 1, left: 1 }, byCode: [] });
    expect(unitsLeft(lapsed, { ...rfaOf(lapsed), episodeId: 'nothing' })).toBeUndefined();
  });
});

describe('a procedure belongs to', () => {
  const patient = perform(perform(approved({ units: 2 }), DONE_ON), LATER_ON);
  const rfa = rfaOf(patient);
  const under = (id: string, ...authorizations: readonly Partial<PatientState['authorizations'][number]>[]) => {
    const record = { ...patient, authorizations: [...patient.authorizations.filter((one) => one.step !== 'rfa'), ...authorizations.map((one) => ({ ...rfa, ...one }))] };
    return performedUnder(record, episodeOf(patient), record.authorizations.find((one) => one.id === id) as typeof rfa).map((procedure) => procedure.id);
  };
  const [first, second] = [`ablation-${DONE_ON}`, `ablation-${LATER_ON}`];
  const drafted = [...rfa.preceding, first];

  it.each<readonly [string, string, readonly Partial<typeof rfa>[], readonly string[]]>([
    ['its only approval', 'one', [{ id: 'one' }], [first, second]],
    ['the approval that was drafted before it', 'two', [{ id: 'one' }, { id: 'two', preceding: drafted }], [second]],
    ['the older one, where the newer knew it already', 'one', [{ id: 'one' }, { id: 'two', preceding: drafted }], [first]],
    ['the older one, where the newer is not approved', 'one', [{ id: 'one' }, { id: 'two', preceding: drafted, position: 'denied' }], [first, second]],
    ['the newer one, also once that has lapsed', 'one', [{ id: 'one' }, { id: 'two', preceding: drafted, position: 'expired' }], [first]],
    ['no approval of another episode', 'one', [{ id: 'one' }, { id: 'two', preceding: drafted, episodeId: 'other' }], [first, second]],
    ['no approval of another service', 'one', [{ id: 'one' }, { id: 'two', preceding: drafted, step: 'mbb2' }], [first, second]],
    ['the newer one, not one that comes before it', 'two', [{ id: 'one', preceding: drafted }, { id: 'two' }], [first, second]],
  ])('%s', (_, id, authorizations, procedures) => expect(under(id, ...authorizations)).toEqual(procedures));

  it('the approval from its first day on', () => {
    const from = (validFrom: string) => under('one', { id: 'one', determinations: [{ decision: 'affirmed', decidedOn: READY_ON, packetId: 'p', validFrom }] });
    expect([from(DONE_ON), from(plusDays(DONE_ON, 1))]).toEqual([[first, second], [second]]);
  });
});
