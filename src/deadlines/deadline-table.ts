/** A day that must not be missed as a row of a table. Pure. */
import type { Deadline } from '../../machines/deadlines';
import type { PlainDate } from '../../machines/kernel/calendar';
import { seesLess } from '../platform/auth/fewer-fields';
import type { Role } from '../platform/auth/permissions';
import type { DueRow } from '../platform/database/reads';
import type { TableRow } from '../platform/http/table';
import { deadlineView, rowView } from './deadline.view';

const COLUMNS = ['patientId', 'family', 'given', 'kind', 'on', 'contestedUntil', 'state', 'authorizationId', 'payer', 'step', 'arithmetic', 'letterDocumentId', 'episodeId', 'recordsRequestId', 'facilityId'] as const;
type Column = (typeof COLUMNS)[number];
export type DeadlineTableRow = TableRow<Column>;

/** May-I-book: whose approval and until when; no step, payer or reasons. */
const FOR_BOOKING: readonly Column[] = ['patientId', 'family', 'given', 'kind', 'on', 'contestedUntil', 'state', 'authorizationId'];

export function deadlineColumnsFor(role: Role): readonly Column[] {
  return seesLess(role, 'deadlines') ? FOR_BOOKING : COLUMNS;
}

export function deadlineTableRow(row: DueRow, today: PlainDate): DeadlineTableRow {
  const { name, arithmetic, overriddenBy, warnOn: _, version: __, ...rest } = rowView(row, today);
  return { ...rest, ...name, arithmetic: arithmetic.sentence, letterDocumentId: overriddenBy?.documentId };
}

/** Of the practice itself: nobody's. */
export function practiceTableRow(deadline: Deadline, today: PlainDate): DeadlineTableRow {
  const { arithmetic, overriddenBy, warnOn: _, ...rest } = deadlineView(deadline, today);
  return { ...rest, arithmetic: arithmetic.sentence, letterDocumentId: overriddenBy?.documentId };
}
