/**
 * What came back when the service sent a request: the payer's bytes kept as a document, the submission with its proof, and the decision
 * where the answer carries one that fits. Pure. An answer is taken once; whatever comes later for the same submission is `unknown-submission`.
 */
import { fold } from '../kernel/decider';
import type { PlainDate } from '../kernel/calendar';
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { decideAuthorization, type AuthorizationState } from '../authorization';
import { findAuthorization } from './decide-requests';
import type { Given, PatientCommand, PatientEvent } from './events';
import { evolvePatient } from './evolve-patient';
import type { PatientState } from './patient';

type RecordDelivery = Extract<PatientCommand, { type: 'RecordDelivery' }>;

export function recordDelivery(command: RecordDelivery, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  const { authorizationId, submissionId, reference, exchange, determination, document } = command;
  const authorization = findAuthorization(patient, authorizationId);
  if (isRejection(authorization)) return authorization;
  const { submission } = authorization;
  if (submission?.id !== submissionId || submission.state === 'answered') return reject('unknown-submission', 'No answer is awaited for a submission of that id.');
  // A repeat of the payer's may be the same bytes: they are kept once.
  const kept = patient.documents.find(({ sha256 }) => sha256 === document.sha256);
  const documentId = kept?.id ?? document.documentId;
  const attached: readonly PatientEvent[] = kept === undefined ? [{ type: 'DocumentAttached', ...document }] : [];
  const submittedOn = dayOf(submission.queuedOn, determination?.decidedOn, given.asOf);
  const submit = (unread?: string): readonly PatientEvent[] | Rejection => decideAuthorization({
    type: 'SubmitAuthorization', authorizationId, submissionId, submittedAt: given.recordedAt, submittedOn, channel: 'fhir',
    proof: { ...(reference !== undefined && { reference }), documentId, exchange: { ...exchange, ...(unread !== undefined && { unread }) } },
  }, authorization, given);
  const submitted = submit();
  if (isRejection(submitted)) return submitted;
  if (determination === undefined) return [...submitted, ...attached];
  const after = fold(evolvePatient, patient, [...submitted, ...attached]).authorizations.find(({ id }) => id === authorizationId) as AuthorizationState;
  const decided = decideAuthorization({ type: 'RecordDetermination', authorizationId, ...determination, documentId }, after, given);
  if (!isRejection(decided)) return [...submitted, ...attached, ...decided];
  const unread = submit(decided.code);
  return isRejection(unread) ? unread : [...unread, ...attached];
}

/** The day of the answer; the payer's own where it is earlier, since an attempt whose answer was lost may have arrived then. */
function dayOf(queuedOn: PlainDate, decidedOn: PlainDate | undefined, asOf: PlainDate): PlainDate {
  return decidedOn !== undefined && decidedOn >= queuedOn && decidedOn < asOf ? decidedOn : asOf;
}
