/** Patients whose first block was good: only the interval is missing, and time will meet it. Written as a user's writes are. */
import { announcePackets } from '../../src/packets';
import { patientProjector } from '../../src/patients';
import { PracticeLog } from '../../src/platform/practice-log/practice-log';
import type { Clock } from '../../src/platform/clock/clock';
import type { Store } from '../../src/platform/database/store';
import { executeCommand } from '../../src/platform/event-store/execute-command';
import { newEvent } from '../../src/platform/patient-log/patient-write';
import { PATIENT_FOLD, type PatientRecord } from '../../src/platform/patient-log/patient-record';
import type { ReassessmentParts } from '../../src/reassessment';
import { EMPTY_PATIENT } from '../../machines/patient';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { PlainDate } from '../../machines/kernel/calendar';
import type { Policy } from '../../machines/criteria/types';
import { block, BLOCK_1_ON, DAY_0, document, FACET, OPEN_RFA, plusDays, REGISTER, RELIEF_PERCENT_MIN, supportingFacts, tellAll } from '../support/patient-story';

export const PRACTICE = { id: 'spine', name: 'Spine Clinic', timeZone: 'America/New_York', demo: false, createdAt: `${DAY_0}T12:00:00.000Z` } as const;
export const noonOf = (date: string): string => `${date}T16:00:00.000Z`;

/** The shipped policies, with a stricter version of theirs in force from a day on. */
export function withStricterFrom(effectiveFrom: PlainDate): readonly Policy[] {
  const text = JSON.stringify(FACET).replaceAll(`"reliefPercentMin":${RELIEF_PERCENT_MIN}`, `"reliefPercentMin":${RELIEF_PERCENT_MIN + 1}`);
  const next = { ...(JSON.parse(text) as Policy), version: effectiveFrom, effectiveFrom };
  return [...SHIPPED_POLICIES.filter((policy) => policy !== FACET), { ...FACET, effectiveTo: plusDays(effectiveFrom, -1) }, next];
}

export function partsOf(store: Store, clock: Clock, policies: readonly Policy[] = SHIPPED_POLICIES): ReassessmentParts {
  return { store, clock, practiceLog: new PracticeLog(store.streams, policies), projector: patientProjector, announce: announcePackets };
}

/** Their ids, in order. */
export async function recordWaiting(store: Store, count: number): Promise<readonly string[]> {
  await store.practices.create(PRACTICE);
  const patientIds = Array.from({ length: count }, (_, index) => `patient-${String(index).padStart(4, '0')}`);
  await Promise.all(patientIds.map(async (patientId) => {
    const { events } = tellAll(EMPTY_PATIENT, [
      [DAY_0, { ...REGISTER, patientId } as typeof REGISTER], [DAY_0, { ...OPEN_RFA, episodeId: `${patientId}-episode` } as typeof OPEN_RFA],
      ...supportingFacts().map(([id, fact]) => [DAY_0, document(id, fact)] as const),
      [BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))],
    ]);
    await executeCommand<PatientRecord, never>(store, store.streams, {
      practice: PRACTICE.id, stream: patientId, fold: PATIENT_FOLD, projector: patientProjector, decide: () => ({ accepted: true, events: events.map(newEvent) }),
      audit: { actorId: 'nurse-1', role: 'nurse', action: 'document-fact', resource: `patient/${patientId}`, outcome: 'allowed', requestId: patientId },
      recordedAt: noonOf(BLOCK_1_ON), actorId: 'nurse-1', correlationId: patientId,
    });
  }));
  return patientIds;
}

/** What a run left behind: per patient the types of events by `system`, and the rows that go with them. */
export async function tracesOf(store: Store, patientIds: readonly string[]) {
  const events = await Promise.all(patientIds.map(async (id) => (await store.read(PRACTICE.id, id)).filter(({ actorId }) => actorId === 'system').map(({ type }) => type)));
  const count = async (from: string): Promise<number> => Number((await store.sql.of(PRACTICE.id).query(`SELECT count(*) AS n FROM ${from}`))[0]?.n);
  return {
    events, keys: await count(`idempotency WHERE client = 'system'`), audited: await count(`audit WHERE actor_id = 'system' AND action = 'reassess-patient'`),
    jobs: await count(`outbox WHERE topic = 'packet-draft'`),
  };
}
