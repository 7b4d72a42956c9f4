/** The way an episode has come on its map: read from the log, so it says what was recorded then, not what would be decided now. */
import { Injectable } from '@nestjs/common';
import { isRejection, reject } from '../../machines/kernel/rejection';
import { pathOf } from '../../machines/patient';
import type { PatientEvent } from '../../machines/patient/events';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import { tagOf } from '../platform/http/preconditions';
import { PatientLog } from '../platform/patient-log/patient-log';
import { eventInWords } from './timeline';

@Injectable()
export class GetPath {
  constructor(private readonly log: PatientLog) {}

  async execute(caller: Caller, patientId: string, episodeId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-status');
    if (isRejection(loaded)) return loaded;
    const events = await this.log.events(caller, patientId);
    const path = pathOf(events.map(({ data }) => data as PatientEvent), episodeId);
    if (path.length === 0) return reject('unknown-episode', 'This patient has no episode of that id: check the id.');
    const items = path.flatMap(({ position, index }) => {
      const event = events[index];
      return event === undefined ? [] : [{ position, version: event.version, recordedAt: event.recordedAt, ...(event.occurredOn !== undefined && { occurredOn: event.occurredOn }), text: eventInWords(event.data as PatientEvent) }];
    });
    return answer(200, { patientId, episodeId, version: events.at(-1)?.version ?? 0, items }, { etag: tagOf(loaded.version) });
  }
}
