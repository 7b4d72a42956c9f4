/** A real practice in a store of its own, with whom it has, and imports into it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allFacts } from '../../machines/evidence/chart';
import { isRejection } from '../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { createPractice } from '../../src/cli/init/create-practice';
import type { SyntheticPatient } from '../../src/demo/generator/synthetic-patient';
import { recordStory } from '../../src/demo/record-story';
import { ImportRuns, type Importer, type ImportParts, type Mapping } from '../../src/imports';
import { announcePackets } from '../../src/packets';
import { patientProjector } from '../../src/patients';
import type { StoredRun } from '../../src/platform/database/imports';
import { openStore } from '../../src/platform/database/open-store';
import { PATIENT_FOLD, type PatientRecord } from '../../src/platform/patient-log/patient-record';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import { configOf } from '../support/commits';
import type { DatabaseLocation } from '../support/engines';

export const NOW = '2026-11-23T15:00:00.000Z';
const REGISTERED_ON = '2026-01-05';
const ACTOR = 'importer';

/** Whom a practice has before an import. */
export interface Resident {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly mrn: string;
}

export interface ImportingPractice {
  run(mapping: Mapping, files: readonly string[], options: { readonly record: boolean; readonly partial: boolean }): Promise<StoredRun>;
  /** `FILE ROW PLACE CODE`, in order; of a single file without its name. */
  refusalsOf(run: StoredRun, files: readonly string[]): readonly string[];
  patients(): Promise<readonly { readonly state: PatientRecord; readonly version: number }[]>;
  /** How many of each type are on record. */
  facts(): Promise<Readonly<Record<string, number>>>;
  documents(): Promise<number>;
  versions(): Promise<readonly number[]>;
  held(): Promise<readonly { readonly patient: string; readonly why: string }[]>;
  close(): Promise<void>;
}

export async function practiceWith(location: DatabaseLocation, residents: readonly Resident[] = []): Promise<ImportingPractice> {
  const clock = { now: () => NOW };
  const store = await openStore(configOf(location), clock);
  const created = await createPractice(store, 'Sample Practice', 'America/New_York');
  if (isRejection(created)) throw new Error(created.message);
  const { practice } = created;
  const parts: ImportParts = { store, clock, practiceLog: new PracticeLog(store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets };
  for (const [index, resident] of residents.entries()) await register(parts, practice.id, resident, index);
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-imports-'));
  const runs = new ImportRuns(parts, folder);
  const importer: Importer = { practice, actor: ACTOR, role: 'admin' };
  const patients: ImportingPractice['patients'] = async () => Promise.all((await store.reads.patients(practice.id, 200)).items.map(async ({ patient_id }) => store.streams.load(practice.id, patient_id, PATIENT_FOLD)));
  return {
    patients,
    run: async (mapping, files, { record, partial }) => {
      const done = await runs.proceed(await runs.begin(importer, mapping, 'sample', { files, record, partial, role: 'admin' }), importer);
      if (done === undefined) throw new Error('the import was cut off');
      return done;
    },
    refusalsOf: ({ importId }, files) =>
      (runs.refusals(importId, 0, 1000) ?? []).map(({ file, row, place, code }) => ({ file: files.length === 1 ? '' : `${nameOf(files[file] ?? '')} `, row, place, code }))
        .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.row - b.row || (a.place < b.place ? -1 : 1)))
        .map(({ file, row, place, code }) => `${file}${row} ${place === '' ? '-' : place} ${code}`),
    facts: async () => {
      const counts: Record<string, number> = {};
      for (const { state } of await patients()) for (const { fact } of allFacts(state.patient.chart)) counts[fact.type] = (counts[fact.type] ?? 0) + 1;
      return counts;
    },
    documents: async () => (await patients()).reduce((sum, { state }) => sum + Object.keys(state.patient.documents).length, 0),
    versions: async () => (await patients()).map(({ version }) => version),
    held: async () => (await store.imports.held(practice.id, 'waiting', 200)).map(({ key, reason }) => ({ patient: key, why: reason })).sort((a, b) => (a.patient < b.patient ? -1 : 1)),
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function register({ store, projector }: ImportParts, practice: string, { family, given, birthDate, mrn }: Resident, index: number): Promise<void> {
  const patientId = `00000000-0000-4000-a000-${String(index + 1).padStart(12, '0')}`;
  const registration: SyntheticPatient['registration'] = { type: 'RegisterPatient', patientId, name: { family, given }, birthDate, identifiers: [{ kind: 'mrn', value: mrn }], coverages: [], confirmedDistinct: true };
  const recording = { store, practice, actor: ACTOR, policies: SHIPPED_POLICIES, projector, announce: () => [] };
  await recordStory(recording, { patientId, registration, steps: [{ on: REGISTERED_ON, command: registration }] }, { on: REGISTERED_ON, recordedAt: `${REGISTERED_ON}T18:00:00.000Z`, steps: [] });
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}
