/**
 * Strict JSON for everything that comes from outside: request bodies, case files. Refuses what JSON.parse lets through
 * and people read differently: duplicate keys, a byte order mark, numbers that a double cannot hold (too large, or so
 * small that it reads as 0), half characters,
 * nesting beyond 32. `__proto__` is a key like any other. Never throws.
 *
 * Sound input costs one JSON.parse and two linear passes: there is a duplicate key exactly when the text has more colons
 * outside strings than the value has keys. Only refused input is read again, slowly, to say where.
 */
import { reject, type Rejection } from '../../../machines/kernel/rejection';
import { findJsonFault, locateJsonFault } from './locate-json-fault';

export const DEPTH_MAX = 32;

export interface ParsedJson {
  readonly value: unknown;
}

/** The value, or a rejection `invalid-json` whose one fault has a pointer and whose `details` give the offset in characters. */
export function parseStrictJson(input: string | Uint8Array): ParsedJson | Rejection {
  const text = typeof input === 'string' ? input : decode(input);
  if (text === undefined) return refused('', 'not-utf-8', 'This is not valid UTF-8; send it as UTF-8 without a byte order mark.', 0);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return whereIn(text);
  }
  const tally = new Tally(MAYBE_SURROGATE.test(text));
  if (!tally.isSound(value, 0) || tally.keys !== countColons(text)) return whereIn(text);
  if (tally.hasZero && MAYBE_UNDERFLOW.test(text) && findJsonFault(text, DEPTH_MAX) !== undefined) return whereIn(text);
  return { value };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const MAYBE_SURROGATE = /[\ud800-\udfff]|\\u[dD]/;
/** A literal that becomes 0 has an exponent of three digits or very many zeros; words may look like it, so it is read again. */
const MAYBE_UNDERFLOW = /[eE]-\d{3}|0{200}/;
const LONE_SURROGATE = /\p{Surrogate}/u;

function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

class Tally {
  keys = 0;
  hasZero = false;

  constructor(private readonly looksForSurrogates: boolean) {}

  /** False when the value holds something to refuse; counts keys on the way. */
  isSound(value: unknown, depth: number): boolean {
    if (value === 0) this.hasZero = true;
    if (typeof value === 'number') return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;
    if (typeof value === 'string') return !this.looksForSurrogates || !LONE_SURROGATE.test(value);
    if (typeof value !== 'object' || value === null) return true;
    if (depth === DEPTH_MAX) return false;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) if (!this.isSound(value[i], depth + 1)) return false;
      return true;
    }
    const object = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(object);
    this.keys += keys.length;
    for (const key of keys) {
      if (this.looksForSurrogates && LONE_SURROGATE.test(key)) return false;
      if (!this.isSound(object[key], depth + 1)) return false;
    }
    return true;
  }
}

const COLON = 58;
const SPACE = 32;
const BACKSLASH = 92;

/** Colons outside strings of a text that JSON.parse accepted: each stands behind a string. Jumps from quote to quote. */
function countColons(text: string): number {
  let colons = 0;
  for (let open = text.indexOf('"'); open !== -1; ) {
    let close = text.indexOf('"', open + 1);
    while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
    let next = close + 1;
    while (text.charCodeAt(next) <= SPACE) next++;
    if (text.charCodeAt(next) === COLON) colons++;
    open = text.indexOf('"', next);
  }
  return colons;
}

function isEscaped(text: string, quoteAt: number): boolean {
  let i = quoteAt - 1;
  while (text.charCodeAt(i) === BACKSLASH) i--;
  return (quoteAt - i) % 2 === 0;
}

function whereIn(text: string): Rejection {
  const fault = locateJsonFault(text, DEPTH_MAX);
  return refused(fault.pointer, fault.code, fault.message, fault.offset);
}

function refused(pointer: string, code: string, message: string, offset: number): Rejection {
  return reject('invalid-json', message, { pointer, details: { offset }, faults: [{ pointer, code, message }] });
}
