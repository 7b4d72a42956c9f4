/**
 * The rows of a patient's deadlines: days and arithmetic, never how near they are, so that a rebuild on another day writes the same. Each
 * authorization that was ever requested has the same few places, and each place holds at most one deadline at a time.
 */
import type { Directory } from '../../machines/directory';
import { datesOf, type Deadline, type PatientDeadline } from '../../machines/deadlines';
import type { ProjectionWrite } from '../platform/event-store/event-store';
import type { DeadlineRow } from '../platform/event-store/projection-tables';
import type { PatientRecord } from '../platform/patient-log/patient-record';

export const PLACE_OF: { readonly [K in PatientDeadline]: string } = {
  'submission-due': 'answer', 'decision-due': 'answer', 'follow-up': 'answer', 'pended-answer-due': 'answer', 'peer-to-peer-call': 'answer', resubmission: 'answer',
  'approval-expires': 'approval', 'last-day-missing': 'approval', expired: 'approval',
  'approved-not-scheduled': 'schedule', 'planned-service': 'schedule', 'units-run-out': 'units', 'peer-to-peer-closes': 'dispute', 'appeal-due': 'appeal', 'appeal-decision-due': 'appeal',
  'records-chase': 'records',
};
const PLACES_OF_AUTHORIZATION = [...new Set(Object.values(PLACE_OF))].filter((place) => place !== PLACE_OF['records-chase']);

/** `dates`: where they are counted already. */
export function deadlineRows(patientId: string, { patient, recordedAt }: PatientRecord, version: number, directory: Directory, dates: readonly Deadline[] = datesOf(patient, { directory })): readonly ProjectionWrite[] {
  const due = new Map(dates.map((deadline) => [idOf(deadline), deadline]));
  const places = [
    ...patient.authorizations.filter(({ issued }) => issued.length > 0).flatMap(({ id }) => PLACES_OF_AUTHORIZATION.map((place) => `${id}-${place}`)),
    ...patient.recordsRequests.map(({ id }) => `${id}-${PLACE_OF['records-chase']}`),
  ];
  return places.map((deadline_id) => {
    const deadline = due.get(deadline_id);
    const row: Omit<DeadlineRow, 'deadline_id'> = {
      patient_id: patientId, family: patient.name?.family ?? '', given: patient.name?.given ?? '', kind: deadline?.kind ?? null, due_on: deadline?.on ?? null, until_on: deadline?.until ?? null,
      authorization_id: deadline?.authorizationId ?? null, episode_id: deadline?.episodeId ?? null, records_request_id: deadline?.recordsRequestId ?? null, payer: deadline?.payer ?? null, step: deadline?.step ?? null,
      details: deadline === undefined ? '' : JSON.stringify({ ...deadline.arithmetic, ...(deadline.overriddenBy !== undefined && { overriddenBy: deadline.overriddenBy }) }), version, updated_at: recordedAt,
    };
    return { table: 'deadline', key: { deadline_id }, row };
  });
}

function idOf({ authorizationId, recordsRequestId, kind }: Deadline): string {
  return `${authorizationId ?? recordsRequestId ?? ''}-${PLACE_OF[kind as PatientDeadline]}`;
}
