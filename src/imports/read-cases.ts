/** Case files (docs/case-format.md): each case a patient with its facts. What is asked of it and expected is not read. */
import type { Readable } from 'node:stream';
import { readDocuments } from './read-documents';
import { PERSON_ENTRY, WITH_PERSON } from './read-row';
import type { Read } from './statement';

interface CaseFile {
  readonly id?: unknown;
  readonly patient?: { readonly birthDate?: unknown };
  readonly coverage?: unknown;
  readonly facts?: unknown;
}

/** Cases have no names: who reads the list sees the case's id. */
const GIVEN_NAME = 'Case';

export async function* readCases(bytes: Readable, file: number): AsyncGenerator<Read> {
  for await (const { row, value, code } of readDocuments(bytes)) {
    if (code !== undefined) yield { refusal: { file, row, entry: '', place: '', code } };
    else for (const [index, one] of (Array.isArray(value) ? (value as readonly CaseFile[]) : [value as CaseFile]).entries()) yield* readCase(one, { file, row: Array.isArray(value) ? index + 1 : row });
  }
}

function* readCase({ id, patient, coverage, facts }: CaseFile, at: { readonly file: number; readonly row: number }): Generator<Read> {
  const refuse = (place: string, code: string): Read => ({ refusal: { ...at, entry: PERSON_ENTRY, place, code } });
  if (typeof id !== 'string' || id === '') return void (yield refuse('/id', 'patient-not-named'));
  if (typeof patient?.birthDate !== 'string') return void (yield refuse('/patient/birthDate', 'required'));
  if (!Array.isArray(facts)) return void (yield refuse('/facts', 'wrong-type'));
  yield { person: { name: { family: id, given: GIVEN_NAME }, birthDate: patient.birthDate, identifiers: [{ kind: 'case', value: id }] }, patient: id, ...at };
  if (coverage !== undefined) yield { ...at, patient: id, entry: WITH_PERSON, statement: { kind: 'coverage', coverage: { order: 1, ...(coverage as object) } } };
  for (const [index, fact] of facts.entries()) {
    const { id: given, ...content } = (typeof fact === 'object' && fact !== null ? fact : {}) as { readonly id?: unknown };
    yield { ...at, patient: id, entry: WITH_PERSON, statement: { kind: 'fact', id: `${id}/${typeof given === 'string' ? given : `fact-${index + 1}`}`, fact: content, kept: {} } };
  }
}
