/** One value as a source writes it -> what the mapping says it means. Pure. A fault names the place and a code, never the value. */
import { DateTime } from 'luxon';
import type { Leaf } from './mapping';

/** What stands in a row: of a table always text, of a resource what JSON has. */
export type Raw = string | number | boolean | undefined;

export type LeafFault = 'code-not-mapped' | 'not-a-number' | 'not-whole' | 'not-a-date' | 'not-an-instant' | 'partial-date' | 'suffix-missing' | 'control-character';

export type LeafRead = { readonly value: unknown } | { readonly fault: LeafFault } | undefined;

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
// eslint-disable-next-line no-control-regex -- what no text of a record holds
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
const ISO_DATE = 'yyyy-MM-dd';
const PERCENT_DIGITS = 10;

/** Undefined: the cell is empty, or says that nothing is known. `zone`: the practice's, whose day it is at a moment. */
export function readLeaf(raw: Raw, leaf: Leaf, zone: string): LeafRead {
  const text = typeof raw === 'string' ? raw.trim() : raw;
  if (text === undefined || text === '' || leaf.blank?.includes(String(text)) === true) return undefined;
  if (typeof text === 'string' && CONTROL.test(text)) return { fault: 'control-character' };
  if (leaf.codes !== undefined) return Object.hasOwn(leaf.codes, String(text)) ? { value: leaf.codes[String(text)] } : { fault: 'code-not-mapped' };
  switch (leaf.as ?? 'text') {
    case 'text': return { value: String(text) };
    case 'number': return numberOf(text, leaf);
    case 'whole': {
      const read = numberOf(text, leaf);
      return 'value' in read && !Number.isInteger(read.value) ? { fault: 'not-whole' } : read;
    }
    case 'date': return dateOf(String(text), leaf, zone);
    case 'instant': return instantOf(String(text), leaf);
  }
}

function numberOf(raw: string | number | boolean, { suffix, unit }: Leaf): { readonly value: number } | { readonly fault: LeafFault } {
  let text = String(raw);
  if (suffix !== undefined) {
    if (!text.endsWith(suffix)) return { fault: 'suffix-missing' };
    text = text.slice(0, -suffix.length).trimEnd();
  }
  if (!NUMBER.test(text)) return { fault: 'not-a-number' };
  const value = Number(text);
  return { value: unit === 'fraction' ? Number((value * 100).toFixed(PERCENT_DIGITS)) : value };
}

const PARTIAL = /^\d{4}(-\d{2})?$/;
const AS_WRITTEN = { zone: 'utc', locale: 'en-US' } as const;
/** The library would take an offset of 99 hours. */
const OFFSET = /T\d{2}:\d{2}.*(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const TIME = /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/;

/** A day stays as it is written, and so does one with a time that does not say where; of a moment the zone tells the day. */
function dateOf(text: string, { format = ISO_DATE, zone: declared }: Leaf, zone: string): { readonly value: string } | { readonly fault: LeafFault } {
  // FHIR's date-times begin with their date; a year, or a year with a month, is no day.
  if (format === ISO_DATE && PARTIAL.test(text)) return { fault: 'partial-date' };
  if (format === ISO_DATE && OFFSET.test(text)) return dayOf(DateTime.fromISO(text, { zone: declared ?? zone }));
  const rest = format === ISO_DATE ? text.slice(ISO_DATE.length) : '';
  return rest === '' || TIME.test(rest) ? dayOf(DateTime.fromFormat(text.slice(0, text.length - rest.length), format, AS_WRITTEN)) : { fault: 'not-a-date' };
}

function dayOf(date: DateTime): { readonly value: string } | { readonly fault: LeafFault } {
  return date.isValid ? { value: date.toFormat(ISO_DATE) } : { fault: 'not-a-date' };
}

function instantOf(text: string, { format, zone }: Leaf): { readonly value: string } | { readonly fault: LeafFault } {
  const moment = format !== undefined ? DateTime.fromFormat(text, format, { locale: 'en-US', ...(zone !== undefined && { zone }) })
    : OFFSET.test(text) ? DateTime.fromISO(text, { setZone: true }) : DateTime.invalid('an instant says its offset');
  return moment.isValid ? { value: moment.toISO({ suppressMilliseconds: true }) } : { fault: 'not-an-instant' };
}
