/**
 * Tells a synthetic patient's story to the real decider: what each day's visit records, as a practice that had worked with
 * the service would have recorded it. Pure; a refused step is a defect of the story.
 */
import { assert } from '../../../machines/kernel/assert';
import { fold } from '../../../machines/kernel/decider';
import type { PlainDate } from '../../../machines/kernel/calendar';
import type { ActorId, Instant } from '../../../machines/kernel/ids';
import { isRejection } from '../../../machines/kernel/rejection';
import type { Policy } from '../../../machines/criteria/types';
import { decidePatient, EMPTY_PATIENT, evolvePatient, type PatientState } from '../../../machines/patient';
import type { PatientEvent } from '../../../machines/patient/events';
import { DEMO_DIRECTORY } from '../demo-directory';
import { commandOf } from './step-command';
import type { SyntheticPatient, SyntheticStep } from './synthetic-patient';

/** Everything that is recorded on one day. */
export interface Visit {
  readonly on: PlainDate;
  /** Five in the afternoon, universal time: after any time of day that the story names. */
  readonly recordedAt: Instant;
  readonly steps: readonly SyntheticStep[];
}

export interface Telling {
  readonly policies: readonly Policy[];
  readonly actor: ActorId;
  /** Ids for authorizations and packets that the record drafts by itself. */
  readonly newId: () => string;
}

export function visitsOf(patient: SyntheticPatient): readonly Visit[] {
  const days = new Map<PlainDate, SyntheticStep[]>();
  for (const step of patient.steps) {
    const day = days.get(step.on);
    if (day === undefined) days.set(step.on, [step]);
    else day.push(step);
  }
  return [...days].map(([on, steps]) => ({ on, recordedAt: `${on}T17:00:00.000Z`, steps }));
}

/** The events of one visit, decided step by step. */
export function tellVisit(visit: Visit, before: PatientState, telling: Telling): readonly PatientEvent[] {
  const events: PatientEvent[] = [];
  let patient = before;
  for (const step of visit.steps) {
    const decided = decidePatient(commandOf(step, patient), patient, { ...telling, asOf: visit.on, recordedAt: visit.recordedAt, directory: DEMO_DIRECTORY });
    assert(!isRejection(decided), `a synthetic story was refused: ${isRejection(decided) ? `${decided.code} ${decided.message}` : ''}`);
    for (const event of decided) events.push(event);
    patient = fold(evolvePatient, patient, decided);
  }
  return events;
}

/** The whole log of a patient. */
export function tellPatient(story: SyntheticPatient, telling: Telling): readonly PatientEvent[] {
  const events: PatientEvent[] = [];
  let patient: PatientState = EMPTY_PATIENT;
  for (const visit of visitsOf(story)) {
    const told = tellVisit(visit, patient, telling);
    for (const event of told) events.push(event);
    patient = fold(evolvePatient, patient, told);
  }
  return events;
}
