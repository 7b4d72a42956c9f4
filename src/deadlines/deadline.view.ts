import type { PlainDate } from '../../machines/kernel/calendar';
import { deadlineState, warnDays, type Deadline, type DeadlineKind } from '../../machines/deadlines';
import type { DueRow } from '../platform/database/reads';

/** Of the list: names as on the worklist. */
export function rowView(row: DueRow, today: PlainDate) {
  const { sentence, parts, overriddenBy } = JSON.parse(row.details) as Deadline['arithmetic'] & Pick<Deadline, 'overriddenBy'>;
  return {
    ...bookingView(row, today), episodeId: row.episode_id, recordsRequestId: row.records_request_id, payer: row.payer, step: row.step,
    warnOn: warnDays(dayOf(row)), arithmetic: { sentence, parts }, ...(overriddenBy !== undefined && { overriddenBy }),
  };
}

/** May-I-book: whose approval and until when; no step, payer or reasons. */
export function bookingView(row: DueRow, today: PlainDate) {
  return {
    patientId: row.patient_id, name: { family: row.family, given: row.given }, version: row.version, authorizationId: row.authorization_id,
    kind: row.kind, on: row.due_on, contestedUntil: row.until_on, state: deadlineState(dayOf(row), today),
  };
}

/** Of one patient, or of the practice itself. */
export function deadlineView(deadline: Deadline, today: PlainDate) {
  const { authorizationId = null, episodeId = null, recordsRequestId = null, facilityId, payer = null, step = null, kind, on, until = null, arithmetic, overriddenBy } = deadline;
  return {
    authorizationId, episodeId, recordsRequestId, ...(facilityId !== undefined && { facilityId }), payer, step, kind, on, contestedUntil: until, state: deadlineState(deadline, today), warnOn: warnDays(deadline),
    arithmetic, ...(overriddenBy !== undefined && { overriddenBy }),
  };
}

function dayOf({ kind, due_on: on, until_on: until }: DueRow) {
  return { kind: kind as DeadlineKind, on, ...(until !== null && { until }) };
}
