import type { PatientEvent } from '../../../machines/patient';
import { publicEventsOf } from '../../../machines/public-events';
import type { Store } from '../../../src/platform/database/store';
import { PRACTICE_STREAM } from '../../../src/platform/event-store/event-store';
import { foldEvents } from '../../../src/platform/event-store/stream-cache';
import { PATIENT_FOLD } from '../../../src/platform/patient-log/patient-record';

/** The public events that a replay of a practice's logs names, commit by commit, sorted, as `[patientId, version, type, data]` in JSON. */
export async function replayedEvents(store: Store, practice: string): Promise<readonly string[]> {
  const told: string[] = [];
  for (const stream of (await store.reads.streams(practice, 1000)).filter((each) => each !== PRACTICE_STREAM)) {
    const events = await store.read(practice, stream);
    // The first event of a commit was caused by none.
    const starts = events.flatMap(({ causationId }, index) => (causationId === null ? [index] : []));
    let record = PATIENT_FOLD.initial;
    for (const [index, start] of starts.entries()) {
      const commit = events.slice(start, starts[index + 1]);
      for (const { version, type, data } of publicEventsOf(record.patient, commit.map(({ version: at, data: event }) => ({ version: at, event: event as PatientEvent })))) told.push(JSON.stringify([stream, version, type, data]));
      record = foldEvents(PATIENT_FOLD, record, commit);
    }
  }
  return told.sort();
}

/** The same of what is in the feed, but for what time alone has made. */
export async function eventsInFeed(store: Store, practice: string): Promise<readonly string[]> {
  const rows = await store.sql.of(practice).query('SELECT patient_id, version, type, data FROM public_event WHERE practice_id = ? AND told_once IS NULL', [practice]);
  return rows.map(({ patient_id, version, type, data }) => JSON.stringify([patient_id, version, type, JSON.parse(String(data))])).sort();
}
