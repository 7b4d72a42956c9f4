import type { DeterminationContent } from '../authorization';
import { plusDays, readyForRfa, READY_ON, refusalOf, tell } from '../../test/support/patient-story';
import type { PatientCommand } from './events';
import type { PatientState } from './patient';

const REFUSED = { submissionId: 's1' };
const MANIFEST = { format: 1, patientVersion: 1, modelSha256: 'a', documents: [], pdf: { sha256: 'b', bytes: 1, pages: 1 } } as const;
const DOCUMENT = { documentId: 'answer', sha256: 'cc', mediaType: 'application/fhir+json', bytes: 9, pages: 1, title: 'Answer' };
const EXCHANGE = { httpStatus: 200, requestSha256: 'dd', responseSha256: 'cc' };

function told(patient: PatientState, ...commands: readonly PatientCommand[]): PatientState {
  return commands.reduce((now, command) => tell(now, READY_ON, command).patient, patient);
}

describe('what the service is told to send', () => {
  const ready = readyForRfa();
  const { id: authorizationId } = ready.authorizations.at(-1) ?? { id: '' };
  const of = (patient: PatientState) => patient.authorizations.find(({ id }) => id === authorizationId);
  const requested = told(ready, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 14) });
  const { packetId = '' } = of(requested) ?? {};
  const signed = told(requested, { type: 'ReviewPacket', authorizationId, packetId, by: 'Ada' }, { type: 'SignPacket', authorizationId, packetId, by: 'Ada', on: READY_ON, rationale: 'x', hasGaps: true, manifest: MANIFEST });
  const queue: PatientCommand = { type: 'QueueSubmission', authorizationId, submissionId: 's1', payer: 'medicare', to: 'https://payer.example/fhir' };
  const park: PatientCommand = { type: 'ParkSubmission', authorizationId, submissionId: 's1', code: 'payer-unavailable', reason: 'Down.', attempts: 3 };
  const byFax: PatientCommand = { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { reference: 'R' } };
  const withdraw: PatientCommand = { type: 'WithdrawAuthorization', authorizationId, reason: 'moved' };
  const queued = told(signed, queue);
  const delivered = (determination?: DeterminationContent, over: object = {}): PatientCommand =>
    ({ type: 'RecordDelivery', authorizationId, submissionId: 's1', exchange: EXCHANGE, document: DOCUMENT, ...(determination !== undefined && { determination }), ...over });
  const typesOf = (patient: PatientState, command: PatientCommand, on = READY_ON): readonly string[] => tell(patient, on, command).events.map(({ type }) => type);

  it('was requested and signed, and moves nothing until it is answered', () => {
    expect(refusalOf(ready, READY_ON, queue).code).toBe('invalid-transition');
    expect(refusalOf(requested, READY_ON, queue)).toMatchObject({ code: 'packet-not-signed', details: { packetId } });
    const anew = told(signed, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 21) });
    expect(refusalOf(anew, READY_ON, queue)).toMatchObject({ code: 'packet-not-signed', details: { packetId: of(anew)?.packetId } });
    expect(of(queued)).toMatchObject({ position: 'requested', submission: { id: 's1', packetId, payer: 'medicare', state: 'queued', queuedOn: READY_ON } });
  });

  it('keeps everything else from going out while it is under way, but a withdrawal, after which no answer is awaited', () => {
    const again: PatientCommand = { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 21) };
    for (const command of [{ ...queue, submissionId: 's2' } as PatientCommand, byFax, again]) expect(refusalOf(queued, READY_ON, command)).toMatchObject({ code: 'submission-under-way', details: REFUSED });
    const withdrawn = told(queued, withdraw);
    expect(of(withdrawn)?.submission).toBeUndefined();
    expect(refusalOf(withdrawn, READY_ON, delivered()).code).toBe('unknown-submission');
  });

  it('is parked once with its reason, then resent under the same number, sent another way, or requested again', () => {
    expect(refusalOf(queued, READY_ON, { type: 'ResendSubmission', authorizationId, submissionId: 's1' }).code).toBe('submission-not-parked');
    for (const command of [park, { type: 'ResendSubmission', authorizationId, submissionId: 's1' } as const]) expect(refusalOf(signed, READY_ON, command).code).toBe('unknown-submission');
    const parked = told(queued, park);
    expect(of(parked)?.submission).toMatchObject({ state: 'parked', failure: { code: 'payer-unavailable', reason: 'Down.', attempts: 3 } });
    expect(tell(parked, READY_ON, park).events).toEqual([]);
    expect(refusalOf(parked, READY_ON, { ...queue, submissionId: 's2' })).toMatchObject({ code: 'submission-parked', details: REFUSED });
    expect(refusalOf(parked, READY_ON, { type: 'ResendSubmission', authorizationId, submissionId: 's2' }).code).toBe('unknown-submission');
    const later = plusDays(READY_ON, 1);
    expect(tell(parked, later, { type: 'ResendSubmission', authorizationId, submissionId: 's1', reason: 'up again' }).events).toEqual([
      { type: 'SubmissionQueued', authorizationId, submissionId: 's1', packetId, payer: 'medicare', to: 'https://payer.example/fhir', queuedOn: READY_ON, resent: true, reason: 'up again' },
    ]);
    const faxed = of(told(parked, byFax));
    expect([faxed?.position, faxed?.channel, faxed?.submission]).toEqual(['submitted', 'fax', undefined]);
    expect(of(told(parked, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(READY_ON, 21) }))?.submission).toBeUndefined();
  });

  it('is answered once: the payer\'s bytes, the submission and the decision together, and nothing that comes later', () => {
    const affirmed: DeterminationContent = { decision: 'affirmed', decidedOn: READY_ON, payerReference: 'UTN-1', channel: 'parsed' };
    expect(typesOf(queued, delivered(affirmed))).toEqual(['AuthorizationSubmitted', 'DocumentAttached', 'DeterminationRecorded']);
    const answered = told(queued, delivered(affirmed, { reference: 'UTN-1' }));
    expect(of(answered)).toMatchObject({
      position: 'affirmed', channel: 'fhir', submittedOn: READY_ON, submission: { state: 'answered' }, proof: { reference: 'UTN-1', documentId: 'answer', exchange: EXCHANGE }, determinations: [{ payerReference: 'UTN-1', documentId: 'answer' }],
    });
    expect(refusalOf(answered, READY_ON, delivered({ ...affirmed, decision: 'denied' })).code).toBe('unknown-submission');
    expect(typesOf(told(queued, park), delivered(affirmed))).toEqual(['AuthorizationSubmitted', 'DocumentAttached', 'DeterminationRecorded']);
  });

  it('is submitted without a decision where the answer carries none, or one that does not fit', () => {
    expect(typesOf(queued, delivered())).toEqual(['AuthorizationSubmitted', 'DocumentAttached']);
    const tomorrow: DeterminationContent = { decision: 'denied', decidedOn: plusDays(READY_ON, 1) };
    expect(of(told(queued, delivered(tomorrow)))).toMatchObject({ position: 'submitted', determinations: [], proof: { exchange: { unread: 'date-in-future' } } });
  });

  it('counts as submitted on the payer\'s day where an answer was lost before, and never before it was queued', () => {
    const later = plusDays(READY_ON, 2);
    const on = (decidedOn: string) => of(tell(queued, later, delivered({ decision: 'denied', decidedOn })).patient);
    expect(on(plusDays(READY_ON, 1))).toMatchObject({ position: 'denied', submittedOn: plusDays(READY_ON, 1) });
    expect(on(later)).toMatchObject({ position: 'denied', submittedOn: later });
    expect(on(plusDays(READY_ON, -1))).toMatchObject({ position: 'submitted', submittedOn: later, proof: { exchange: { unread: 'decided-before-submission' } } });
  });

  it('is no change of the record that another request rests on: the payer\'s message is no page of a packet', () => {
    const answered = told(queued, delivered());
    expect(of(answered)?.recordChanged).toBeUndefined();
    const beside = told(requested, { type: 'AttachDocument', ...DOCUMENT, documentId: 'message' });
    expect(of(beside)?.recordChanged).toBeUndefined();
    expect(of(told(requested, { type: 'AttachDocument', ...DOCUMENT, documentId: 'scan', mediaType: 'application/pdf' }))?.recordChanged).toBe(true);
  });

  it('keeps the payer\'s bytes once, and sends no packet twice', () => {
    const kept = told(queued, { type: 'AttachDocument', ...DOCUMENT, documentId: 'before' });
    expect(typesOf(kept, delivered())).toEqual(['AuthorizationSubmitted']);
    expect(of(told(kept, delivered()))?.proof?.documentId).toBe('before');
    const beside = told(queued, { type: 'AttachDocument', ...DOCUMENT, documentId: 'other', sha256: 'ee' });
    expect(typesOf(beside, delivered())).toEqual(['AuthorizationSubmitted', 'DocumentAttached']);
    expect(of(told(beside, delivered()))?.proof?.documentId).toBe('answer');
    const rejected = told(queued, delivered({ decision: 'rejected', decidedOn: READY_ON }));
    expect(refusalOf(rejected, READY_ON, { ...queue, submissionId: 's2' }).code).toBe('packet-already-sent');
  });
});
