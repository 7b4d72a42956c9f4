/** What a source says, row by row, before it is known whose it is here. Plain data. */
import type { PatientName, PersonDetails } from '../../machines/patient';

/** A person as the source has them. */
export interface SourcePerson {
  readonly name?: PatientName;
  readonly birthDate?: string;
  readonly sex?: PersonDetails['sex'];
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
}

export type Statement =
  | { readonly kind: 'fact'; readonly id?: string; /** It has one here already. */ readonly factId?: string; readonly fact: unknown; readonly moment?: string; readonly kept: Readonly<Record<string, readonly number[]>> }
  | { readonly kind: 'adds'; readonly id: string; readonly to: 'observations' | 'days'; readonly entry: unknown; readonly moment?: string; readonly kept: Readonly<Record<string, readonly number[]>> }
  | { readonly kind: 'coverage'; readonly coverage: unknown }
  | { readonly kind: 'document'; readonly id: string; readonly title: string; readonly mediaType: string; readonly base64: string };

export interface Placed {
  /** Line of a table, line of NDJSON, number of the entry of a Bundle: from 1. */
  readonly row: number;
  /** Which file of several, from 0. */
  readonly file: number;
  /** Names the patient at the source. */
  readonly patient: string;
  /** Index in `mapping.entries`; -1 what stands with the patient. */
  readonly entry: number;
  readonly statement: Statement;
}

/** Something of the source that is not taken: never its value. */
export interface Refusal {
  readonly file: number;
  readonly row: number;
  /** Name of the entry in the mapping; empty where none was found. */
  readonly entry: string;
  /** Column or path; empty where no single one is to blame. */
  readonly place: string;
  readonly code: string;
}

/** What a reader hands on of one row. */
export type Read =
  | { /** Names the patient; who that is could not be read in this row. */ readonly doubted: string }
  | { readonly person: SourcePerson; readonly patient: string; readonly row: number; readonly file: number }
  | Placed
  | { readonly refusal: Refusal };
