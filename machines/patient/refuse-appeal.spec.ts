import { givenOn, plusDays, READY_ON, readyForRfa, tell, tellAll } from '../../test/support/patient-story';
import { isRejection } from '../kernel/rejection';
import { decidePatient, type PatientCommand, type PatientState } from '.';

const rfaOf = ({ authorizations }: PatientState) => authorizations.filter(({ step }) => step === 'rfa').at(-1) as PatientState['authorizations'][number];
const LATER = plusDays(READY_ON, 3);

function denied(line: string, payer: string): PatientState {
  const ready = readyForRfa();
  const { id: authorizationId } = rfaOf(ready);
  const out = tellAll(ready, [
    [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 30) }],
    [READY_ON, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'portal', proof: { reference: 'R' } }],
    [READY_ON, { type: 'RecordDetermination', authorizationId, decision: 'denied', decidedOn: READY_ON }],
  ]).patient;
  return { ...out, authorizations: out.authorizations.map((one) => (one.id === authorizationId ? { ...one, asked: { payer, line } } : one)) };
}

const appealOf = (patient: PatientState): PatientCommand => ({ type: 'FileAppeal', authorizationId: rfaOf(patient).id, filedOn: READY_ON, level: 'first' });

describe('the appeal of a request', () => {
  it('that its program does not appeal is refused, and it may be requested again', () => {
    const patient = denied('original-medicare', 'medicare');
    expect(decidePatient(appealOf(patient), patient, givenOn(READY_ON))).toMatchObject({ rejected: true, code: 'appeal-not-possible', message: expect.stringContaining('request again') });
    const again: PatientCommand = { type: 'RequestAuthorization', authorizationId: rfaOf(patient).id, dateOfService: plusDays(READY_ON, 31) };
    expect(rfaOf(tell(patient, LATER, again).patient).position).toBe('requested');
  });

  it('of another line is filed', () => {
    for (const line of ['commercial', 'a line nobody knows']) {
      const patient = denied(line, 'cigna');
      expect(isRejection(decidePatient(appealOf(patient), patient, givenOn(READY_ON)))).toBe(false);
    }
  });
});
