/**
 * One patient's log, read and written: the flow of one write (architecture, "The flow of one block result") for every
 * use-case. A use-case says what to decide and what to answer; this knows idempotency, versions, audit and projections.
 */
import { Inject, Injectable } from '@nestjs/common';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { fold } from '../../../machines/kernel/decider';
import type { Instant, PatientId } from '../../../machines/kernel/ids';
import { isRejection, reject, type Rejection } from '../../../machines/kernel/rejection';
import { EMPTY_DIRECTORY } from '../../../machines/directory';
import { evolvePatient, type Given } from '../../../machines/patient';
import { auditOf, resourceOf, type Audited } from '../audit/audited';
import type { Caller } from '../auth/caller';
import { todayIn, type Clock } from '../clock/clock';
import { PRACTICE_STREAM, type EventStore, type IdempotencyRecord, type StoredEvent } from '../event-store/event-store';
import { executeCommand, type Accepted, type CommandResult } from '../event-store/execute-command';
import { projectorUnder, type Projector } from '../event-store/projection';
import type { StreamCache } from '../event-store/stream-cache';
import type { Answered } from '../http/answer';
import { ID } from '../http/fields';
import type { Write } from '../http/parameters';
import { NOT_FOUND } from '../http/problem';
import { KEY_REUSED } from '../http/preconditions';
import { derivedIds } from './derived-ids';
import type { PracticeAt, PracticeLog } from '../practice-log/practice-log';
import { isUnchangedSince, PATIENT_FOLD, type PatientRecord } from './patient-record';
import { decide, newEvent, patientAt, type Announce, type PatientAt, type PatientWrite, type Recorded } from './patient-write';
import { Serial } from './serial';

export const PATIENT_LOG_PARTS = Symbol('PatientLogParts');

export interface PatientLogParts {
  readonly store: EventStore;
  readonly streams: StreamCache;
  readonly audited: Audited;
  readonly clock: Clock;
  readonly practiceLog: PracticeLog;
  readonly projector: Projector<PatientRecord>;
  readonly announce: Announce;
}

@Injectable()
export class PatientLog {
  private readonly serial = new Serial();

  constructor(@Inject(PATIENT_LOG_PARTS) private readonly parts: PatientLogParts) {}

  now(): Instant {
    return this.parts.clock.now();
  }

  today(caller: Caller): PlainDate {
    return todayIn(caller.timeZone, this.parts.clock.now());
  }

  /** The patient now; refused and audited when the practice has none by that id. */
  async load(caller: Caller, patientId: PatientId, action: string): Promise<PatientAt | Rejection> {
    const loaded = isPatientId(patientId) ? await this.parts.streams.load(caller.practice, patientId, PATIENT_FOLD) : undefined;
    return loaded?.state.patient.id === undefined ? this.refuse(caller, action, patientId, NOT_FOUND) : patientAt(loaded, await this.parts.practiceLog.now(caller.practice));
  }

  /** As `load`, for an answer that leaves now: the read is on the audit before it does. */
  async read(caller: Caller, patientId: PatientId, action: string): Promise<PatientAt | Rejection> {
    const loaded = await this.load(caller, patientId, action);
    if (!isRejection(loaded)) await this.parts.audited.read(caller, action, `patient/${patientId}@${loaded.version}`);
    return loaded;
  }

  /** As `read`, for one part of the record (`['document', id]`): the audit says which, and that it was refused when there is none. */
  async readPart<Part extends object>(
    caller: Caller, patientId: PatientId, action: string, [kind, id]: readonly [string, string], find: (loaded: PatientAt) => Part | Rejection | Promise<Part | Rejection>,
  ): Promise<{ readonly part: Part; readonly version: number } | Rejection> {
    const loaded = await this.load(caller, patientId, action);
    if (isRejection(loaded)) return loaded;
    const part = await find(loaded);
    if (isRejection(part)) return this.refuse(caller, action, patientId, part, `/${resourceOf(kind, id)}`);
    await this.parts.audited.read(caller, action, `${resourceOf('patient', patientId)}/${resourceOf(kind, id)}`);
    return { part, version: loaded.version };
  }

  /** A refusal that a use-case makes itself, on the audit before it leaves. */
  async refuse<R extends Rejection>(caller: Caller, action: string, patientId: PatientId, rejection: R, part = ''): Promise<R> {
    await this.parts.audited.refused(caller, action, resourceOf('patient', patientId) + part);
    return rejection;
  }

  /** The patient now, for work that no caller waits for. */
  async loadQuietly(caller: Pick<Caller, 'practice'>, patientId: PatientId): Promise<PatientAt> {
    return patientAt(await this.parts.streams.load(caller.practice, patientId, PATIENT_FOLD), await this.parts.practiceLog.now(caller.practice));
  }

  /** The patient as the log stood at a version or an instant, with the policies that decided then. */
  async at({ practice }: Pick<Caller, 'practice'>, patientId: PatientId, range: { readonly toVersion: number } | { readonly knownAt: Instant }): Promise<PatientAt> {
    const loaded = await this.parts.streams.loadAt(practice, patientId, PATIENT_FOLD, range);
    return patientAt(loaded, await this.parts.practiceLog.at(practice, { knownAt: 'knownAt' in range ? range.knownAt : loaded.state.recordedAt }));
  }

  events(caller: Caller, patientId: PatientId): Promise<readonly StoredEvent[]> {
    return this.parts.store.read(caller.practice, patientId);
  }

  /** What the command would record, without recording it. */
  async tryOut(caller: Caller, patientId: PatientId, spec: PatientWrite): Promise<Answered> {
    const loaded = await this.load(caller, patientId, spec.action);
    if (isRejection(loaded)) return loaded;
    const write: Write = { caller, idempotencyKey: 'dry-run', requestHash: '', ifMatch: undefined, contentType: '' };
    const given = this.given(write, this.parts.clock.now(), loaded.practice);
    const events = decide(spec.command(given.newId, loaded.patient, given), loaded.patient, given);
    if (isRejection(events)) return this.refuse(caller, spec.action, patientId, events);
    await this.parts.audited.read(caller, `${spec.action}:dry-run`, `patient/${patientId}@${loaded.version}`);
    return spec.answer(this.recorded(write, patientId, { patient: fold(evolvePatient, loaded.patient, events), version: loaded.version }, given));
  }

  /** Writers of one patient wait for each other here; a move takes both patients, always in the same order. */
  write(write: Write, patientId: PatientId, spec: PatientWrite): Promise<Answered> {
    if (!isPatientId(patientId)) return this.refuse(write.caller, spec.action, patientId, NOT_FOUND);
    const [first = '', second] = [patientId, ...(spec.other === undefined ? [] : [spec.other.patientId])].map((id) => `${write.caller.practice}/${id}`).sort();
    const work = (): Promise<Answered> => this.execute(write, patientId, spec);
    return this.serial.run(first, second === undefined ? work : () => this.serial.run(second, work));
  }

  private async execute(write: Write, patientId: PatientId, spec: PatientWrite): Promise<Answered> {
    const { caller } = write;
    const { store, streams, clock, practiceLog } = this.parts;
    const practice = await practiceLog.now(caller.practice);
    const projector = projectorUnder(this.parts.projector, practice.state);
    const given = this.given(write, clock.now(), practice);
    const result = await executeCommand<PatientRecord, Rejection>(store, streams, {
      practice: caller.practice, stream: patientId, fold: PATIENT_FOLD, projector,
      decide: async (loaded) => {
        const decided = await this.decide(write, patientId, spec, patientAt(loaded, practice), given.recordedAt);
        return isRejection(decided) ? { accepted: false, refusal: decided } : decided;
      },
      ...(write.ifMatch === undefined ? {} : { ifVersion: write.ifMatch, isUnchangedSince }),
      audit: auditOf(caller, spec.action, `patient/${patientId}`, 'allowed'),
      idempotency: { client: caller.actor, key: write.idempotencyKey, requestHash: write.requestHash, status: spec.status, practiceVersion: practice.version },
      recordedAt: given.recordedAt, actorId: caller.actor, correlationId: caller.requestId,
    });
    if (spec.other !== undefined && result.kind === 'committed') streams.drop(caller.practice, spec.other.patientId, PATIENT_FOLD);
    return this.answerOf(result, write, patientId, spec, given);
  }

  private async decide(write: Write, patientId: PatientId, spec: PatientWrite, loaded: PatientAt, recordedAt: Instant): Promise<Accepted | Rejection> {
    // Whose record was destroyed is not registered again under the same id.
    if (loaded.patient.id === undefined && (spec.registers === undefined || loaded.version > 0)) return NOT_FOUND;
    const given = this.given(write, recordedAt, loaded.practice);
    const events = decide(spec.command(given.newId, loaded.patient, given), loaded.patient, given);
    if (isRejection(events)) return events;
    const objection = await spec.refuse?.();
    if (objection !== undefined) return objection;
    const own = { accepted: true, events: events.map(newEvent), outbox: this.parts.announce(patientId, events, loaded.version + events.length), projections: spec.alsoProject } as const;
    if (spec.other === undefined) return own;
    const second = await this.decideOther(spec.other, given, write.caller, projectorUnder(this.parts.projector, loaded.practice.state));
    return isRejection(second) ? second : { ...own, ...second, outbox: [...own.outbox, ...(second.outbox ?? [])] };
  }

  /** The other patient of a move: its events, and the rows that its new state stands for. */
  private async decideOther({ patientId, command }: NonNullable<PatientWrite['other']>, given: Given, caller: Caller, projector: Projector<PatientRecord>): Promise<Pick<Accepted, 'also' | 'outbox' | 'projections' | 'publicEvents'> | Rejection> {
    if (!isPatientId(patientId)) return OTHER_NOT_FOUND;
    const { state, version } = await this.parts.streams.load(caller.practice, patientId, PATIENT_FOLD);
    if (state.patient.id === undefined) return OTHER_NOT_FOUND;
    const events = decide(command(state.patient), state.patient, given);
    if (isRejection(events)) return events;
    const after = { ...state, patient: fold(evolvePatient, state.patient, events), recordedAt: given.recordedAt };
    const newVersion = version + events.length;
    const appended = events.map(newEvent);
    return {
      also: [{ stream: patientId, expectedVersion: version, events: appended }], publicEvents: projector.publish?.(patientId, state, appended, version + 1) ?? [],
      outbox: this.parts.announce(patientId, events, newVersion), projections: projector.project(caller.practice, patientId, after, newVersion),
    };
  }

  private async answerOf(result: CommandResult<PatientRecord, Rejection>, write: Write, patientId: PatientId, spec: PatientWrite, given: Given): Promise<Answered> {
    switch (result.kind) {
      case 'committed':
        return spec.answer(this.recorded(write, patientId, { patient: result.state.patient, version: result.version }, given));
      case 'replayed':
        return this.replay(write, spec, result.record);
      case 'refused':
        return this.refuse(write.caller, spec.action, patientId, result.refusal);
      case 'conflict':
        if (write.ifMatch === undefined) return this.refuse(write.caller, spec.action, patientId, BUSY);
        return this.refuse(write.caller, spec.action, patientId, result.version === 0 ? NOT_FOUND : VERSION_MOVED);
    }
  }

  /** The earlier answer to this key: folded to the version it had, under the policies it was decided with, it is the same bytes. */
  private async replay(write: Write, spec: PatientWrite, record: IdempotencyRecord): Promise<Answered> {
    const { caller } = write;
    if (record.requestHash !== write.requestHash) return this.refuse(caller, spec.action, record.stream, KEY_REUSED);
    const { state: { patient }, version } = await this.parts.streams.loadAt(caller.practice, record.stream, PATIENT_FOLD, { toVersion: record.version });
    const practice = await this.parts.practiceLog.at(caller.practice, { toVersion: record.practiceVersion });
    await this.parts.audited.read(caller, `${spec.action}:repeat`, `patient/${record.stream}@${record.version}`);
    return spec.answer(this.recorded(write, record.stream, { patient, version }, this.given(write, record.recordedAt, practice))).with({ 'idempotent-replayed': 'true' });
  }

  private given({ caller, idempotencyKey }: Write, recordedAt: Instant, { policies, state }: PracticeAt): Given {
    return {
      asOf: todayIn(caller.timeZone, recordedAt), recordedAt, actor: caller.actor, policies, directory: state.directory,
      newId: derivedIds(caller.practice, caller.actor, idempotencyKey),
    };
  }

  private recorded(write: Write, patientId: PatientId, { patient, version }: Pick<PatientAt, 'patient' | 'version'>, { recordedAt, asOf, policies, directory = EMPTY_DIRECTORY }: Given): Recorded {
    // Counted anew: the ids in the order in which the command asked for them.
    const newId = derivedIds(write.caller.practice, write.caller.actor, write.idempotencyKey);
    return { patientId, patient, version, recordedAt, asOf, policies, directory, newId, caller: write.caller };
  }
}

/** The practice's own log is no patient's. */
function isPatientId(id: string): boolean {
  return ID.test(id) && id !== PRACTICE_STREAM;
}

const VERSION_MOVED = reject('version-moved', 'The record changed since you read it. Read it again, and repeat the change if it still applies.');
const BUSY = reject('not-available', 'This patient is being written to by many at once. Repeat the request with the same Idempotency-Key.');
const OTHER_NOT_FOUND = reject('patient-not-found', 'There is no patient by that id in this practice.', { pointer: '/toPatientId' });
