/** The file of patterns, typed. */
import type { Source } from '../criteria/types';
import type { Words } from './pattern';
import file from './patterns.json';
import type { Subject } from './subject';

/** Shares from which the second reader speaks, and how. */
export interface SecondReaderFigures {
  /** A reading of the patterns has at least this share of all labels ... */
  readonly secondedMin: number;
  /** ... and this part of the largest that a label of its criterion has. */
  readonly ofCriterionMin: number;
  /** A sentence that the patterns do not read is read from this share, where they see its subject and that something is wrong. */
  readonly readMin: number;
  /** The same, where they do not see its subject. */
  readonly readUnnamedMin: number;
  /** Where it doubts all that the patterns read. */
  readonly readAgainstMin: number;
  /** Added to what a share has to be, for a sentence of words that no example holds; less the more of them are known. */
  readonly strangenessWeight: number;
  /** What the bucket says by itself counts with this power. */
  readonly bucketWeight: number;
  /** Ideas that say that something is wrong. */
  readonly wrongs: readonly string[];
}

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
  readonly likeness: SecondReaderFigures;
}

export const FILE = file as unknown as PatternFile;
