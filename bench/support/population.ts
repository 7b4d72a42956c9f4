/**
 * Fills a database with synthetic patients through the service's own store before the service starts: told by the
 * generator to the real decider, committed with projections, hashes and snapshots. A few dozen stories are told; further patients are
 * the same stories under ids of their own, because telling 100,000 would take a quarter of an hour.
 */
import { join } from 'node:path';
import { addMonths, toDay, toPlainDate, type PlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { decidePatient, EMPTY_PATIENT, evolvePatient, type PatientState } from '../../machines/patient';
import type { EpisodePlan, PatientCommand, PatientEvent, Pathway } from '../../machines/patient/events';
import type { Region, Target } from '../../machines/kernel/anatomy';
import { generatePatients } from '../../src/demo/generator/generate';
import { tellPatient } from '../../src/demo/generator/tell-patient';
import { patientProjector } from '../../src/patients';
import { newKey } from '../../src/platform/auth/keys';
import { systemClock, todayIn } from '../../src/platform/clock/clock';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { canonicalCopy } from '../../src/platform/event-store/canonical-copy';
import { newEvent } from '../../src/platform/patient-log/patient-write';
import { PATIENT_FOLD, type PatientRecord } from '../../src/platform/patient-log/patient-record';

export interface Population {
  readonly count: number;
  readonly facts: number;
  readonly openEpisodes: 1 | 3;
}

export interface Seeded {
  readonly file: string;
  /** A clinician's key. */
  readonly key: string;
  readonly patients: readonly string[];
  /** Of the first patient's log. */
  readonly eventsPerPatient: number;
}

export const PRACTICE = 'bench';
export const ACTOR = 'bench-clinician';
export const ZONE = 'America/New_York';
const SEED = 20261123;
const STORIES_MAX = 30;
/** Long records take long to tell: fewer of them. */
const STORY_FACTS_MAX = 4000;
/** In flight at once: the store groups them. */
const COMMITS_AT_ONCE = 64;
/** The shapes' own facts; more are follow-up scores, which change no assessment and need no decision here. */
const TOLD_FACTS_MAX = 60;

export async function seed(directory: string, population: Population): Promise<Seeded> {
  const file = join(directory, `${population.count}x${population.facts}x${population.openEpisodes}.db`);
  const store = await openStore({ kind: 'sqlite', file });
  await store.practices.create({ id: PRACTICE, name: 'Bench', timeZone: ZONE, demo: false });
  const { key, hash } = newKey();
  await store.keys.add(PRACTICE, { keyId: ACTOR, hash, role: 'clinician', label: 'Bench' });
  const stories = tellStories(population);
  const patients: string[] = [];
  for (let n = 0; n < population.count; n += COMMITS_AT_ONCE) {
    const copies = Array.from({ length: Math.min(COMMITS_AT_ONCE, population.count - n) }, (_, more) => commitCopy(store, stories[(n + more) % stories.length] as Story, n + more));
    patients.push(...(await Promise.all(copies)));
  }
  await store.close();
  return { file, key, patients, eventsPerPatient: (stories[0] as Story).events };
}

/** A patient's log and its fold as text, with the ids that must differ from copy to copy: those of the patient and of the episodes. */
export interface Story {
  readonly text: string;
  readonly ids: readonly string[];
  readonly events: number;
}

export interface Told {
  readonly events: readonly PatientEvent[];
  readonly record: PatientRecord;
}

export function tellStories({ count, facts, openEpisodes }: Population): readonly Story[] {
  const today = todayIn(ZONE, systemClock.now());
  const stories: Story[] = [];
  for (const story of generatePatients({ seed: SEED, count: STORIES_MAX * 4, today, factsPerPatient: Math.min(facts, TOLD_FACTS_MAX) })) {
    let ids = 0;
    const newId = (): string => `bench-${story.patientId.slice(0, 8)}-${ids++}`;
    const events = [...tellPatient(story, { policies: SHIPPED_POLICIES, actor: ACTOR, newId })];
    let patient = events.reduce(evolvePatient, EMPTY_PATIENT);
    const open = patient.episodes.filter(({ closed }) => closed === undefined);
    if (open.length !== 1 || factsOf(patient) > facts) continue;
    const decide = (command: PatientCommand): void => {
      const decided = decidePatient(command, patient, { policies: SHIPPED_POLICIES, actor: ACTOR, newId, asOf: today, recordedAt: `${today}T00:00:00.000Z` });
      if (isRejection(decided)) throw new Error(`${decided.code}: ${decided.message}`);
      events.push(...decided);
      patient = decided.reduce(evolvePatient, patient);
    };
    for (const command of furtherEpisodes(patient, openEpisodes, newId)) decide(command);
    decide({ type: 'ReassessPatient' });
    const start = events.length;
    for (let n = factsOf(patient); n < facts; n++) events.push(followUp(n, today, newId()));
    patient = events.slice(start).reduce(evolvePatient, patient);
    const told: Told = { events, record: { patient, recordedAt: '', issued: {} } };
    stories.push({ text: JSON.stringify(told), ids: [story.patientId, ...patient.episodes.map(({ id }) => id)], events: events.length });
    if (stories.length === Math.min(count, STORIES_MAX, Math.ceil(STORY_FACTS_MAX / facts))) break;
  }
  return stories;
}

function factsOf({ factVersions }: PatientState): number {
  return Object.keys(factVersions).length;
}

/** Beside the generator's own: places that no open episode has. */
const PLACES: readonly { readonly pathway: Pathway; readonly region: Region; readonly targets: readonly Target[] }[] = [
  { pathway: 'rfa', region: 'lumbosacral', targets: [{ level: 'L4-L5', side: 'left' }, { level: 'L5-S1', side: 'left' }] },
  { pathway: 'rfa', region: 'cervical-thoracic', targets: [{ level: 'C4-C5', side: 'right' }, { level: 'C5-C6', side: 'right' }] },
  { pathway: 'scs', region: 'thoracolumbar', targets: [] },
];

function furtherEpisodes(patient: PatientState, openEpisodes: number, newId: () => string): readonly PatientCommand[] {
  const places = PLACES.filter(({ pathway, region }) => !patient.episodes.some((episode) => episode.pathway === pathway && episode.region === region));
  return places.slice(0, openEpisodes - 1).map(({ pathway, region, targets }) => {
    const plan: EpisodePlan = pathway === 'scs' ? { targets } : { targets, technique: 'thermal-rf', guidance: 'fluoroscopy', setting: '24' };
    return { type: 'OpenEpisode', episodeId: newId(), pathway, region, plan };
  });
}

function followUp(n: number, today: PlainDate, factId: string): PatientEvent {
  const occurredOn = toPlainDate(addMonths(toDay(today), -36) + n);
  return { type: 'FactDocumented', factId, fact: { type: 'score', occurredOn, instrument: n % 3 === 0 ? 'PEG' : 'NRS', value: n % 9, role: 'follow-up', source: 'telephone' } };
}

async function commitCopy(store: Store, story: Story, n: number): Promise<string> {
  const { events, record: untimed } = JSON.parse(story.ids.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}_${n}"`), story.text)) as Told;
  const patientId = untimed.patient.id as string;
  const recordedAt = systemClock.now();
  const record = { ...untimed, recordedAt };
  const result = await store.commit({
    practice: PRACTICE, appends: [{ stream: patientId, expectedVersion: 0, events: events.map((event) => newEvent(canonicalCopy(event) as PatientEvent)) }],
    projections: patientProjector.project(PRACTICE, patientId, record, events.length), outbox: [],
    audit: { actorId: ACTOR, role: 'clinician', action: 'seed', resource: `patient/${patientId}`, outcome: 'allowed', requestId: 'seed' },
    recordedAt, actorId: ACTOR, correlationId: 'seed',
  });
  if (result.kind !== 'committed') throw new Error(`a patient could not be seeded: ${result.kind}`);
  if (events.length > SNAPSHOT_EVENTS_MIN) await writeSnapshot(store, patientId, record, events.length);
  return patientId;
}

/** As the service writes one when a log has grown so far. */
const SNAPSHOT_EVENTS_MIN = 50;

async function writeSnapshot(store: Store, patientId: string, record: PatientRecord, version: number): Promise<void> {
  await store.sql.of(PRACTICE).execute('INSERT INTO snapshot (practice_id, stream_id, fold, version, state) VALUES (?, ?, ?, ?, ?)',
    [PRACTICE, patientId, PATIENT_FOLD.name, version, Buffer.from(JSON.stringify(record))]);
}
