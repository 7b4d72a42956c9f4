/** One value as a source writes it -> what the mapping says it means. Pure. A fault names the place and a code, never the value. */
import type { Leaf } from './mapping';
import { readDate, readInstant } from './read-time';

/** What stands in a row: of a table always text, of a resource what JSON has. */
export type Raw = string | number | boolean | undefined;

export type LeafFault = 'code-not-mapped' | 'not-a-number' | 'not-whole' | 'not-a-date' | 'not-an-instant' | 'partial-date' | 'suffix-missing' | 'control-character';

export type LeafRead = { readonly value: unknown } | { readonly fault: LeafFault } | undefined;

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
// eslint-disable-next-line no-control-regex -- what no text of a record holds
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
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
    case 'date': return readDate(String(text), leaf, zone);
    case 'instant': return readInstant(String(text), leaf, zone);
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
