/** Reads the plain values of a policy file and collects every fault with its JSON pointer. Pure, apart from its own list. */
import { isPlainDate, type PlainDate } from '../kernel/calendar';
import type { Fault } from '../kernel/rejection';
import type { Source } from '../criteria/types';

export type Fields = Readonly<Record<string, unknown>>;

export class Reader {
  constructor(private readonly faults: Fault[]) {}

  fault(pointer: string, code: string, message: string): void {
    this.faults.push({ pointer, code, message });
  }

  /** An object; with `fields`, only those. */
  object(input: unknown, pointer: string, fields?: readonly string[]): Fields | undefined {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      this.fault(pointer, 'not-an-object', 'must be an object');
      return undefined;
    }
    for (const name of Object.keys(input)) {
      if (name === '__proto__' || (fields !== undefined && !fields.includes(name))) this.fault(`${pointer}/${name}`, 'unknown-field', `is not a field here; remove it or correct its name${fields === undefined ? '' : ` (${fields.join(', ')})`}`);
    }
    return input as Fields;
  }

  list(input: unknown, pointer: string): readonly unknown[] {
    if (Array.isArray(input)) return input;
    this.fault(pointer, 'not-a-list', 'must be a list');
    return [];
  }

  text(input: unknown, pointer: string): string {
    if (typeof input === 'string' && input.trim() !== '' && input.length <= 500) return input;
    this.fault(pointer, 'not-a-text', 'must be a text of 1 to 500 characters');
    return '';
  }

  word(input: unknown, pointer: string, words: readonly string[]): string {
    if (typeof input === 'string' && words.includes(input)) return input;
    this.fault(pointer, 'unknown-word', `must be one of ${words.join(', ')}`);
    return '';
  }

  words(input: unknown, pointer: string): readonly string[] {
    const words = this.list(input, pointer);
    if (words.every((word) => typeof word === 'string' && word !== '') && new Set(words).size === words.length) return words as readonly string[];
    this.fault(pointer, 'not-words', 'must be a list of different words');
    return [];
  }

  flag(input: unknown, pointer: string): boolean {
    if (typeof input === 'boolean') return input;
    this.fault(pointer, 'not-a-boolean', 'must be true or false');
    return false;
  }

  /** A whole number, zero or more. */
  count(input: unknown, pointer: string): number {
    if (typeof input === 'number' && Number.isInteger(input) && input >= 0) return input;
    this.fault(pointer, 'not-a-count', 'must be a whole number, zero or more');
    return 0;
  }

  percent(input: unknown, pointer: string): number {
    if (typeof input === 'number' && input >= 1 && input <= 100) return input;
    this.fault(pointer, 'not-a-percentage', 'must be a percentage from 1 to 100 (80, not 0.8)');
    return 0;
  }

  /** A number above zero. */
  figure(input: unknown, pointer: string): number {
    if (typeof input === 'number' && input > 0 && Number.isFinite(input)) return input;
    this.fault(pointer, 'not-a-figure', 'must be a number above zero');
    return 0;
  }

  /** Lists of words by word: `{ "failed-back-surgery-syndrome": ["radicular-leg"] }`. */
  wordLists(input: unknown, pointer: string): void {
    for (const [name, words] of Object.entries(this.object(input, pointer) ?? {})) this.words(words, `${pointer}/${name}`);
  }

  /** Named figures: `{ "bupivacaine": 180 }`. */
  figures(input: unknown, pointer: string): Readonly<Record<string, number>> {
    const figures = this.object(input, pointer) ?? {};
    for (const [name, figure] of Object.entries(figures)) {
      if (typeof figure !== 'number' || !(figure >= 0) || !Number.isFinite(figure)) this.fault(`${pointer}/${name}`, 'not-a-figure', 'must be a number, zero or more');
    }
    return figures as Readonly<Record<string, number>>;
  }

  date(input: unknown, pointer: string): PlainDate | undefined {
    if (isPlainDate(input)) return input;
    this.fault(pointer, 'not-a-date', 'must be a date that exists, written YYYY-MM-DD');
    return undefined;
  }

  /** A citation by the name of one of the file's sources, with the place in the document. */
  source(name: unknown, section: unknown, pointer: string, sources: ReadonlyMap<string, Source>): Source {
    const source = typeof name === 'string' ? sources.get(name) : undefined;
    if (source === undefined) {
      this.fault(`${pointer}/source`, 'uncited', `must name one of the file's sources (${[...sources.keys()].join(', ')})`);
      return { title: '', document: '' };
    }
    return section === undefined ? source : { ...source, section: this.text(section, `${pointer}/section`) };
  }
}
