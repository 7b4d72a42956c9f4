/**
 * Reading what others wrote: any JSON in, a value or nothing out, and a note of every place that is not as the guide says. Pure, never throws.
 * A note names the place and never repeats what stands there.
 */
import { isPlainDate, type PlainDate } from '../../../machines/kernel/calendar';

/** One place of a payer's message that is not as the guide says. */
export interface Deviation {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export type Json = Readonly<Record<string, unknown>>;

const DEVIATIONS_MAX = 100;

export class Deviations {
  private readonly noted: Deviation[] = [];

  get all(): readonly Deviation[] {
    return this.noted;
  }

  note(pointer: string, code: string, message: string): undefined {
    if (this.noted.length < DEVIATIONS_MAX) this.noted.push({ pointer, code, message });
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of an object's own; undefined of anything else. */
export function at(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A list; one value that should have been in a list is taken as a list of one. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const found = at(value, name);
  if (found === undefined || found === null) return [];
  return Array.isArray(found) ? found : [found];
}

/** Control characters and marks of direction make a text read otherwise than it is stored. */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
/** Half characters: as they came, or left where a text is cut. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
const BREAKS = /[\t\n\r\u2028\u2029]+/gu;

export function textIn(value: unknown, charsMax: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(UNPRINTABLE, ' ').trim();
  return text === '' ? undefined : text.slice(0, charsMax).replace(LONE_SURROGATE, ' ').trim() || undefined;
}

/** On one line. */
export function lineIn(value: unknown, charsMax: number): string | undefined {
  return typeof value === 'string' ? textIn(value.replace(BREAKS, ' '), charsMax) : undefined;
}

export function wholeIn(value: unknown, max: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? value : undefined;
}

export function dateIn(value: unknown): PlainDate | undefined {
  return typeof value === 'string' && isPlainDate(value) ? value : undefined;
}

/** Extensions of a name, by the last part of their address, with or without the guide's prefix. */
export function extensionsOf(value: unknown, name: string): readonly unknown[] {
  const wanted = name.toLowerCase();
  return listAt(value, 'extension').filter((each) => {
    const url = at(each, 'url');
    return typeof url === 'string' && (url.split('/').pop() ?? '').split('|')[0]?.replace(/^extension-/i, '').toLowerCase() === wanted;
  });
}

/** The value of the first extension of a name, whatever its type. */
export function extensionValue(value: unknown, name: string): unknown {
  for (const extension of extensionsOf(value, name)) {
    if (!isObject(extension)) continue;
    const key = Object.keys(extension).find((each) => each.startsWith('value'));
    if (key !== undefined) return extension[key];
  }
  return undefined;
}

export interface Coding {
  readonly system?: string;
  readonly code?: string;
  readonly text?: string;
}

const SYSTEM_CHARS_MAX = 200;
const CODE_CHARS_MAX = 80;
const TEXT_CHARS_MAX = 2000;

/** Codings of a concept in their order, each with its own words or the concept's; of words alone one without a code. */
export function codingsOf(concept: unknown): readonly Coding[] {
  const words = textIn(at(concept, 'text'), TEXT_CHARS_MAX);
  const codings = listAt(concept, 'coding').flatMap((coding): readonly Coding[] => {
    const [system, code, text] = [lineIn(at(coding, 'system'), SYSTEM_CHARS_MAX), lineIn(at(coding, 'code'), CODE_CHARS_MAX), textIn(at(coding, 'display'), TEXT_CHARS_MAX) ?? words];
    return code === undefined && text === undefined ? [] : [{ ...(system !== undefined && { system }), ...(code !== undefined && { code }), ...(text !== undefined && { text }) }];
  });
  return codings.length > 0 || words === undefined ? codings : [{ text: words }];
}
