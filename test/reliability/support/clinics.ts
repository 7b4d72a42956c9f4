/** Where a story is told: to the deciders in memory, with a fault in what is kept if one is asked for, or to the service's own log over a store. */
import { evolvePatient, EMPTY_PATIENT, decidePatient, type PatientCommand, type PatientEvent, type PatientState } from '../../../machines/patient';
import type { Policy } from '../../../machines/criteria/types';
import { findFact } from '../../../machines/evidence/chart';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { fold } from '../../../machines/kernel/decider';
import { isRejection, type Rejection } from '../../../machines/kernel/rejection';
import { announcePackets } from '../../../src/packets';
import { patientProjector } from '../../../src/patients';
import { GetTimeline } from '../../../src/status/timeline';
import { Audited } from '../../../src/platform/audit/audited';
import type { Caller } from '../../../src/platform/auth/caller';
import type { Store } from '../../../src/platform/database/store';
import { answer } from '../../../src/platform/http/answer';
import { PatientLog } from '../../../src/platform/patient-log/patient-log';
import { PATIENT_FOLD } from '../../../src/platform/patient-log/patient-record';
import { PracticeLog } from '../../../src/platform/practice-log/practice-log';

export interface Turn {
  readonly today: PlainDate;
  readonly policies: readonly Policy[];
  readonly by: string;
}

/** One event of a log as it is kept. `commit` names what it was recorded with. */
export interface Entry {
  readonly event: PatientEvent;
  readonly by: string;
  readonly at: string;
  readonly commit: string;
}

export interface Clinic {
  /** Undefined when it was recorded. A move is told to both patients. */
  tell(patientId: string, command: PatientCommand, turn: Turn): Promise<Rejection | undefined>;
  /** As it is kept up, event by event. */
  patient(patientId: string): Promise<PatientState>;
  log(patientId: string): Promise<readonly Entry[]>;
  /** Folded anew from what is stored, at a length of the log. */
  replayed(patientId: string, length: number): Promise<PatientState>;
  /** The timeline as it is answered. */
  timeline(patientId: string): Promise<readonly { readonly type: string; readonly text: string; readonly actor: string; readonly recordedAt: string; readonly factId?: string }[] | undefined>;
}

/** How a clinic keeps what was decided; the controls keep it wrongly. */
export interface Keeping {
  readonly evolve?: (patient: PatientState, event: PatientEvent) => PatientState;
  readonly keep?: (log: readonly Entry[], added: readonly Entry[]) => readonly Entry[];
}

export function clinicInMemory({ evolve = evolvePatient, keep = (log, added) => [...log, ...added] }: Keeping = {}): Clinic {
  const patients = new Map<string, PatientState>();
  const logs = new Map<string, readonly Entry[]>();
  let ids = 0;
  let commits = 0;
  const of = (id: string): PatientState => patients.get(id) ?? EMPTY_PATIENT;
  const tell = (id: string, command: PatientCommand, { today, policies, by }: Turn, commit = `commit-${++commits}`): (() => void) | Rejection => {
    const at = `${today}T10:00:00.000Z`;
    const events = decidePatient(command, of(id), { asOf: today, recordedAt: at, actor: by, policies, newId: () => `new-${++ids}` });
    if (isRejection(events)) return events;
    return () => {
      const before = logs.get(id) ?? [];
      const after = keep(before, events.map((event) => ({ event: JSON.parse(JSON.stringify(event)) as PatientEvent, by, at, commit })));
      logs.set(id, after);
      patients.set(id, fold(evolve, of(id), after.slice(before.length).map(({ event }) => event)));
    };
  };
  return {
    tell(id, command, turn) {
      const own = tell(id, command, turn);
      const other = command.type === 'MoveFact' && !isRejection(own) ? tell(command.toPatientId, received(command, id, of(id)), turn, `commit-${commits}`) : undefined;
      const refused = [own, other].find((one): one is Rejection => one !== undefined && isRejection(one));
      if (refused === undefined) for (const record of [own, other]) (record as (() => void) | undefined)?.();
      return Promise.resolve(refused);
    },
    patient: (id) => Promise.resolve(of(id)),
    log: (id) => Promise.resolve(logs.get(id) ?? []),
    replayed: (id, length) => Promise.resolve(fold(evolvePatient, EMPTY_PATIENT, (logs.get(id) ?? []).slice(0, length).map(({ event }) => event))),
    timeline: () => Promise.resolve(undefined),
  };
}

function received({ factId }: Extract<PatientCommand, { type: 'MoveFact' }>, fromPatientId: string, patient: PatientState): PatientCommand {
  const fact = findFact(patient.chart, factId)?.fact;
  if (fact === undefined) throw new Error('a move was accepted of a fact that is not there');
  return { type: 'ReceiveMovedFact', factId, fact, fromPatientId };
}

/** The way of every write of the service, but for HTTP: one commit, projections, audit, idempotency, the cache of folded logs. */
export function clinicOver(store: Store, practice: string): Clinic {
  let now = '';
  let requests = 0;
  const logs = new Map<readonly Policy[], PatientLog>();
  const caller = (by: string): Caller => ({ practice, actor: by, role: 'clinician', timeZone: 'UTC', demo: false, requestId: `request-${++requests}` });
  const logUnder = (policies: readonly Policy[]): PatientLog => {
    const known = logs.get(policies) ?? new PatientLog({
      store, streams: store.streams, audited: new Audited(store), clock: { now: () => now }, practiceLog: new PracticeLog(store.streams, policies), projector: patientProjector, announce: announcePackets,
    });
    logs.set(policies, known);
    return known;
  };
  const entriesOf = async (id: string): Promise<readonly Entry[]> =>
    (await store.read(practice, id)).map(({ data, actorId, recordedAt, correlationId }) => ({ event: data as PatientEvent, by: actorId, at: recordedAt, commit: correlationId }));
  return {
    async tell(id, command, { today, policies, by }) {
      now = `${today}T10:00:00.000Z`;
      const told = caller(by);
      let moving: PatientState = EMPTY_PATIENT;
      const answered = await logUnder(policies).write({ caller: told, idempotencyKey: told.requestId, requestHash: '', ifMatch: undefined, contentType: '' }, id, {
        action: 'change-fact', status: 201, answer: () => answer(201, {}),
        ...(command.type === 'RegisterPatient' && { registers: true as const }),
        command: (_, patient) => { moving = patient; return command; },
        ...(command.type === 'MoveFact' && { other: { patientId: command.toPatientId, command: () => received(command, id, moving) } }),
      });
      return isRejection(answered) ? answered : undefined;
    },
    patient: async (id) => (await store.streams.load(practice, id, PATIENT_FOLD)).state.patient,
    log: entriesOf,
    replayed: async (id, length) => (await store.streams.loadAt(practice, id, PATIENT_FOLD, { toVersion: length })).state.patient,
    async timeline(id) {
      const answered = await new GetTimeline([...logs.values()][0] as PatientLog, store).execute(caller('auditor-1'), id);
      if (isRejection(answered)) throw new Error(answered.message);
      return (JSON.parse(String(answered.body)) as { readonly items: Awaited<ReturnType<Clinic['timeline']>> }).items;
    },
  };
}

