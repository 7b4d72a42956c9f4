/**
 * How a source system's files are read: declared once, saved per source, and nothing is guessed. What a mapping does not
 * name is refused, not skipped. The whole format with examples: `docs/import.md`; the schema of it: `mapping.schema.json`.
 */
export type SourceFormat = 'csv' | 'fhir' | 'cases';

/** One value of a row: where it stands and how it is written. */
export interface Leaf {
  /** A column of a table. */
  readonly column?: string;
  /** Several columns, read as one text with a space between. */
  readonly columns?: readonly string[];
  /** FHIRPath within a resource. */
  readonly path?: string;
  /** The part of a list that `make` is asked for. */
  readonly item?: true;
  /** Left out: text. */
  readonly as?: 'text' | 'number' | 'whole' | 'date' | 'instant';
  /** Of a date or an instant: `MM/dd/yyyy`. Left out: ISO 8601. A year has four digits. */
  readonly format?: string;
  /** Of an instant without an offset, where it was written; of a date with time and offset, whose day it is; the practice's where left out: `America/New_York`. */
  readonly zone?: string;
  /** What the source writes -> what it means. Anything else is refused. */
  readonly codes?: Readonly<Record<string, unknown>>;
  /** Written after a number and taken off: `%`. */
  readonly suffix?: string;
  /** `fraction`: 0.8 stands for 80 per cent. */
  readonly unit?: 'fraction';
  /** What the source writes where it knows nothing: `N/A`. */
  readonly blank?: readonly string[];
  /** Of `each`: what stands between the parts. */
  readonly split?: string;
}

/** As many as a cell lists. */
export interface Each {
  readonly each: Leaf;
  readonly make: Template;
}

/** A fact as JSON, with leaves where the row says something: constants stand as they are. */
export type Template = string | number | boolean | null | Leaf | Each | readonly Template[] | { readonly [field: string]: Template };

/** Of a cell; of several all hold. */
export interface Condition extends Pick<Leaf, 'column' | 'path'> {
  readonly is?: readonly string[];
  readonly isNot?: readonly string[];
  readonly isBlank?: boolean;
}

/** Scores and days that come row by row and join one fact. */
export interface Joining {
  readonly to: 'observations' | 'days';
  readonly entry: Template;
}

export interface Entry {
  /** What it is called in reports. */
  readonly name: string;
  /** FHIR: the type of resource. */
  readonly resource?: string;
  readonly when?: readonly Condition[];
  /** Names the statement at its source, so that it is known again. Rows with one id make one fact. */
  readonly id?: Leaf;
  readonly fact?: Template;
  readonly adds?: Joining;
  /** The moment of the procedure, or of the score that joins it: minutes are counted between the two. */
  readonly moment?: Leaf;
  /** FHIR: an inline document. */
  readonly document?: { readonly title: Template };
  /** FHIR: what pays. */
  readonly coverage?: Template;
}

export interface PatientMapping {
  /** CSV: names the patient at the source. FHIR: the resource that is referred to. */
  readonly key?: Leaf;
  readonly identifiers?: readonly { readonly kind: string; readonly from: Leaf }[];
  readonly family?: Leaf;
  readonly given?: Leaf;
  readonly birthDate?: Leaf;
  readonly sex?: Leaf;
}

export interface Mapping {
  /** `northside-ehr`: what facts name as their source. */
  readonly source: string;
  readonly format: SourceFormat;
  readonly csv?: {
    readonly delimiter?: string;
    readonly encoding?: 'utf-8' | 'utf-16le' | 'windows-1252';
    /** The line that names the columns, from 1. */
    readonly headerRow?: number;
  };
  /** Columns, or types of resource, that are known and not read. */
  readonly ignores?: readonly string[];
  /** Rows that say nothing: totals, repeated headings. */
  readonly skips?: readonly (readonly Condition[])[];
  readonly patient: PatientMapping;
  /** Patients whom the practice does not have are registered; else somebody decides about each. */
  readonly registers?: boolean;
  /** CSV: what pays. */
  readonly coverage?: Template;
  readonly entries: readonly Entry[];
}

export function isLeaf(template: Template): template is Leaf {
  return isObject(template) && ('column' in template || 'columns' in template || 'path' in template || 'item' in template);
}

export function isEach(template: Template): template is Each {
  return isObject(template) && 'each' in template && 'make' in template;
}

function isObject(template: Template): template is Exclude<Template, string | number | boolean | null | readonly Template[]> {
  return typeof template === 'object' && template !== null && !Array.isArray(template);
}
