/**
 * An import from its files to what became of it: read, match and check, record. Each step leaves its mark in the scratch file, so that
 * a run that was cut off goes on where it was; what is recorded under a patient is one commit and is known again.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { hash } from 'node:crypto';
import { EMPTY_PATIENT, type Given, type Match, type PatientCoverage, type PatientEvent, type PatientState } from '../../machines/patient';
import { todayIn } from '../platform/clock/clock';
import { executeCommand } from '../platform/event-store/execute-command';
import { projectorUnder } from '../platform/event-store/projection';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PATIENT_FOLD, type PatientRecord } from '../platform/patient-log/patient-record';
import { newEvent } from '../platform/patient-log/patient-write';
import type { PracticeAt } from '../platform/practice-log/practice-log';
import { isRejection } from '../../machines/kernel/rejection';
import { prepareDocument } from '../documentation';
import { decidePatientImport, type PatientImport, type PatientImportDecided, type SourceDocument } from './decide-patient-import';
import { factIds, registeredId, type Importer, type ImportParts } from './importing';
import type { Mapping } from './mapping';
import { matchSourcePatient } from './match-source-patient';
import type { Scratch, ScratchPerson } from './scratch';

export interface ImportRun {
  readonly importId: string;
  readonly importer: Importer;
  readonly mapping: Mapping;
}

/** Held patients are kept for a person to decide about: with everything the source says of them. */
export type Hold = (held: { readonly key: string; readonly match: Extract<Match, { kind: 'held' }>; readonly person: ScratchPerson; readonly statements: PatientImport['statements'] }) => Promise<void>;

export interface Supervision {
  readonly isEnding: () => boolean;
  readonly onProgress: (patients: number) => void;
}

const PERSONS_PER_PAGE = 32;
/** More than one patient's life brings; what is beyond is refused, not cut. */
const STATEMENTS_MAX = 20_000;

/** Matches and decides every patient without recording. False: it was ended before the last. */
export async function checkImport(parts: ImportParts, { importer, mapping }: ImportRun, scratch: Scratch, { isEnding, onProgress }: Supervision): Promise<boolean> {
  const practice = await parts.practiceLog.now(importer.practice.id);
  let patients = 0;
  for (let after = ''; ;) {
    const page = scratch.persons('read', after, PERSONS_PER_PAGE);
    if (page.length === 0) return true;
    if (isEnding()) return false;
    await together(page, async (person) => {
      const { key } = person;
      if (scratch.countOf(key) > STATEMENTS_MAX) {
        scratch.together(() => {
          scratch.setPerson(key, 'done', undefined);
          scratch.addRefusal({ file: person.file, row: person.row, entry: 'patient', place: '', code: 'too-many-statements' });
        });
        return;
      }
      const match = await matchSourcePatient(parts, importer.practice.id, { source: mapping.source, key, person: person.person, sameAtSource: scratch.sameAtSource(person.person), isDoubted: person.isDoubted, registers: mapping.registers === true });
      if (match.kind === 'held') {
        scratch.together(() => {
          scratch.setPerson(key, 'held', undefined);
          scratch.tally({ 'patients-held': 1, held: waitingIn(scratch.statements(key, STATEMENTS_MAX)) });
        });
      } else {
        const wanted = await importOf(person, match, importer, mapping, scratch);
        const decided = await decideFor(parts, practice, importer, mapping, wanted);
        scratch.together(() => {
          scratch.setPerson(key, 'ready', wanted.patientId);
          scratch.tally({ ...decided.counts, ...(match.kind === 'same' && { 'patients-known': 1 }) });
          decided.refusals.forEach((refusal) => scratch.addRefusal(refusal));
        });
      }
      onProgress(++patients);
    });
    after = page.at(-1)?.key ?? after;
  }
}

/** Records every patient that was found ready, and puts those that are held on the list. False: it was ended before the last. */
export async function recordImport(parts: ImportParts, run: ImportRun, scratch: Scratch, hold: Hold, { isEnding, onProgress }: Supervision): Promise<boolean> {
  let patients = 0;
  for (const state of ['ready', 'held'] as const) {
    for (let after = ''; ;) {
      const page = scratch.persons(state, after, PERSONS_PER_PAGE);
      if (page.length === 0) break;
      if (isEnding()) return false;
      await together(page, async (person) => {
        if (state === 'ready') await recordPerson(parts, run, person, scratch);
        else await holdPerson(parts, run, person, scratch, hold);
        scratch.setPerson(person.key, 'done', person.patientId);
        onProgress(++patients);
      });
      after = page.at(-1)?.key ?? after;
    }
  }
  return true;
}

/** Side by side, so that one write to the disk serves many patients; other requests have their turn before each. */
async function together(page: readonly ScratchPerson[], work: (person: ScratchPerson) => Promise<void>): Promise<void> {
  await Promise.all(page.map(async (person) => {
    await nextTurn();
    await work(person);
  }));
}

async function recordPerson(parts: ImportParts, run: ImportRun, person: ScratchPerson, scratch: Scratch): Promise<void> {
  const { importer: { practice }, mapping } = run;
  const patientId = person.patientId ?? '';
  const by = patientId === registeredId(practice.id, mapping.source, person.key) ? 'registration' : 'identifier';
  const statements = scratch.statements(person.key, STATEMENTS_MAX);
  await recordPatientImport(parts, run, { source: mapping.source, key: person.key, patientId, by, person: person.person, at: person, statements, documents: await documentsIn(statements), revives: false });
}

async function holdPerson(parts: ImportParts, { importer, mapping }: ImportRun, person: ScratchPerson, scratch: Scratch, hold: Hold): Promise<void> {
  // Asked again: what was recorded since the check may have been this very patient.
  const match = await matchSourcePatient(parts, importer.practice.id, { source: mapping.source, key: person.key, person: person.person, sameAtSource: scratch.sameAtSource(person.person), isDoubted: person.isDoubted, registers: false });
  const held: Extract<Match, { kind: 'held' }> = match.kind === 'held' ? match : { kind: 'held', reason: 'possibly-known', candidates: match.kind === 'same' ? [match.patientId] : [] };
  await hold({ key: person.key, match: held, person, statements: scratch.statements(person.key, STATEMENTS_MAX) });
}

/** Names the commit of one patient of a run. */
export function importKey(importId: string, key: string): string {
  return hash('sha256', `${importId}\n${key}`, 'base64url');
}

/** One patient in one commit, under a key of its own: doing it again changes nothing. */
export async function recordPatientImport(parts: ImportParts, { importId, importer, mapping }: ImportRun, wanted: PatientImport): Promise<PatientImportDecided> {
  const { store, clock, projector, announce, practiceLog } = parts;
  const { practice, actor, role } = importer;
  const at = await practiceLog.now(practice.id);
  const recordedAt = clock.now();
  const key = importKey(importId, wanted.key);
  const contents = wanted.documents.flatMap(({ prepared }) => (isRejection(prepared) ? [] : prepared.contents));
  const coveragesBefore = await coveragesEver(store, practice.id, wanted);
  let decided: PatientImportDecided = { events: [], counts: {}, refusals: [] };
  const result = await executeCommand<PatientRecord, never>(store, store.streams, {
    practice: practice.id, stream: wanted.patientId, fold: PATIENT_FOLD, projector: projectorUnder(projector, at.state),
    decide: ({ state: { patient }, version }) => {
      const wasPurged = isPurged(patient, version);
      decided = decidePatientImport({ ...wanted, coveragesBefore, wasPurged }, mapping, factIds(practice.id, wanted.source, wanted.key), patient, givenAt(at, importer, recordedAt, key));
      return { accepted: true, events: decided.events.map(newEvent), outbox: announce(wanted.patientId, decided.events, version + decided.events.length), projections: wasPurged ? [] : contents };
    },
    audit: { actorId: actor, role, action: 'import-facts', resource: `patient/${wanted.patientId}`, outcome: 'allowed', requestId: importId },
    idempotency: { client: `import:${importId}`, key, requestHash: key, status: 201, practiceVersion: at.version },
    recordedAt, actorId: actor, correlationId: importId,
  });
  if (result.kind === 'conflict') throw new Error('other writers of the patient were faster each time');
  // An import goes over many: what it has written once would push out who is being worked with, and fill memory.
  store.streams.drop(practice.id, wanted.patientId, PATIENT_FOLD);
  return decided;
}

async function importOf(person: ScratchPerson, match: Exclude<Match, { kind: 'held' }>, { practice }: Importer, { source }: Mapping, scratch: Scratch): Promise<PatientImport> {
  const { key } = person;
  const statements = scratch.statements(key, STATEMENTS_MAX);
  return {
    source, key, person: person.person, at: person, statements, documents: await documentsIn(statements), revives: false,
    ...(match.kind === 'new' ? { patientId: registeredId(practice.id, source, key), by: 'registration' } : { patientId: match.patientId, by: 'identifier' }),
  };
}

/** How much waits with a patient: a coverage is the person's. */
export function waitingIn(statements: PatientImport['statements']): number {
  return statements.filter(({ statement }) => statement.kind !== 'coverage').length;
}

export async function documentsIn(statements: PatientImport['statements']): Promise<readonly SourceDocument[]> {
  const documents: SourceDocument[] = [];
  for (const part of statements) {
    const { statement } = part;
    if (statement.kind !== 'document') continue;
    documents.push({ part, title: statement.title, prepared: await prepareDocument(Buffer.from(statement.base64, 'base64'), statement.mediaType) });
  }
  return documents;
}

async function decideFor(parts: ImportParts, at: PracticeAt, importer: Importer, mapping: Mapping, wanted: PatientImport): Promise<PatientImportDecided> {
  const { practice } = importer;
  const { state, version } = await parts.store.streams.load(practice.id, wanted.patientId, PATIENT_FOLD);
  const ids = factIds(practice.id, wanted.source, wanted.key);
  return decidePatientImport({ ...wanted, coveragesBefore: await coveragesEver(parts.store, practice.id, wanted), wasPurged: isPurged(state.patient, version) }, mapping, ids, version === 0 ? EMPTY_PATIENT : state.patient, givenAt(at, importer, parts.clock.now(), 'check'));
}

/** A log with events and nobody in it. */
function isPurged({ id }: PatientState, version: number): boolean {
  return version > 0 && id === undefined;
}

/** What was taken off by somebody here is not brought back by a file that still says it. */
async function coveragesEver({ reads }: Pick<ImportParts['store'], 'reads'>, practice: string, { patientId, statements }: PatientImport): Promise<readonly PatientCoverage[]> {
  if (!statements.some(({ statement }) => statement.kind === 'coverage')) return [];
  const events = await reads.eventsOf(practice, [patientId], ['PatientRegistered', 'CoverageChanged']);
  return events.flatMap(({ data }) => (data as Extract<PatientEvent, { readonly coverages: unknown }>).coverages);
}

function givenAt({ policies, state: { directory } }: PracticeAt, { practice, actor }: Importer, recordedAt: string, key: string): Given {
  return { asOf: todayIn(practice.timeZone, recordedAt), recordedAt, actor, policies, directory, newId: derivedIds(practice.id, actor, key) };
}

