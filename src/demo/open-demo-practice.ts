/**
 * The demo practice: synthetic patients, each in a position that teaches something. `npm start` opens it when no practice
 * is configured:
 *
 *   const demo = await openDemoPractice({ store, clock, keyFile: 'data/demo-keys.json', policies, projector, announce });
 *   ... listen ...
 *   process.stdout.write(demoBanner(demo, 'http://127.0.0.1:3000'));
 *
 * The first call creates the practice and tells its patients' stories relative to that day; later calls change nothing.
 */
import { hash } from 'node:crypto';
import { dirname } from 'node:path';
import type { PlainDate } from '../../machines/kernel/calendar';
import type { PacketId, PatientId } from '../../machines/kernel/ids';
import { hashOfKey } from '../platform/auth/keys';
import { hashPassword } from '../platform/auth/passwords';
import { PRACTICE_ROLES } from '../platform/auth/permissions';
import { todayIn, type Clock } from '../platform/clock/clock';
import type { Practice } from '../platform/database/practices';
import { PATIENT_FOLD } from '../platform/patient-log/patient-record';
import { DEMO_DIRECTORY } from './demo-directory';
import { demoKeysIn, type DemoKeys } from './demo-keys';
import { demoAccountId, notesAbout } from './demo-notes';
import { demoPatients } from './generator/generate';
import type { DemoPatient } from './generator/synthetic-patient';
import type { Visit } from './generator/tell-patient';
import { recordDirectory } from './record-directory';
import { recordStory, type Recording } from './record-story';

export const DEMO_PRACTICE_ID = 'demo';
const DEMO_TIME_ZONE = 'America/New_York';
/** Who documented the stories. */
const DEMO_ACTOR = 'demo-clinician';
const SALT_BYTES = 16;

export interface DemoPractice {
  readonly keys: DemoKeys;
  readonly patients: readonly DemoPatient[];
  /** The day the stories were told; they do not move afterwards. */
  readonly createdOn: PlainDate;
  readonly today: PlainDate;
  /** Where the database and the keys are. */
  readonly directory: string;
  /** The patient whose ablation is ready to request, with the packet drafted for it. */
  readonly ready: { readonly patientId: PatientId; readonly packetId: PacketId } | undefined;
}

export interface DemoParts extends Omit<Recording, 'practice' | 'actor'> {
  readonly clock: Clock;
  /** Beside the database: keeps the demo keys from start to start. */
  readonly keyFile: string;
}

export async function openDemoPractice(parts: DemoParts): Promise<DemoPractice> {
  const { store, clock } = parts;
  const practice = (await store.practices.find(DEMO_PRACTICE_ID))
    ?? (await store.practices.create({ id: DEMO_PRACTICE_ID, name: 'Demo practice (synthetic patients)', timeZone: DEMO_TIME_ZONE, demo: true }));
  const createdOn = todayIn(DEMO_TIME_ZONE, practice.createdAt);
  const patients = demoPatients(createdOn);
  // Keys come last: a practice without any was interrupted while its stories were told.
  if ((await store.keys.list(practice.id)).length === 0) await tellAll(parts, practice, patients);
  const keys = demoKeysIn(parts.keyFile);
  await admit(parts, keys);
  await admitPeople(parts, keys.password);
  return { keys, patients, createdOn, today: todayIn(DEMO_TIME_ZONE, clock.now()), directory: dirname(parts.keyFile), ready: await readyPacket(parts, patients) };
}

/** Each story ends with a reassessment on the day it is told, so that lists show what time alone has changed, and with what people noted about it. */
async function tellAll(parts: DemoParts, practice: Practice, patients: readonly DemoPatient[]): Promise<void> {
  const on = todayIn(DEMO_TIME_ZONE, practice.createdAt);
  const lastVisit = (patient: DemoPatient): Visit => ({ on, recordedAt: practice.createdAt, steps: [{ type: 'ReassessPatient' } as const, ...notesAbout(patient, on)].map((command) => ({ on, command })) });
  const recording: Recording = { ...parts, practice: practice.id, actor: DEMO_ACTOR };
  await recordDirectory(recording, DEMO_DIRECTORY, practice.createdAt);
  // All at once, so that the store groups their commits; waiting for all, so that nothing writes on after a failure.
  const told = await Promise.allSettled(patients.map((patient) => recordStory(recording, patient, lastVisit(patient))));
  const failed = told.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** The file's keys open the practice; a file that was lost and made anew adds its own. */
async function admit({ store }: DemoParts, keys: DemoKeys): Promise<void> {
  for (const role of PRACTICE_ROLES) {
    const keyHash = hashOfKey(keys[role]);
    if ((await store.keys.findActive(keyHash)) !== undefined) continue;
    await store.keys.add(DEMO_PRACTICE_ID, { keyId: `demo-${role}-${keyHash.toString('hex').slice(0, 8)}`, hash: keyHash, role, label: `Demo key: ${role}` });
  }
}

/**
 * One account per role, named like it, all with the file's password. The salt follows from the password, so that one look tells whether
 * somebody has changed it: the banner would otherwise print one that opens nothing.
 */
async function admitPeople({ store }: DemoParts, password: string): Promise<void> {
  const hashed = await hashPassword(password, hash('sha256', `demo\n${password}`, 'buffer').subarray(0, SALT_BYTES));
  for (const role of PRACTICE_ROLES) {
    const accountId = demoAccountId(role);
    await store.accounts.add(DEMO_PRACTICE_ID, { accountId, name: role, displayName: `Demo ${role}`, role, password: hashed, mustChangePassword: false });
    const account = await store.accounts.credentials(DEMO_PRACTICE_ID, accountId);
    if (account !== undefined && account.password !== hashed) await store.accounts.setPassword(DEMO_PRACTICE_ID, accountId, hashed, false);
  }
}

async function readyPacket({ store }: DemoParts, patients: readonly DemoPatient[]): Promise<DemoPractice['ready']> {
  const ready = patients.find(({ key }) => key === 'ready-for-rfa');
  if (ready === undefined) return undefined;
  const { state } = await store.streams.load(DEMO_PRACTICE_ID, ready.patientId, PATIENT_FOLD);
  const packetId = state.patient.authorizations.find(({ step }) => step === 'rfa')?.packetId;
  return packetId === undefined ? undefined : { patientId: ready.patientId, packetId };
}
