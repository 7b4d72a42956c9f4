/**
 * The code files: what each procedure code is, in our own words, from a day on. Pure data with its reader.
 * A correction is a change of data: a new file `codes/<effective-from>.json` and one line here.
 */
import type { SpinalRegion } from '../kernel/anatomy';
import type { PlainDate } from '../kernel/calendar';
import { reject, type Rejection } from '../kernel/rejection';
import type { Confidence, Source } from '../criteria/types';
import codes20260101 from './codes/2026-01-01.json';

export type Family =
  | 'facet-injection' | 'facet-ablation' | 'epidural-interlaminar' | 'epidural-transforaminal' | 'stimulator-lead' | 'stimulator-revision' | 'stimulator-generator'
  | 'stimulator-programming' | 'drug-test-presumptive' | 'drug-test-definitive' | 'guidance' | 'unlisted';

/** What the fee schedule says a unit of one side is worth beside others. Never part of an answer: no code is proposed for what it is worth. */
export interface RelativeValue {
  readonly work: number;
  /** With practice expense and liability, by the kind of place; left out where no source was seen that states it. */
  readonly facility?: number;
  readonly nonFacility?: number;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface Code {
  readonly label: string;
  readonly family: Family;
  readonly role: 'primary' | 'add-on';
  readonly region?: SpinalRegion;
  /** Which level of a side it is for; the last one for all further ones. */
  readonly tier?: number;
  /** Of an add-on: the codes of which one must stand beside it. */
  readonly addOnTo?: readonly string[];
  readonly guidance?: 'included' | 'none' | 'is-guidance';
  /** Has sides: RT, LT, and both. */
  readonly bilateral?: boolean;
  /** Units of one side on one day; `absolute`: no appeal. */
  readonly unitsMax?: number;
  readonly unitsLimit?: 'absolute' | 'daily';
  /** Days after the day itself in which it holds further procedures; left out where no such days are counted from it or asked of it. */
  readonly globalDays?: number;
  readonly professionalAndTechnicalParts?: boolean;
  readonly classes?: { readonly min: number; readonly max?: number };
  /** Left out where no source was seen, and of drug tests, which are on another schedule. */
  readonly relativeValue?: RelativeValue;
  readonly source: string;
  readonly confidence: Confidence;
}

export interface CodeFile {
  readonly schema: number;
  readonly effectiveFrom: PlainDate;
  readonly sources: Readonly<Record<string, Source>>;
  readonly codes: Readonly<Record<string, Code>>;
  readonly modifiers: Readonly<Record<string, { readonly label: string; readonly of: string }>>;
  readonly places: Readonly<Record<string, { readonly label: string; readonly facility: boolean }>>;
}

/** Oldest first. */
export const CODE_FILES: readonly CodeFile[] = [codes20260101 as CodeFile];

/** The file in force on a date of service, or `no-codes-in-force`. */
export function codesOn(dateOfService: PlainDate, files: readonly CodeFile[] = CODE_FILES): CodeFile | Rejection {
  const file = files.findLast(({ effectiveFrom }) => effectiveFrom <= dateOfService);
  return file ?? reject('no-codes-in-force', `no code file is in force on ${dateOfService}; the first takes effect on ${files[0]?.effectiveFrom ?? 'no day'}`);
}

/** Codes of a family, and of a region where they have one, first level first. */
export function tiersOf(file: CodeFile, family: Family, region: SpinalRegion): readonly string[] {
  let known = TIERS.get(file);
  if (known === undefined) TIERS.set(file, known = new Map());
  const name = `${family} ${region}`;
  let tiers = known.get(name);
  if (tiers === undefined) known.set(name, tiers = sortedTiers(file, family, region));
  return tiers;
}

const TIERS = new WeakMap<CodeFile, Map<string, readonly string[]>>();

function sortedTiers({ codes }: CodeFile, family: Family, region: SpinalRegion): readonly string[] {
  return Object.keys(codes).filter((code) => codes[code]?.family === family && codes[code]?.region === region)
    .sort((a, b) => (codes[a]?.tier ?? 0) - (codes[b]?.tier ?? 0));
}
