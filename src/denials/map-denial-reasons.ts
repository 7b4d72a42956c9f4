/** What a person chooses for a payer's reason: an event of the practice's log, additive. */
import { Injectable } from '@nestjs/common';
import { decideDenialReason, normalizedReason, type MapDenialReason, type MappedReason } from '../../machines/practice';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { PracticeWrites } from '../platform/practice-log/practice-writes';

const RESOURCE = 'denial-reasons';

@Injectable()
export class MapDenialReasons {
  constructor(private readonly practiceLog: PracticeLog, private readonly writes: PracticeWrites, private readonly audited: Audited) {}

  async list(caller: Caller): Promise<Answered> {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    await this.audited.read(caller, 'read-denial', `${RESOURCE}@${version}`);
    return answer(200, { version, items: Object.values(state.denialReasons ?? {}).map(view) }, { etag: tagOf(version) });
  }

  map(write: Write, command: MapDenialReason): Promise<Answered> {
    return this.writes.write(write, {
      action: 'map-denial-reason', status: 201, resource: RESOURCE,
      decide: (practice, recordedAt) => decideDenialReason(command, practice.denialReasons ?? {}, { actor: write.caller.actor, recordedAt }),
      answer: ({ practice, version, recordedAt }) => {
        const mapped = practice.denialReasons?.[normalizedReason(command.reason)];
        return answer(201, { version, recordedAt, denialReason: mapped === undefined ? null : view(mapped) }, { etag: tagOf(version) });
      },
    });
  }
}

function view({ reason, bucket, kinds, subject, by, at }: MappedReason) {
  return { reason, bucket, kinds, subject: subject ?? null, by, at };
}
