/** What a use-case hands to the patient's log, and what it is handed back. */
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { Instant, PacketId, PatientId } from '../../../machines/kernel/ids';
import { isRejection, type Rejection } from '../../../machines/kernel/rejection';
import type { Directory } from '../../../machines/directory';
import type { Policy } from '../../../machines/criteria/types';
import { decidePatient, type Given, type PatientCommand, type PatientEvent, type PatientState } from '../../../machines/patient';
import type { Caller } from '../auth/caller';
import type { Loaded, NewEvent, OutboxWrite, ProjectionWrite } from '../event-store/event-store';
import type { Answer } from '../http/answer';
import type { PracticeAt } from '../practice-log/practice-log';
import type { Issued, PatientRecord } from './patient-record';

/** Jobs that follow from events, in the same commit. */
export type Announce = (patientId: PatientId, events: readonly PatientEvent[], version: number) => readonly OutboxWrite[];

/** A patient at one version of the log. */
export interface PatientAt {
  readonly patient: PatientState;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly issued: Readonly<Record<PacketId, Issued>>;
  /** Its practice there: the policies that decide. */
  readonly practice: PracticeAt;
}

/** A patient after a write, as it was recorded: an answer is a function of this and nothing else. */
export interface Recorded {
  readonly patientId: PatientId;
  readonly patient: PatientState;
  readonly version: number;
  readonly recordedAt: Instant;
  /** The practice's today when it was recorded. */
  readonly asOf: PlainDate;
  readonly policies: readonly Policy[];
  readonly directory: Directory;
  /** Ids the write gave to what it created, in the order it asked for them. */
  readonly newId: () => string;
  readonly caller: Caller;
}

export interface PatientWrite {
  readonly action: string;
  readonly status: 200 | 201;
  /** The first write of a patient's log. */
  readonly registers?: true;
  readonly command: (ids: () => string, patient: PatientState, given: Given) => PatientCommand | Rejection;
  /** Asked when the decider has no objection: what only the practice's other patients tell. */
  readonly refuse?: () => Promise<Rejection | undefined>;
  /** A second patient whose log changes in the same commit. */
  readonly other?: { readonly patientId: PatientId; readonly command: (patient: PatientState) => PatientCommand | Rejection };
  readonly alsoProject?: readonly ProjectionWrite[];
  readonly answer: (recorded: Recorded) => Answer;
}

const SCHEMA_VERSION = 1;

/** An event as the store takes it; `occurredOn` lets a reader order by clinical date. */
export function newEvent(event: PatientEvent): NewEvent {
  const { type } = event;
  return type === 'FactDocumented' || type === 'FactCorrected'
    ? { type, schemaVersion: SCHEMA_VERSION, data: event, occurredOn: event.fact.occurredOn }
    : { type, schemaVersion: SCHEMA_VERSION, data: event };
}

export function patientAt({ state: { patient, recordedAt, issued }, version }: Loaded<PatientRecord>, practice: PracticeAt): PatientAt {
  return { patient, version, recordedAt, issued, practice };
}

/** A use-case may refuse before the decider is asked. */
export function decide(command: PatientCommand | Rejection, patient: PatientState, given: Given): readonly PatientEvent[] | Rejection {
  return isRejection(command) ? command : decidePatient(command, patient, given);
}
