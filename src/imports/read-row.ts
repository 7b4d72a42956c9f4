/** One row of a source -> what it says, by its mapping. Pure. */
import type { PersonDetails } from '../../machines/patient';
import type { Entry, Leaf, Mapping } from './mapping';
import { readLeaf } from './read-leaf';
import { fillTemplate, holds, placeOf, type Row } from './read-template';
import type { Read, Refusal, SourcePerson, Statement } from './statement';

export interface At {
  readonly file: number;
  /** As a spreadsheet numbers it; of NDJSON the line; of a Bundle the number of the entry. */
  readonly row: number;
}

export const PERSON_ENTRY = 'patient';
/** The entry of a statement that stands with the patient. */
export const WITH_PERSON = -1;

export function readTableRow(row: Row, mapping: Mapping, at: At): readonly Read[] {
  if (mapping.skips?.some((conditions) => holds(conditions, row)) === true) return [];
  const { key } = mapping.patient;
  const refuse = (entry: string, place: string, code: string): Read => ({ refusal: { ...at, entry, place, code } });
  const patient = key === undefined ? undefined : textOf(row, key);
  if (typeof patient !== 'string') return [refuse(PERSON_ENTRY, key === undefined ? '' : placeOf(key), patient === undefined ? 'patient-not-named' : patient.code)];
  const entries = mapping.entries.map((entry, index) => ({ entry, index })).filter(({ entry }) => holds(entry.when ?? [], row));
  if (entries.length === 0) return [refuse('', '', 'not-mapped')];
  const person = readPerson(row, mapping.patient, at);
  const covered = mapping.coverage === undefined ? undefined : fillTemplate(mapping.coverage, row);
  return [
    ...person.refusals.map((refusal) => ({ refusal })),
    // What the row states stays: it waits with its patient, because nobody can tell whether the key is theirs.
    person.refusals.length > 0 ? { doubted: patient } : { person: person.person, patient, ...at },
    ...(covered === undefined ? [] : covered.faults.map(({ place, code }) => refuse('coverage', place, code))),
    ...(covered === undefined || covered.faults.length > 0 ? [] : [{ ...at, patient, entry: WITH_PERSON, statement: { kind: 'coverage' as const, coverage: covered.value } }]),
    ...entries.flatMap(({ entry, index }) => readEntry(row, entry, index, patient, at, undefined)),
  ];
}

export function readPerson(row: Row, { identifiers = [], family, given, birthDate, sex }: Mapping['patient'], at: At): { readonly person: SourcePerson; readonly refusals: readonly Refusal[] } {
  const refusals: Refusal[] = [];
  const value = (leaf: Leaf | undefined): string | undefined => {
    const read = leaf === undefined ? undefined : readLeaf(row.at(leaf), leaf, row.zone);
    if (leaf === undefined || read === undefined) return undefined;
    if ('value' in read) return String(read.value);
    refusals.push({ ...at, entry: PERSON_ENTRY, place: placeOf(leaf), code: read.fault });
    return undefined;
  };
  const [last, first, born, sexed] = [value(family), value(given), value(birthDate), value(sex)];
  const named = identifiers.flatMap(({ kind, from }) => {
    const said = value(from);
    return said === undefined ? [] : [{ kind, value: said }];
  });
  const person: SourcePerson = {
    identifiers: named, ...(last !== undefined && first !== undefined && { name: { family: last, given: first } }), ...(born !== undefined && { birthDate: born }),
    ...(sexed !== undefined && { sex: sexed as PersonDetails['sex'] }),
  };
  return { person, refusals };
}

/** `ownId`: of a resource. */
export function readEntry(row: Row, entry: Entry, index: number, patient: string, at: At, ownId: string | undefined): readonly Read[] {
  const refuse = (place: string, code: string): Read => ({ refusal: { ...at, entry: entry.name, place, code } });
  const given = entry.id === undefined ? ownId : textOf(row, entry.id);
  if (typeof given === 'object') return [refuse(given.place, given.code)];
  const moment = entry.moment === undefined ? undefined : textOf(row, entry.moment);
  if (typeof moment === 'object') return [refuse(moment.place, moment.code)];
  const placed = (statement: Statement): readonly Read[] => [{ ...at, patient, entry: index, statement }];
  const timed = moment === undefined ? {} : { moment };
  if (entry.adds !== undefined) {
    if (given === undefined) return [refuse(entry.id === undefined ? '' : placeOf(entry.id), 'id-missing')];
    const filled = fillTemplate(entry.adds.entry, row);
    if (filled.faults.length > 0) return filled.faults.map(({ place, code }) => refuse(place, code));
    return placed({ kind: 'adds', id: given, to: entry.adds.to, entry: filled.value, kept: filled.kept, ...timed });
  }
  const filled = fillTemplate(entry.fact ?? entry.coverage ?? entry.document?.title ?? '', row);
  if (filled.faults.length > 0) return filled.faults.map(({ place, code }) => refuse(place, code));
  if (entry.coverage !== undefined) return placed({ kind: 'coverage', coverage: filled.value });
  if (entry.document === undefined) return placed({ kind: 'fact', fact: filled.value, kept: filled.kept, ...timed, ...(given !== undefined && { id: given }) });
  const [mediaType, base64] = [row.at({ path: 'content.attachment.contentType' }), row.at({ path: 'content.attachment.data' })];
  if (typeof mediaType !== 'string' || typeof base64 !== 'string') return [refuse('content.attachment.data', 'document-not-inline')];
  return placed({ kind: 'document', id: given ?? '', title: String(filled.value ?? ''), mediaType, base64 });
}

/** Undefined: nothing stands there. */
function textOf(row: Row, leaf: Leaf): string | { readonly place: string; readonly code: string } | undefined {
  const read = readLeaf(row.at(leaf), leaf, row.zone);
  if (read === undefined) return undefined;
  return 'value' in read ? referenceOf(String(read.value)) : { place: placeOf(leaf), code: read.fault };
}

const REFERENCE = /^(?:https?:\/\/\S+\/)?([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/\S+)?$/;

/** References in their short form, so that one resource has one name: `Procedure/12`; of a bundle's own, the uuid. */
export function referenceOf(text: string): string {
  if (text.startsWith('urn:uuid:')) return text.slice('urn:uuid:'.length);
  return REFERENCE.exec(text)?.[1] ?? text;
}
