/**
 * What time alone makes public: a day of the list has come, an approval is near its last day. Pure. Each is named, so that it is told once
 * however often it is looked for; a day that is moved has another name.
 */
import { toDay, toPlainDate, type PlainDate } from '../kernel/calendar';
import type { Step } from '../criteria/types';
import { warnDays, type DeadlineKind } from '../deadlines';
import type { PublicEvent } from './public-event';

/** A day of the list, by its place there. */
export interface ListedDay {
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly on: PlainDate;
  readonly authorizationId?: string;
  readonly episodeId?: string;
  readonly recordsRequestId?: string;
  readonly step?: Step;
}

export interface DayReached extends PublicEvent {
  /** Told once. */
  readonly name: string;
}

/** No day after it is told of today. */
export function lastDayToTell(today: PlainDate): PlainDate {
  const [first = today] = warnDays({ kind: 'approval-expires', on: today });
  return toPlainDate(2 * toDay(today) - toDay(first));
}

export function daysReached({ id, kind, on, ...ids }: ListedDay, today: PlainDate): readonly DayReached[] {
  // What has lapsed is an event of its own.
  if (kind === 'expired') return [];
  const told = (type: 'authorization.expiring' | 'deadline.due', data: PublicEvent['data']): DayReached => ({ type, data, name: `${type}/${id}/${kind}/${on}` });
  const [firstWarning = on] = warnDays({ kind, on });
  return [
    ...(kind === 'approval-expires' && today >= firstWarning ? [told('authorization.expiring', { ...ids, on })] : []),
    ...(today >= on ? [told('deadline.due', { ...ids, kind, on })] : []),
  ];
}
