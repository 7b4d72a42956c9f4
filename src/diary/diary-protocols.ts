/** The practice's protocol for diaries, read and changed: an event of the practice's log. */
import { Injectable } from '@nestjs/common';
import { decideDiaryProtocol, DEFAULT_DIARY_PROTOCOL, type DiaryProtocol } from '../../machines/diary';
import type { PracticeState } from '../../machines/practice';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { PracticeWrites } from '../platform/practice-log/practice-writes';

const RESOURCE = 'diary-protocol';

@Injectable()
export class DiaryProtocols {
  constructor(private readonly practiceLog: PracticeLog, private readonly writes: PracticeWrites, private readonly audited: Audited) {}

  async read(caller: Caller): Promise<Answered> {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    await this.audited.read(caller, 'read-directory', `${RESOURCE}@${version}`);
    return answer(200, { version, ...viewOf(state) }, { etag: tagOf(version) });
  }

  change(write: Write, protocol: DiaryProtocol): Promise<Answered> {
    return this.writes.write(write, {
      action: 'change-diary-protocol', status: 200, resource: RESOURCE,
      decide: ({ diaryProtocol = DEFAULT_DIARY_PROTOCOL }, recordedAt) => decideDiaryProtocol(protocol, diaryProtocol, { actor: write.caller.actor, recordedAt }),
      answer: ({ practice, version }) => answer(200, { version, ...viewOf(practice) }, { etag: tagOf(version) }),
    });
  }
}

function viewOf({ diaryProtocol }: PracticeState) {
  return { isUsual: diaryProtocol === undefined, protocol: diaryProtocol ?? DEFAULT_DIARY_PROTOCOL };
}
