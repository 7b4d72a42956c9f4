/**
 * Values as X12 can carry them. One rule: numbers and codes are written exactly or refused; words are spelled in the letters of
 * `x12-278-codes.json` (accents fall away, its table spells the rest, what would separate becomes a space), and what cannot be
 * spelled is refused. Nothing is cut. Pure.
 */
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Fault } from '../../../machines/kernel/rejection';
import X12 from './x12-278-codes.json';

export { X12 };

export const SEPARATORS = { element: '*', component: ':', repetition: '^', segment: '~' } as const;

const CHARACTERS: ReadonlySet<string> = new Set(X12.characters);
const SPELLING: Readonly<Record<string, string>> = X12.spelling;

/** A value of the packet, and where it stands in the packet's JSON; nobody's value where the packet has none. */
export interface Written {
  readonly text: string;
  readonly fault?: Fault;
}

export type Value = Written | string | undefined;
/** A list: an element of several components. */
export type Element = Value | readonly Value[];
export type Segment = readonly [tag: string, ...elements: Element[]];

/** A number or a code of the packet. */
export function exact(value: string, pointer: string, lengthMax = Infinity): Written {
  if (value === '' || value !== value.trim() || !isKnown(value)) return { text: '', fault: { pointer, code: 'not-in-edi', message: 'letters, digits and signs that X12 can carry and does not separate with are expected' } };
  if (value.length > lengthMax) return { text: '', fault: { pointer, code: 'too-long-for-edi', message: `at most ${lengthMax} characters are expected` } };
  return { text: value };
}

/** A name or a sentence of the packet. */
export function words(value: string, pointer: string): Written {
  const text = spelled(value);
  return text !== '' && isKnown(text) ? { text } : { text: '', fault: { pointer, code: 'not-in-edi', message: 'Latin letters, digits and common signs are expected' } };
}

export function spelled(value: string): string {
  const plain = value.normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain].map((letter) => SPELLING[letter] ?? letter).join('').replace(/\s+/g, ' ').trim();
}

export function dayOf(date: PlainDate): string {
  return date.replaceAll('-', '');
}

export function faultsOf(segments: readonly Segment[]): readonly Fault[] {
  const values = segments.flatMap((segment) => segment.slice(1)).flatMap((element) => (isComposite(element) ? element : [element]));
  return values.flatMap((value) => (typeof value === 'object' && value.fault !== undefined ? [value.fault] : []));
}

/** One segment as it is sent; elements that are empty at its end are left out. */
export function textOf([tag, ...elements]: Segment): string {
  const texts = elements.map((element) => (isComposite(element) ? trimmed(element.map(textOfValue)).join(SEPARATORS.component) : textOfValue(element)));
  return `${[tag, ...trimmed(texts)].join(SEPARATORS.element)}${SEPARATORS.segment}`;
}

function isKnown(value: string): boolean {
  return [...value].every((letter) => CHARACTERS.has(letter));
}

function isComposite(element: Element): element is readonly Value[] {
  return Array.isArray(element);
}

function textOfValue(value: Value): string {
  return typeof value === 'object' ? value.text : value ?? '';
}

function trimmed(texts: readonly string[]): readonly string[] {
  return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
}
