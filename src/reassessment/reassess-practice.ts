/**
 * What the day has changed by itself, recorded for every patient of a practice with an open episode or a day not to be missed: an interval that has passed,
 * the draft that waited for it, an approval whose time is over. It keeps no list of who is done: a patient whose record already
 * says what this day says decides to nothing, so a run that was cut short is finished by the next, and a second run writes nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PatientId } from '../../machines/kernel/ids';
import { isRejection } from '../../machines/kernel/rejection';
import { decidePatient, type PatientEvent, type PatientState } from '../../machines/patient';
import { todayIn, type Clock } from '../platform/clock/clock';
import type { Practice } from '../platform/database/practices';
import type { Store } from '../platform/database/store';
import { StoreUnavailable } from '../platform/database/store-errors';
import { executeCommand } from '../platform/event-store/execute-command';
import { projectorUnder, type Projector } from '../platform/event-store/projection';
import { areRowsOf, rebuildStream, type StoredRows } from '../platform/event-store/rebuild-projections';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PATIENT_FOLD, type PatientRecord } from '../platform/patient-log/patient-record';
import { newEvent, type Announce } from '../platform/patient-log/patient-write';
import type { PracticeLog } from '../platform/practice-log/practice-log';

export interface ReassessmentParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly practiceLog: PracticeLog;
  readonly projector: Projector<PatientRecord>;
  readonly announce: Announce;
}

export interface Reassessed {
  /** Patients with an open episode, or a day not to be missed, that were looked at. */
  readonly patients: number;
  /** Of these: with something new on record. */
  readonly changed: number;
  readonly events: number;
  /** Nothing new, but rows of theirs in the lists were not what the log says, and were written anew. */
  readonly rewritten: number;
  readonly failed: number;
  /** False when it was ended before the last patient. */
  readonly complete: boolean;
}

export interface Supervision {
  readonly isEnding: () => boolean;
  /** Hears why a patient could not be reassessed; the others are. */
  readonly onFailure: (error: unknown) => void;
}

const SYSTEM = 'system';
const PATIENTS_PER_PAGE = 20;

/**
 * One patient between two turns of the event loop, so that a request waits for one decision at most. Throws `StoreUnavailable`
 * when the store cannot be written now: to be run again.
 */
export async function reassessPractice(parts: ReassessmentParts, practice: Practice, { isEnding, onFailure }: Supervision): Promise<Reassessed> {
  const { reads } = parts.store;
  const counts = { patients: 0, changed: 0, events: 0, rewritten: 0, failed: 0 };
  for (let after = ''; ;) {
    const page = await reads.patientsInCare(practice.id, PATIENTS_PER_PAGE, after);
    const patientIds = page.map(({ patient_id }) => patient_id);
    const work = await reads.worklistOf(practice.id, patientIds);
    const due = await reads.deadlinesOf(practice.id, patientIds);
    const needs = await reads.needsOf(practice.id, patientIds);
    const links = await reads.linksOf(practice.id, patientIds);
    for (const summary of page) {
      if (isEnding()) return { ...counts, complete: false };
      await nextTurn();
      counts.patients += 1;
      const patientId = summary.patient_id;
      const ofPatient = <R extends { readonly patient_id: string }>(rows: readonly R[]): readonly R[] => rows.filter((row) => row.patient_id === patientId);
      try {
        const { events, rewritten } = await reassessPatient(parts, practice, patientId, { patient_summary: [summary], worklist: ofPatient(work), deadline: ofPatient(due), need: ofPatient(needs), patient_link: ofPatient(links) });
        counts.events += events;
        if (events > 0) counts.changed += 1;
        if (rewritten) counts.rewritten += 1;
      } catch (error) {
        if (error instanceof StoreUnavailable) throw error;
        counts.failed += 1;
        onFailure(error);
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PATIENTS_PER_PAGE) return { ...counts, complete: true };
    after = last.patient_id;
  }
}

/**
 * The day is asked for anew for each patient: a run over midnight never takes back what a user's write has recorded for the new day.
 * Another node that does the same meets the version, or its key.
 */
async function reassessPatient(parts: ReassessmentParts, practice: Practice, patientId: PatientId, stored: StoredRows): Promise<{ readonly events: number; readonly rewritten: boolean }> {
  const { store, clock, practiceLog, announce } = parts;
  // Who goes over everybody once a day leaves snapshots for those who go over everybody at once.
  const { state, version } = await store.streams.loadAndKeep(practice.id, patientId, PATIENT_FOLD);
  const { policies, version: practiceVersion, state: practiceState } = await practiceLog.now(practice.id);
  const projector = projectorUnder(parts.projector, practiceState);
  const recordedAt = clock.now();
  const asOf = todayIn(practice.timeZone, recordedAt);
  const key = `reassess-${asOf}-${patientId}-${version}${practiceVersion === 0 ? '' : `-${practiceVersion}`}`;
  const newsOf = (patient: PatientState): readonly PatientEvent[] => {
    const events = decidePatient({ type: 'ReassessPatient' }, patient, { asOf, recordedAt, actor: SYSTEM, policies, newId: derivedIds(practice.id, SYSTEM, key) });
    if (isRejection(events)) throw new Error(`a listed patient was refused: ${events.code}`);
    return events;
  };
  if (newsOf(state.patient).length === 0) {
    // What an earlier program, or somebody's hand in the table, left different from the log.
    const differs = !areRowsOf(practice.id, projector.project(practice.id, patientId, state, version), stored);
    if (differs) await rebuildStream(store, practice.id, patientId, PATIENT_FOLD, projector);
    return { events: 0, rewritten: differs };
  }
  const result = await executeCommand<PatientRecord, 'nothing-new'>(store, store.streams, {
    practice: practice.id, stream: patientId, fold: PATIENT_FOLD, projector,
    decide: (loaded) => {
      const events = newsOf(loaded.state.patient);
      if (events.length === 0) return { accepted: false, refusal: 'nothing-new' };
      return { accepted: true, events: events.map(newEvent), outbox: announce(patientId, events, loaded.version + events.length) };
    },
    audit: { actorId: SYSTEM, role: SYSTEM, action: 'reassess-patient', resource: `patient/${patientId}`, outcome: 'allowed', requestId: key },
    idempotency: { client: SYSTEM, key, requestHash: key, status: 200, practiceVersion },
    recordedAt, actorId: SYSTEM, correlationId: key,
  });
  // Where writers were faster five times in a row, what they wrote was assessed with it.
  return { events: result.kind === 'committed' ? result.events.length : 0, rewritten: false };
}
