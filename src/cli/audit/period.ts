import { Temporal } from '@js-temporal/polyfill';
import type { AuditFilter } from '../../platform/database/audit-trail';

/** From the beginning of a day of the practice to the end of another; each may be left out. Undefined: one is no day. */
export function periodOf(from: string | undefined, to: string | undefined, timeZone: string): Pick<AuditFilter, 'from' | 'to'> | undefined {
  try {
    const starts = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(timeZone).toInstant();
    const write = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });
    return {
      ...(from !== undefined && { from: write(starts(dayOf(from))) }),
      ...(to !== undefined && { to: write(starts(dayOf(to).add({ days: 1 })).subtract({ milliseconds: 1 })) }),
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function dayOf(text: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new RangeError('no day');
  return Temporal.PlainDate.from(text, { overflow: 'reject' });
}
