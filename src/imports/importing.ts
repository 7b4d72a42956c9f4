/** What an import works with. */
import type { ActorId, PatientId, PracticeId } from '../../machines/kernel/ids';
import type { Clock } from '../platform/clock/clock';
import type { Practice } from '../platform/database/practices';
import type { Store } from '../platform/database/store';
import type { Projector } from '../platform/event-store/projection';
import { derivedIds } from '../platform/patient-log/derived-ids';
import type { PatientRecord } from '../platform/patient-log/patient-record';
import type { Announce } from '../platform/patient-log/patient-write';
import type { PracticeLog } from '../platform/practice-log/practice-log';

export interface ImportParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly practiceLog: PracticeLog;
  readonly projector: Projector<PatientRecord>;
  readonly announce: Announce;
}

/** Who imports, where. */
export interface Importer {
  readonly practice: Practice;
  readonly actor: ActorId;
  readonly role: string;
}

/** The record that a patient of the source gets who is registered by an import: the same one, however often it runs. */
export function registeredId(practice: PracticeId, source: string, key: string): PatientId {
  return derivedIds(practice, `import:${source}`, key)();
}

/** Ids of facts by what names them at the source. */
export function factIds(practice: PracticeId, source: string, key: string): (name: string) => string {
  return (name) => derivedIds(practice, `import:${source}`, `${key}\n${name}`)();
}
