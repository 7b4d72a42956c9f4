/** What the service records by itself, as the actor `system`: one commit under a key of its own, so that doing it again changes nothing. */
import { Inject, Injectable } from '@nestjs/common';
import type { PatientId, PracticeId } from '../../../machines/kernel/ids';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import type { Given, PatientCommand, PatientState } from '../../../machines/patient';
import { todayIn } from '../clock/clock';
import { Practices } from '../database/practices';
import type { ProjectionWrite } from '../event-store/event-store';
import { executeCommand } from '../event-store/execute-command';
import { derivedIds } from './derived-ids';
import { PATIENT_LOG_PARTS, type PatientLogParts } from './patient-log';
import { PATIENT_FOLD, type PatientRecord } from './patient-record';
import { decide, newEvent } from './patient-write';

export const SYSTEM = 'system';

export interface SystemWrite {
  readonly action: string;
  /** Names this one happening. */
  readonly key: string;
  readonly command: (ids: () => string, patient: PatientState, given: Given) => PatientCommand | Rejection;
  readonly alsoProject?: readonly ProjectionWrite[];
}

@Injectable()
export class SystemWrites {
  constructor(@Inject(PATIENT_LOG_PARTS) private readonly parts: PatientLogParts, private readonly practices: Practices) {}

  /** Undefined when it is on record, by this write or by an earlier one of the same key. Throws where other writers were faster each time: to be done again. */
  async record(practiceId: PracticeId, patientId: PatientId, { action, key, command, alsoProject = [] }: SystemWrite): Promise<Rejection | undefined> {
    const { store, streams, projector, clock, practiceLog, announce } = this.parts;
    const practice = await this.practices.find(practiceId);
    if (practice === undefined) return reject('not-found', 'There is no such practice.');
    const { policies, version: practiceVersion, state: { directory } } = await practiceLog.now(practiceId);
    const recordedAt = clock.now();
    const asOf = todayIn(practice.timeZone, recordedAt);
    const result = await executeCommand<PatientRecord, Rejection>(store, streams, {
      practice: practiceId, stream: patientId, fold: PATIENT_FOLD, projector,
      decide: ({ state: { patient }, version }) => {
        const given: Given = { asOf, recordedAt, actor: SYSTEM, policies, directory, newId: derivedIds(practiceId, SYSTEM, key) };
        const events = decide(command(given.newId, patient, given), patient, given);
        if (isRejection(events)) return { accepted: false, refusal: events };
        return { accepted: true, events: events.map(newEvent), outbox: announce(patientId, events, version + events.length), projections: alsoProject };
      },
      audit: { actorId: SYSTEM, role: SYSTEM, action, resource: `patient/${patientId}`, outcome: 'allowed', requestId: key },
      idempotency: { client: SYSTEM, key, requestHash: key, status: 200, practiceVersion },
      recordedAt, actorId: SYSTEM, correlationId: key,
    });
    if (result.kind === 'conflict') throw new Error('other writers of the patient were faster each time');
    return result.kind === 'refused' ? result.refusal : undefined;
  }
}
