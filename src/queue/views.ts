/** The named views of the queue, each a condition on its rows as they stand on a day. Words and figures of today stand in the query, never in a row. */
import { toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import { EXPIRING_WITHIN_DAYS, type NextAction, type QueueView } from '../../machines/queue';
import type { SqlValue } from '../platform/database/sql';

export const VIEW_NAMES: { readonly [V in QueueView]: string } = {
  'due-today': 'Due today',
  'missing-one-item': 'Missing one item',
  'ready-to-send': 'Ready to send',
  'awaiting-past-clock': 'Awaiting past its clock',
  'denied-peer-to-peer': 'Denied: peer-to-peer clock',
  'expiring-14-days': `Expiring within ${EXPIRING_WITHIN_DAYS} days`,
  'approved-not-scheduled': 'Approved, not scheduled',
  mine: 'Mine',
  all: 'All',
};

export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

export interface Asking {
  readonly today: PlainDate;
  readonly actor: string;
}

/** After any day there is, and in the order of days. */
export const NO_DAY = '9999-99-99';

export function dueAt(today: PlainDate): Condition {
  return { sql: `coalesce(CASE WHEN until_on < ? THEN later_due_on ELSE due_on END, '${NO_DAY}')`, parameters: [today] };
}

/** Put off until a day to come, a need is in no view but `all`. */
export function viewCondition(view: QueueView, { today, actor }: Asking): Condition {
  if (view === 'all') return ALWAYS;
  return both({ sql: '(snoozed_until IS NULL OR snoozed_until <= ?)', parameters: [today] }, ofView(view, today, actor));
}

function ofView(view: Exclude<QueueView, 'all'>, today: PlainDate, actor: string): Condition {
  switch (view) {
    case 'due-today': {
      const due = dueAt(today);
      return { sql: `${due.sql} <= ?`, parameters: [...due.parameters, today] };
    }
    case 'missing-one-item': return both({ sql: "stage = 'criteria' AND criteria = 'one-missing'", parameters: [] }, isNext(['document', 'chase-records'], today));
    case 'ready-to-send': return both({ sql: "stage = 'packet'", parameters: [] }, isNext(['request', 'request-again', 'review', 'sign', 'submit', 'resend'], today));
    case 'awaiting-past-clock': return { sql: 'clock_on < ?', parameters: [today] };
    case 'denied-peer-to-peer': {
      const { sql, parameters } = isNext(['call-peer', 'record-decision'], today);
      return { sql: `(peer_until >= ? OR ${sql})`, parameters: [today, ...parameters] };
    }
    case 'expiring-14-days': return { sql: 'expires_on BETWEEN ? AND ?', parameters: [today, toPlainDate(toDay(today) + EXPIRING_WITHIN_DAYS)] };
    case 'approved-not-scheduled': return { sql: 'schedule_by IS NOT NULL AND (expires_on IS NULL OR expires_on >= ?)', parameters: [today] };
    case 'mine': return { sql: 'owner = ?', parameters: [actor] };
  }
}

function isNext(actions: readonly NextAction[], today: PlainDate): Condition {
  return { sql: `(CASE WHEN until_on < ? THEN later_action ELSE action END) IN (${actions.map(() => '?').join(', ')})`, parameters: [today, ...actions] };
}

export const ALWAYS: Condition = { sql: '1 = 1', parameters: [] };

export function both(...conditions: readonly Condition[]): Condition {
  return { sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '), parameters: conditions.flatMap(({ parameters }) => parameters) };
}
