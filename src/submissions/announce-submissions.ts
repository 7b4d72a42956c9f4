import type { Announce } from '../platform/patient-log/patient-write';

export const SUBMISSION = 'submission';

export interface SubmissionJob {
  readonly patientId: string;
  readonly authorizationId: string;
  readonly submissionId: string;
}

/** What is queued is sent: the job is written with the event, or neither is. */
export const announceSubmissions: Announce = (patientId, events) =>
  events.flatMap((event) => (event.type === 'SubmissionQueued'
    ? [{ topic: SUBMISSION, payload: { patientId, authorizationId: event.authorizationId, submissionId: event.submissionId } satisfies SubmissionJob }] : []));
