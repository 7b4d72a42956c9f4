/**
 * A practice of any size on either engine, in constant memory: one patient in ten is in care, with an open episode told day by day; the others are on record with
 * the same facts and no episode. Each has a name, a birth date, a chart number and ids of their own, all of which follow from the patient's number.
 * Committed by the store as a patient's first write is: projections, public events, hashes and audit.
 */
import { hash } from 'node:crypto';
import { toDay, toPlainDate } from '../../machines/kernel/calendar';
import { EMPTY_PATIENT, evolvePatient } from '../../machines/patient';
import type { PatientEvent, PatientName } from '../../machines/patient/events';
import { syntheticName } from '../../src/demo/generator/names';
import { randomOf } from '../../src/demo/generator/random';
import { patientProjector } from '../../src/patients';
import { newKey } from '../../src/platform/auth/keys';
import { systemClock } from '../../src/platform/clock/clock';
import type { StoreConfig } from '../../src/platform/database/migrations';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { canonicalCopy } from '../../src/platform/event-store/canonical-copy';
import { PATIENT_FOLD } from '../../src/platform/patient-log/patient-record';
import { newEvent } from '../../src/platform/patient-log/patient-write';
import { ACTOR, PRACTICE, tellStories, ZONE, type Story, type Told } from './population';

export interface Loaded {
  /** A clinician's key. */
  readonly key: string;
  readonly patients: number;
  readonly inCare: number;
  readonly events: number;
  readonly facts: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const FACTS = 10;
const IN_CARE_EVERY = 10;
const SEED = 41;
/** In flight at once: the store groups them. */
const COMMITS_AT_ONCE = 128;
const TOLD_EVERY = 10_000;
const OLDEST = toDay('1940-01-01');
const BIRTH_DAYS = 15_000;
const ID_CHARS = 22;
/** What a record without an episode keeps of a story. */
const RECORD_ONLY: readonly PatientEvent['type'][] = ['PatientRegistered', 'FactDocumented', 'ObservationAdded'];
const MICROSECONDS_PER_SECOND = 1e6;

/** In the form of the service's own ids, and spread as they are. */
export function patientIdOf(n: number): string {
  return `p${hash('sha256', `patient ${n}`, 'base64url').slice(0, ID_CHARS).replaceAll('-', '0').replaceAll('_', '1')}`;
}

export function isInCare(n: number): boolean {
  return n % IN_CARE_EVERY === 0;
}

export function nameOf(n: number): PatientName {
  return syntheticName(randomOf(SEED, n));
}

export function mrnOf(n: number): string {
  return `M${String(n).padStart(8, '0')}`;
}

/** `tell` hears how many there are, now and then. */
export async function loadPopulation(config: StoreConfig, patients: number, tell: (loaded: number) => void): Promise<Loaded> {
  const store = await openStore(config);
  await store.practices.create({ id: PRACTICE, name: 'Bench', timeZone: ZONE, demo: false });
  const { key, hash: hashOfKey } = newKey();
  await store.keys.add(PRACTICE, { keyId: ACTOR, hash: hashOfKey, role: 'clinician', label: 'Bench' });
  const inCare = tellStories({ count: patients, facts: FACTS, openEpisodes: 1 });
  const onRecord = inCare.map(withoutEpisodes);
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  let [next, events, facts] = [0, 0, 0];
  const client = async (): Promise<void> => {
    while (next < patients) {
      const n = next++;
      const stories = isInCare(n) ? inCare : onRecord;
      const told = await commitPatient(store, stories[n % stories.length] as Story, n);
      events += told.length;
      facts += told.filter(({ type }) => type === 'FactDocumented').length;
      if ((n + 1) % TOLD_EVERY === 0) tell(n + 1);
    }
  };
  await Promise.all(Array.from({ length: COMMITS_AT_ONCE }, client));
  const cpu = process.cpuUsage(cpuBefore);
  await store.close();
  return { key, patients, inCare: Math.ceil(patients / IN_CARE_EVERY), events, facts, seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (cpu.user + cpu.system) / MICROSECONDS_PER_SECOND };
}

function withoutEpisodes({ text, ids: [patientId = ''] }: Story): Story {
  const events = (JSON.parse(text) as Told).events.filter(({ type }) => RECORD_ONLY.includes(type));
  const told: Told = { events, record: { patient: events.reduce(evolvePatient, EMPTY_PATIENT), recordedAt: '', issued: {} } };
  return { text: JSON.stringify(told), ids: [patientId], events: events.length };
}

async function commitPatient(store: Store, story: Story, n: number): Promise<readonly PatientEvent[]> {
  const patientId = patientIdOf(n);
  const text = story.ids.reduce((told, id, index) => told.replaceAll(`"${id}"`, index === 0 ? `"${patientId}"` : `"${patientId}-${index}"`), story.text);
  const told = JSON.parse(text) as Told;
  const person = { name: nameOf(n), birthDate: toPlainDate(OLDEST + (n * 7919) % BIRTH_DAYS), identifiers: [{ kind: 'mrn', value: mrnOf(n) }] };
  const events = told.events.map((event) => canonicalCopy(event.type === 'PatientRegistered' ? { ...event, ...person } : event) as PatientEvent);
  const recordedAt = systemClock.now();
  const record = { ...told.record, patient: { ...told.record.patient, ...person }, recordedAt };
  const written = events.map(newEvent);
  const result = await store.commit({
    practice: PRACTICE, appends: [{ stream: patientId, expectedVersion: 0, events: written }],
    projections: patientProjector.project(PRACTICE, patientId, record, events.length), publicEvents: patientProjector.publish?.(patientId, PATIENT_FOLD.initial, written, 1) ?? [], outbox: [],
    audit: { actorId: ACTOR, role: 'clinician', action: 'seed', resource: `patient/${patientId}`, outcome: 'allowed', requestId: `seed-${n}` },
    recordedAt, actorId: ACTOR, correlationId: `seed-${n}`,
  });
  if (result.kind !== 'committed') throw new Error(`a patient could not be loaded: ${result.kind}`);
  return events;
}
