/** What staff note about a need: whose it is, until when it is put off, what was said; and all of that with who and when. */
import { Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { Step } from '../../machines/criteria/types';
import { isNote, stepsOnMap, type NeedEvent, type PatientCommand, type PatientEvent, type PatientState } from '../../machines/patient';
import type { Caller } from '../platform/auth/caller';
import type { StoredEvent } from '../platform/event-store/event-store';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientWrite, Recorded } from '../platform/patient-log/patient-write';
import { Staff } from './staff';

/** A need, as its address names it. */
export interface NeedAddress {
  readonly patientId: string;
  readonly episodeId: string;
  /** A word of the address: that it is a step is for the decider to say. */
  readonly step: Step;
}

@Injectable()
export class NeedWork {
  constructor(private readonly log: PatientLog, private readonly staff: Staff) {}

  assign(write: Write, need: NeedAddress, named: string): Promise<Answered> {
    const owner = named === 'me' ? write.caller.actor : named;
    return this.note(write, need, 'work-queue', 200, { type: 'AssignNeed', owner }, () => this.refuseOwner(write.caller, owner));
  }

  unassign(write: Write, need: NeedAddress): Promise<Answered> {
    return this.note(write, need, 'work-queue', 200, { type: 'AssignNeed' });
  }

  snooze(write: Write, need: NeedAddress, until: string): Promise<Answered> {
    return this.note(write, need, 'snooze-need', 200, { type: 'SnoozeNeed', until });
  }

  unsnooze(write: Write, need: NeedAddress): Promise<Answered> {
    return this.note(write, need, 'snooze-need', 200, { type: 'SnoozeNeed' });
  }

  comment(write: Write, need: NeedAddress, text: string): Promise<Answered> {
    return this.note(write, need, 'work-queue', 201, { type: 'CommentOnNeed', text });
  }

  /** In the order in which it was noted. */
  async history(caller: Caller, { patientId, episodeId, step }: NeedAddress): Promise<Answered> {
    const loaded = await this.log.readPart(caller, patientId, 'read-need', ['episode', episodeId], ({ patient }) => findNeed(patient, episodeId, step));
    if (isRejection(loaded)) return loaded;
    const [events, names] = [await this.log.events(caller, patientId), await this.staff.names(caller.practice)];
    const items = events.filter(({ data }) => isOf(data as PatientEvent, episodeId, step)).map((event) => noteView(event, names));
    return answer(200, { patientId, version: loaded.version, episodeId, step, items }, { etag: tagOf(loaded.version) });
  }

  private note(write: Write, { patientId, episodeId, step }: NeedAddress, action: string, status: 200 | 201, what: What, refuse?: PatientWrite['refuse']): Promise<Answered> {
    return this.log.write(write, patientId, { action, status, command: () => ({ ...what, episodeId, step }), ...(refuse !== undefined && { refuse }), answer: (recorded) => noted(recorded, episodeId, step, status) });
  }

  private async refuseOwner({ practice }: Caller, owner: string): Promise<Rejection | undefined> {
    const isStaff = (await this.staff.list(practice)).some(({ id, mayOwn }) => id === owner && mayOwn);
    return isStaff ? undefined : reject('unknown-owner', 'Nobody of that id works in this queue: name one of GET /v1/queue/owners.', { pointer: '/owner' });
  }
}

type What = Extract<PatientCommand, { type: 'AssignNeed' | 'SnoozeNeed' | 'CommentOnNeed' }> extends infer C ? (C extends object ? Omit<C, 'episodeId' | 'step'> : never) : never;

function findNeed({ episodes }: PatientState, episodeId: string, step: Step): { readonly step: Step } | Rejection {
  const episode = episodes.find(({ id }) => id === episodeId);
  if (episode === undefined) return reject('unknown-episode', 'This patient has no episode of that id: check the id.');
  const steps = stepsOnMap(episode.pathway);
  return steps.includes(step) ? { step } : reject('unknown-need', `The episode has no need for that step: name one of ${steps.join(', ')}.`, { details: { steps } });
}

function isOf(event: PatientEvent, episodeId: string, step: Step): boolean {
  return isNote(event) && event.episodeId === episodeId && event.step === step;
}

function noteView({ data, version, recordedAt, actorId }: StoredEvent, names: ReadonlyMap<string, string>) {
  const event = data as NeedEvent;
  return {
    version, type: event.type, recordedAt, by: party(actorId, names.get(actorId)),
    ...(event.type === 'NeedAssigned' && { owner: party(event.owner, names.get(event.owner)) }), ...(event.type === 'NeedSnoozed' && { until: event.until }), ...(event.type === 'NeedCommented' && { text: event.text }),
  };
}

/** Ids alone: what people are called may change, and a repeat is answered with the same bytes. */
function noted({ patientId, patient, version, recordedAt }: Recorded, episodeId: string, step: Step, status: 200 | 201): Answer {
  const notes = patient.needs?.find((each) => each.episodeId === episodeId && each.step === step);
  const location = `/v1/patients/${patientId}/episodes/${episodeId}/needs/${step}/history`;
  return answer(status, { patientId, version, recordedAt, episodeId, step, owner: notes?.owner === undefined ? null : party(notes.owner, undefined), snoozedUntil: notes?.snoozedUntil ?? null, comments: notes?.comments ?? 0 },
    { etag: tagOf(version), ...(status === 201 && { location }) });
}

function party(id: string, name: string | undefined) {
  return { id, ...(name !== undefined && { name }) };
}
