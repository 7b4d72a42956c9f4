/** Days and moments as a source writes them. Pure. */
import { DateTime, type TokenParser } from 'luxon';
import { isPlainDate } from '../../machines/kernel/calendar';
import { daysIn } from '../platform/clock/clock';
import type { Leaf } from './mapping';

type TimeRead<Fault> = { readonly value: string } | { readonly fault: Fault };

const ISO_DATE = 'yyyy-MM-dd';
const PARTIAL = /^\d{4}(-\d{2})?$/;
const TIME = /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/;
/** An offset of 99 hours is one to the libraries. */
const TIME_AND_OFFSET = /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** A day stays as it is written, and so does one with a time that does not say where; of a moment the zone tells the day: the practice's, where the mapping names none. */
export function readDate(text: string, { format, zone: declared }: Leaf, zone: string): TimeRead<'not-a-date' | 'partial-date'> {
  if (format !== undefined && format !== ISO_DATE) return dayOf(text, format);
  // FHIR's date-times begin with their date; a year, or a year with a month, is no day.
  if (PARTIAL.test(text)) return { fault: 'partial-date' };
  const [day, time] = [text.slice(0, ISO_DATE.length), text.slice(ISO_DATE.length)];
  if (time === '' || TIME.test(time)) return isPlainDate(day) ? { value: day } : dayOf(day, ISO_DATE);
  return isPlainDate(day) && TIME_AND_OFFSET.test(time) ? { value: dayIn(declared ?? zone)(text) } : { fault: 'not-a-date' };
}

export function readInstant(text: string, { format, zone: declared }: Leaf, zone: string): TimeRead<'not-an-instant'> {
  const moment = format !== undefined ? DateTime.fromFormatParser(text, parserOf(format), { ...AS_WRITTEN, zone: declared ?? zone })
    : TIME_AND_OFFSET.test(text.slice(ISO_DATE.length)) ? DateTime.fromISO(text, { setZone: true }) : DateTime.invalid('an instant says its offset');
  return moment.isValid ? { value: moment.toISO({ suppressMilliseconds: true }) } : { fault: 'not-an-instant' };
}

const AS_WRITTEN = { zone: 'utc', locale: 'en-US' } as const;

function dayOf(text: string, format: string): TimeRead<'not-a-date'> {
  const date = DateTime.fromFormatParser(text, parserOf(format), AS_WRITTEN);
  return date.isValid ? { value: date.toFormat(ISO_DATE) } : { fault: 'not-a-date' };
}

/** Made once of each: a file asks for the same few with every row. */
const parsers = new Map<string, TokenParser>();
const days = new Map<string, (instant: string) => string>();

function parserOf(format: string): TokenParser {
  return kept(parsers, format, () => DateTime.buildFormatParser(format, { locale: AS_WRITTEN.locale }));
}

function dayIn(zone: string): (instant: string) => string {
  return kept(days, zone, () => daysIn(zone));
}

function kept<T>(known: Map<string, T>, name: string, make: () => T): T {
  const found = known.get(name) ?? make();
  known.set(name, found);
  return found;
}
