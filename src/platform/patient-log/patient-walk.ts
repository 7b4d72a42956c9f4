/** Over all patients of a practice, for what is counted: a page of them at a time, and other requests have their turn after each. */
import { setImmediate as otherRequests } from 'node:timers/promises';
import type { PatientId, PracticeId } from '../../../machines/kernel/ids';
import type { PatientEvent, PatientState } from '../../../machines/patient';
import type { Store } from '../database/store';
import type { StoredEvent } from '../event-store/event-store';
import { PATIENT_FOLD } from './patient-record';

/** Few enough that a page holds up no other request for long. */
const PATIENTS_PER_PAGE = 50;

export interface Walked {
  readonly patientId: PatientId;
  /** Of the types that were asked for, in order. */
  readonly events: readonly (StoredEvent & { readonly data: PatientEvent })[];
  /** Folded when it is asked for. */
  patient(): Promise<PatientState>;
}

/** In order of ids, the patients whose log holds an event of the type `having`; a reader who stops ends it. */
export async function* walkPatients(store: Pick<Store, 'reads' | 'streams'>, practice: PracticeId, types: readonly PatientEvent['type'][], having: PatientEvent['type']): AsyncGenerator<Walked> {
  for (let after: string | undefined = ''; after !== undefined;) {
    const streams: readonly string[] = await store.reads.streams(practice, PATIENTS_PER_PAGE, after);
    const concerned = await store.reads.streamsWith(practice, streams, having);
    for (const [patientId, events] of byStream(await store.reads.eventsOf(practice, concerned, types))) {
      yield { patientId, events: events as Walked['events'], patient: async () => (await store.streams.load(practice, patientId, PATIENT_FOLD)).state.patient };
      await otherRequests();
    }
    await otherRequests();
    after = streams.length < PATIENTS_PER_PAGE ? undefined : streams.at(-1);
  }
}

function byStream(events: readonly StoredEvent[]): ReadonlyMap<string, readonly StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.streamId);
    if (stream === undefined) streams.set(event.streamId, [event]);
    else stream.push(event);
  }
  return streams;
}
