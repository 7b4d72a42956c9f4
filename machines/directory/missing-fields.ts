/** Which field of which record a payer asks for and the directory does not have: dated, cited data (`asked-fields.json`) and its question. Pure. */
import type { Source } from '../criteria/types';
import asked from './asked-fields.json';
import type { Facility, Organization, Payer, Practitioner } from './types';

export type DirectoryRecord = 'practice' | 'practitioner' | 'facility' | 'payer';

/** What of the directory one request names; left out: not named, or not known. */
export interface Parties {
  readonly practice?: Organization;
  readonly practitioner?: Practitioner;
  readonly facility?: Facility;
  readonly payer?: Payer;
}

export interface MissingField {
  readonly record: DirectoryRecord;
  /** Of the entry; left out: the practice itself, or no entry is named at all, and then `fields` is empty. */
  readonly id?: string;
  /** One of these would do. */
  readonly fields: readonly string[];
  readonly source: Source;
}

interface Asked {
  readonly record: DirectoryRecord;
  readonly anyOf: readonly string[];
  /** Left out: every payer asks. */
  readonly program?: string;
  readonly source: string;
}

const FILE = asked as { readonly sources: Readonly<Record<string, Source>>; readonly asked: readonly Asked[] };

/** In the order of the data; a record that is not there at all is named once. `program`: the one that asks for the request, if any. */
export function missingFields(parties: Parties, program: string | undefined): readonly MissingField[] {
  return FILE.asked.filter((each) => each.program === undefined || each.program === program).flatMap(({ record, anyOf, source }, index, all): readonly MissingField[] => {
    const entry: object | undefined = parties[record];
    const cited = FILE.sources[source] as Source;
    if (entry === undefined) return all.findIndex((other) => other.record === record) === index ? [{ record, fields: [], source: cited }] : [];
    if (anyOf.some((field) => (entry as Readonly<Record<string, unknown>>)[field] !== undefined)) return [];
    const id = (entry as { readonly id?: string }).id;
    return [{ record, ...(id !== undefined && { id }), fields: anyOf, source: cited }];
  });
}

/** Of one entry by itself, whoever asks. */
export function missingOfEntry(record: DirectoryRecord, entry: object): readonly { readonly fields: readonly string[]; readonly program?: string }[] {
  return FILE.asked.filter((each) => each.record === record && !each.anyOf.some((field) => (entry as Readonly<Record<string, unknown>>)[field] !== undefined))
    .map(({ anyOf, program }) => ({ fields: anyOf, ...(program !== undefined && { program }) }));
}
