/** The file of patterns, typed. */
import type { Source } from '../criteria/types';
import file from './patterns.json';

/** Shares from which is read; chosen by leaving out one author after the other (`npm run -s denials -- --measure`). */
export interface ReadingFigures {
  /** Of what a reason says as a whole. */
  readonly wholeMin: number;
  /** Of what one of its several sentences says by itself. */
  readonly sentenceMin: number;
  /** Of what a part of a sentence says by itself, where other parts say something else. */
  readonly pieceMin: number;
}

export interface PatternFile {
  readonly figures: ReadingFigures;
  readonly sources: Readonly<Record<string, Source>>;
  /** Key into `sources` by kind or administrative subject; `recurring` where it is not named. */
  readonly sourceOf: Readonly<Record<string, string>>;
  /** Short forms that staff write, as plain words. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** Courtesies, and matters no criterion speaks of: a sentence with one of these goes to a person. */
  readonly passedOver: readonly string[];
  /** Ideas with the ways to say them. */
  readonly words: Readonly<Record<string, string>>;
}

export const FILE: PatternFile = file;

/** Stands for a kind or subject that has no source of its own. */
export const COMMON_SOURCE = 'recurring';
