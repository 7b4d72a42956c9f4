import { ablation, document, plusDays, READY_ON, readyForRfa, RIGHT, tell, tellAll } from '../../test/support/patient-story';
import type { Target } from '../kernel/anatomy';
import type { DeterminationContent } from '../authorization';
import type { PatientCommand, PatientState } from '.';
import { isSpent, performedUnder, unitsLeft } from './units';

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
