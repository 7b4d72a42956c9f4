/** Days from and to, both included; the year up to today where they are left out. */
import { addYears, toDay, toPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import { reject, type Rejection } from '../../../machines/kernel/rejection';

export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** `period-reversed`. */
export function periodOf({ from, to }: { readonly from?: PlainDate | undefined; readonly to?: PlainDate | undefined }, today: PlainDate): Period | Rejection {
  const last = to ?? today;
  const first = from ?? toPlainDate(addYears(toDay(last), -1));
  return first > last ? reject('period-reversed', 'The period ends before it begins: correct from or to.', { pointer: '/to' }) : { from: first, to: last };
}
