import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { isRejection } from '../../machines/kernel/rejection';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { Answer, type Answered } from '../platform/http/answer';
import { EVENT_STREAM_TYPE } from '../platform/http/media-types';
import { From, LastEventId, Recheck } from '../platform/http/parameters';
import { AnswersEvents } from '../platform/openapi/answers';
import { FollowChanges } from './follow-changes';

@ApiTags('queue')
@Controller('v1/changes')
export class ChangesController {
  constructor(private readonly changes: FollowChanges, private readonly audited: Audited) {}

  @Get() @Reads('read-worklist', { gives: [EVENT_STREAM_TYPE], background: true }) @AnswersEvents('Change')
  @ApiOperation({ summary: 'What changes in the practice, as it changes', description: 'Server-sent events: `change` names a patient whose log has moved, `practice` says that the practice\'s own has, each within two seconds of the commit, ids and types of events only. `ready` comes first. Send the id of the last event that came as `Last-Event-ID` to resume after it; `reset` says that what was missed since cannot be told: read anew. The stream ends when the key no longer opens, when the session ends or its role changes, and with the service; it keeps no idle session awake.' })
  async getChanges(@From() caller: Caller, @Recheck() isAdmitted: () => Promise<boolean>, @LastEventId() lastEventId?: string): Promise<Answered> {
    await this.audited.read(caller, 'follow-changes', 'changes');
    const stream = await this.changes.open({ practice: caller.practice, lastEventId, isAdmitted });
    return isRejection(stream) ? stream : new Answer(200, stream.body, { 'content-type': EVENT_STREAM_TYPE, 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  }
}
