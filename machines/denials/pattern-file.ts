/** The file of patterns, typed. */
import type { Source } from '../criteria/types';
import type { Words } from './pattern';
import file from './patterns.json';
import type { Subject } from './subject';

export interface PatternFile {
  readonly sources: Readonly<Record<string, Source>>;
  /** Short forms that staff write, as plain words. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Courtesies, and matters no criterion speaks of: a sentence with one of these goes to a person. */
  readonly passedOver: readonly string[];
  /** Beginnings of a sentence that only goes on with the one before. */
  readonly goesOn: readonly string[];
  /** Which entry of `words` names a procedure, and how it is said before a part that names none. */
  readonly procedures: readonly { readonly word: string; readonly text: string }[];
  readonly words: Words;
  readonly subjects: readonly Subject[];
  /** Of the second reader: the share from which a reading of the patterns stands, and from which a sentence is read without them. */
  readonly likeness: { readonly secondedMin: number; readonly readMin: number; /** Ideas of which one has to be there: a sentence that lacks nothing is like those that lack it. */ readonly wrongs: readonly string[] };
}

export const FILE = file as unknown as PatternFile;
