/** What is folded of one patient's log: the aggregate, and what only the log's own rows say. Pure. */
import type { Instant, PacketId } from '../../../machines/kernel/ids';
import type { PatientEvent } from '../../../machines/patient/events';
import { EMPTY_PATIENT, evolvePatient, type PatientState } from '../../../machines/patient';
import type { StoredEvent } from '../event-store/event-store';
import type { Fold } from '../event-store/stream-cache';

export interface PatientRecord {
  readonly patient: PatientState;
  /** When the last event was recorded; empty before the first. */
  readonly recordedAt: Instant;
  /** Where the log stood when a packet was issued: it is built from there for ever. */
  readonly issued: Readonly<Record<PacketId, Issued>>;
}

export interface Issued {
  readonly version: number;
  readonly recordedAt: Instant;
}

export const PATIENT_FOLD: Fold<PatientRecord> = {
  name: 'patient@12',
  initial: { patient: EMPTY_PATIENT, recordedAt: '', issued: {} },
  evolve: (record, stored) => evolveRecord(record, stored),
};

function evolveRecord({ patient: before, issued }: PatientRecord, { data, version, recordedAt }: StoredEvent): PatientRecord {
  const event = data as PatientEvent;
  const patient = evolvePatient(before, event);
  if (event.type !== 'AuthorizationRequested') return { patient, recordedAt, issued };
  // What was issued is what the authorization has now: the first logs do not name it in the event.
  const packetId = patient.authorizations.find(({ id }) => id === event.authorizationId)?.packetId;
  return { patient, recordedAt, issued: packetId === undefined ? issued : { ...issued, [packetId]: { version, recordedAt } } };
}
