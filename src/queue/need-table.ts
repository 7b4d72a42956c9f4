/** A need as a row of a table: the queue's own words, one cell each. Pure. */
import type { PlainDate } from '../../machines/kernel/calendar';
import { seesLess } from '../platform/auth/fewer-fields';
import type { Role } from '../platform/auth/permissions';
import type { TableRow } from '../platform/http/table';
import { needView, type Names } from './need.view';
import type { NeedRow } from '../platform/event-store/projection-tables';

const COLUMNS = [
  'patientId', 'family', 'given', 'step', 'pathway', 'region', 'targets', 'payer', 'delegate', 'stage', 'criteria', 'packet', 'decision', 'nextAction', 'dueOn', 'dueKind', 'daysLeft', 'unitsLeft', 'owner', 'snoozedUntil',
  'episodeId', 'authorizationId', 'blockedBy', 'comments',
] as const;
type Column = (typeof COLUMNS)[number];
export type QueueTableRow = TableRow<Column>;

/** May-I-book: without what stands against the step and what staff said. */
const NOT_FOR_BOOKING: readonly Column[] = ['blockedBy', 'comments'];

export function queueColumnsFor(role: Role): readonly Column[] {
  return seesLess(role, 'queue') ? COLUMNS.filter((column) => !NOT_FOR_BOOKING.includes(column)) : COLUMNS;
}

export function queueTableRow(row: NeedRow, today: PlainDate, names: Names): QueueTableRow {
  const { name, targets, payer, delegate, nextAction, owner, blockedBy, version: _, ...rest } = needView(row, today, names);
  return {
    ...rest, ...name, targets: (targets as readonly { readonly level: string; readonly side: string }[]).map(({ level, side }) => `${level} ${side}`).join('; '),
    payer: wordOf(payer), delegate: wordOf(delegate), nextAction: nextAction.words, owner: wordOf(owner), blockedBy: blockedBy.map(({ text, outcome }) => `${text} (${outcome})`).join('; '),
  };
}

function wordOf(named: { readonly id: string; readonly name?: string } | null): string | null {
  return named === null ? null : named.name ?? named.id;
}
