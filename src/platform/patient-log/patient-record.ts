/** What is folded of one patient's log: the aggregate, and what only the log's own rows say. Pure. */
import type { Instant, PacketId } from '../../../machines/kernel/ids';
import type { PatientEvent } from '../../../machines/patient/events';
import { EMPTY_PATIENT, evolvePatient, isNote, type PatientState } from '../../../machines/patient';
import type { StoredEvent } from '../event-store/event-store';
import type { Fold } from '../event-store/stream-cache';

export interface PatientRecord {
  readonly patient: PatientState;
  /** When the last event was recorded; empty before the first. */
  readonly recordedAt: Instant;
  /** Version of the last event that changed the record; what staff note about their work does not. */
  readonly changedAt?: number;
  /** Where the log stood when a packet was issued: it is built from there for ever. */
  readonly issued: Readonly<Record<PacketId, Issued>>;
}

export interface Issued {
  readonly version: number;
  readonly recordedAt: Instant;
}

/** The type of the last event of a log whose record was destroyed. It is of the log and not of the patient, who folds to nobody. */
export const PATIENT_PURGED = 'PatientPurged';

export const PATIENT_FOLD: Fold<PatientRecord> = {
  name: 'patient@15',
  initial: { patient: EMPTY_PATIENT, recordedAt: '', issued: {} },
  evolve: (record, stored) => (stored.type === PATIENT_PURGED ? PATIENT_FOLD.initial : evolveRecord(record, stored)),
};

function evolveRecord({ patient: before, issued, changedAt: changedBefore = 0 }: PatientRecord, { data, version, recordedAt }: StoredEvent): PatientRecord {
  const event = data as PatientEvent;
  const patient = evolvePatient(before, event);
  const changedAt = isNote(event) ? changedBefore : version;
  if (event.type !== 'AuthorizationRequested') return { patient, recordedAt, changedAt, issued };
  // What was issued is what the authorization has now: the first logs do not name it in the event.
  const packetId = patient.authorizations.find(({ id }) => id === event.authorizationId)?.packetId;
  return { patient, recordedAt, changedAt, issued: packetId === undefined ? issued : { ...issued, [packetId]: { version, recordedAt } } };
}

/** Whoever saw the record at an earlier version has seen it as it is, but for notes. */
export function isUnchangedSince({ changedAt }: PatientRecord, version: number): boolean {
  return changedAt !== undefined && changedAt <= version;
}
