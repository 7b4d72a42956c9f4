/** What one patient of a source would change here, and what of it cannot be: the same for a dry run and for the record. Pure but for what it is handed. */
import { fold } from '../../machines/kernel/decider';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { decideImport, decidePatient, evolvePatient, unattestedFacts, type Given, type ImportedStatement, type LinkedBy, type PatientCoverage, type PatientEvent, type PatientState } from '../../machines/patient';
import type { PreparedDocument } from '../documentation';
import { RegisterPatientDto } from '../patients';
import { plain, readBody } from '../platform/http/envelope';
import { assemble, type Assembled, type Own } from './assemble';
import type { Mapping } from './mapping';
import { placeAt } from './read-template';
import { takeCoverages } from './take-coverages';
import { WITH_PERSON } from './read-row';
import type { Refusal, SourcePerson } from './statement';

export interface PatientImport {
  readonly source: string;
  readonly key: string;
  /** Whom it goes to. */
  readonly patientId: string;
  readonly by: LinkedBy;
  readonly person: SourcePerson;
  readonly at: { readonly file: number; readonly row: number };
  readonly statements: readonly Own[];
  /** Of a patient who is known: every coverage that was ever on record here. */
  readonly coveragesBefore?: readonly PatientCoverage[];
  /** Whose record was destroyed: what the source still says of them is not recorded again. */
  readonly wasPurged?: boolean;
  /** Looked at before, because that takes time. */
  readonly documents: readonly SourceDocument[];
  /** Somebody looked: a patient with the same chart number is another person. */
  readonly confirmedDistinct?: true;
  /** Somebody linked them again: what was retracted with the link comes back. */
  readonly revives: boolean;
}

export interface SourceDocument {
  readonly part: Own;
  readonly title: string;
  readonly prepared: PreparedDocument | Rejection;
}

export interface PatientImportDecided {
  readonly events: readonly PatientEvent[];
  readonly counts: Readonly<Record<string, number>>;
  readonly refusals: readonly Refusal[];
}

export function decidePatientImport(wanted: PatientImport, mapping: Mapping, idOf: (name: string) => string, patient: PatientState, given: Given): PatientImportDecided {
  const { source, key } = wanted;
  if (wanted.wasPurged === true) return { events: [], counts: { refused: 1 }, refusals: [{ ...wanted.at, entry: 'patient', place: '', code: 'record-purged' }] };
  const refusals: Refusal[] = [];
  const counts: Record<string, number> = {};
  const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
  const { facts, coverages, misfits } = assemble(wanted.statements, source, idOf);
  const refuse = (part: Own, place: string, code: string): void => {
    refusals.push({ file: part.file, row: part.row, entry: nameOf(part, mapping), place, code });
    count('refused');
  };
  for (const { part, code } of misfits) refuse(part, '', code);
  const events: PatientEvent[] = [];
  let after = patient;
  const take = (decided: readonly PatientEvent[] | Rejection): Rejection | undefined => {
    if (isRejection(decided)) return decided;
    events.push(...decided);
    after = fold(evolvePatient, after, decided);
    return undefined;
  };
  if (patient.id === undefined) {
    const refused = registration(wanted, coverages, (command) => take(decidePatient(command, after, given)));
    if (refused.length > 0) return { events: [], counts: { refused: 1 }, refusals: refused.map(({ place, code }) => ({ ...wanted.at, entry: 'patient', place, code })) };
    count('patients-registered');
  }
  if ((after.links?.standing ?? []).every((link) => link.source !== source || link.key !== key)) take(decidePatient({ type: 'LinkPatients', source, key, by: wanted.by }, after, given));
  for (const { part, title, prepared } of wanted.documents) {
    const attached = isRejection(prepared) ? prepared : take(decidePatient({ type: 'AttachDocument', documentId: idOf(`document\n${part.statement.kind === 'document' ? part.statement.id : ''}`), title, ...prepared.stands }, after, given));
    if (attached === undefined || attached.code === 'document-exists') count(attached === undefined ? 'documents-new' : 'documents-on-record');
    else refuse(part, attached.pointer ?? '', attached.code);
  }
  if (patient.id !== undefined) {
    const taken = takeCoverages(coverages, wanted.coveragesBefore ?? [], after, given);
    take(taken.events);
    for (const { part, outcome, faults } of taken.outcomes) {
      if (outcome === 'refused') faults.forEach(({ pointer, code }) => refuse(part, placeIn(part, mapping, pointer), code));
      else count(`coverages-${outcome}`);
      if (outcome === 'differs') refusals.push({ file: part.file, row: part.row, entry: nameOf(part, mapping), place: '', code: 'coverage-differs' });
    }
  }
  const statements = facts.map(({ statement }): ImportedStatement => (wanted.revives && 'fact' in statement ? { ...statement, revives: true } : statement));
  const { outcomes, events: imported } = decideImport(statements, { source, key }, after, given);
  events.push(...imported);
  after = fold(evolvePatient, after, imported);
  const stated = new Set(statements.map(({ factId }) => factId));
  const awaiting = unattestedFacts(after).filter(({ id }) => stated.has(id)).length;
  if (awaiting > 0) counts['to-attest'] = awaiting;
  outcomes.forEach(({ outcome, faults }, index) => {
    count(outcome);
    const { parts } = facts[index] as Assembled;
    if (outcome === 'refused' || outcome === 'fact-missing') refusals.push(...refusalsOf(parts, mapping, faults.length === 0 ? [{ pointer: '', code: outcome }] : faults));
    else if (outcome === 'changed-at-source') refusals.push(...refusalsOf(parts.slice(0, 1), mapping, [{ pointer: '', code: outcome }]));
  });
  return { events, counts, refusals };
}

function registration({ patientId, person, confirmedDistinct }: PatientImport, coverages: readonly Own[], register: (command: Extract<Parameters<typeof decidePatient>[0], { type: 'RegisterPatient' }>) => Rejection | undefined): readonly { readonly place: string; readonly code: string }[] {
  const stated = [...new Map(coverages.map(({ statement }) => (statement.kind === 'coverage' ? [JSON.stringify(statement.coverage), statement.coverage] : []) as [string, unknown])).values()];
  const dto = readBody(RegisterPatientDto, { name: person.name, birthDate: person.birthDate, identifiers: person.identifiers, ...(person.sex !== undefined && { sex: person.sex }), ...(stated.length > 0 && { coverages: stated }) });
  if (isRejection(dto)) return (dto.faults ?? []).map(({ pointer, code }) => ({ place: pointer, code }));
  const { name, birthDate, identifiers = [], coverages: covered = [], confirmedDistinct: _, ...details } = plain(dto);
  const refused = register({ type: 'RegisterPatient', patientId, name, birthDate, identifiers, coverages: covered, ...(Object.keys(details).length > 0 && { details }), ...(confirmedDistinct === true && { confirmedDistinct }) });
  return refused === undefined ? [] : [{ place: refused.pointer ?? '', code: refused.code }];
}

function nameOf({ entry }: Own, mapping: Mapping): string {
  return entry === WITH_PERSON ? 'patient' : (mapping.entries[entry]?.name ?? '');
}

/** A fault of a fact that several rows make is told of the row it came from, where that can be told. */
function refusalsOf(parts: readonly Own[], mapping: Mapping, faults: readonly { readonly pointer: string; readonly code: string }[]): readonly Refusal[] {
  return faults.map(({ pointer, code }) => {
    const [said, ...added] = parts as readonly [Own, ...Own[]];
    const place = (part: Own, at: string): Refusal => ({ file: part.file, row: part.row, entry: nameOf(part, mapping), place: placeIn(part, mapping, at), code });
    const [, list = '', index = '', rest = ''] = /^(\/days|\/relief\/observations)\/(\d+)(.*)$/.exec(pointer) ?? [];
    if (list === '' || added.length === 0) return place(said, pointer);
    const own = said.statement.kind === 'fact' ? seriesLength(said.statement.fact, list) : 0;
    const joined = added[Number(index) - own];
    return joined === undefined ? place(said, pointer) : place(joined, rest);
  });
}

function seriesLength(fact: unknown, list: string): number {
  const { days, relief } = fact as { readonly days?: readonly unknown[]; readonly relief?: { readonly observations?: readonly unknown[] } };
  return (list === '/days' ? days : relief?.observations)?.length ?? 0;
}

function placeIn({ entry, statement }: Own, mapping: Mapping, pointer: string): string {
  const { fact, adds, coverage = mapping.coverage } = mapping.entries[entry] ?? {};
  if (statement.kind === 'coverage' && coverage !== undefined) return placeAt(coverage, pointer, {}) || pointer;
  if (pointer === '' || (statement.kind !== 'fact' && statement.kind !== 'adds')) return pointer;
  const template = statement.kind === 'fact' ? fact : adds?.entry;
  return (template === undefined ? '' : placeAt(template, pointer, statement.kept)) || pointer;
}
