/**
 * Writes a synthetic patient's visits through the same path as any other write: decided, folded, projected, announced and
 * audited, at the instant of the visit. Every visit has an idempotency key, so a start that was interrupted resumes.
 */
import type { ActorId, PracticeId } from '../../machines/kernel/ids';
import type { Policy } from '../../machines/criteria/types';
import type { Store } from '../platform/database/store';
import { executeCommand } from '../platform/event-store/execute-command';
import type { Projector } from '../platform/event-store/projection';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { newEvent, type Announce } from '../platform/patient-log/patient-write';
import { PATIENT_FOLD, type PatientRecord } from '../platform/patient-log/patient-record';
import { tellVisit, visitsOf, type Visit } from './generator/tell-patient';
import type { SyntheticPatient } from './generator/synthetic-patient';

export interface Recording {
  readonly store: Store;
  readonly practice: PracticeId;
  readonly actor: ActorId;
  readonly policies: readonly Policy[];
  readonly projector: Projector<PatientRecord>;
  readonly announce: Announce;
}

export async function recordStory(recording: Recording, patient: SyntheticPatient, lastVisit: Visit): Promise<void> {
  // What followed from past visits was done then; only today's leaves work behind.
  for (const visit of visitsOf(patient)) await recordVisit({ ...recording, announce: () => [] }, patient, visit);
  await recordVisit(recording, patient, lastVisit);
}

async function recordVisit({ store, practice, actor, policies, projector, announce }: Recording, { patientId }: SyntheticPatient, visit: Visit): Promise<void> {
  const key = `demo-${patientId}-${visit.on}`;
  if ((await store.findIdempotency(practice, actor, key)) !== undefined) return;
  const result = await executeCommand<PatientRecord, never>(store, store.streams, {
    practice, stream: patientId, fold: PATIENT_FOLD, projector,
    decide: ({ state, version }) => {
      const events = tellVisit(visit, state.patient, { policies, actor, newId: derivedIds(practice, actor, key) });
      return { accepted: true, events: events.map(newEvent), outbox: announce(patientId, events, version + events.length) };
    },
    audit: { actorId: actor, role: 'clinician', action: 'tell-demo-visit', resource: `patient/${patientId}`, outcome: 'allowed', requestId: key },
    idempotency: { client: actor, key, requestHash: key, status: 201 },
    recordedAt: visit.recordedAt, actorId: actor, correlationId: key,
  });
  if (result.kind !== 'committed') {
    throw new Error('The demo practice could not be written: another process writes to its database. Stop it and start again.');
  }
}
