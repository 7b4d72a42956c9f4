import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { From, Known } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { GetStatus } from './get-status';
import { StatusDto, WhatIfDto } from './status.dto';
import { GetTimeline } from './timeline';
import { AnswerWhatIf } from './what-if';

@ApiTags('status')
@Controller('v1/patients/:patientId')
export class StatusController {
  constructor(private readonly status: GetStatus, private readonly whatIf: AnswerWhatIf, private readonly timeline: GetTimeline) {}

  @Get('status') @Reads('read-status') @Answers('Status', 200, 304)
  @ApiOperation({ summary: 'Where the patient stands and why', description: 'One unrecorded reassessment of the log as known at `knownAt`, as of `asOf`. The ETag changes with the record, the day and the policies; send it back as If-None-Match.' })
  getStatus(@From() caller: Caller, @Param('patientId') patientId: string, @Query(query(StatusDto)) question: StatusDto, @Known() known?: string) {
    return this.status.execute(caller, patientId, question, known);
  }

  @Get('episodes/:episodeId/assessment') @Reads('ask-what-if') @Answers('WhatIf', 200)
  @ApiOperation({ summary: 'What if: may this step be done on that date?', description: 'Assesses one step for a date and, when named, another policy. Nothing is recorded. A scheduler\'s key gets the result and its dates, without findings.' })
  getAssessment(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Query(query(WhatIfDto)) question: WhatIfDto) {
    return this.whatIf.execute(caller, patientId, episodeId, question);
  }

  @Get('timeline') @Reads('read-timeline') @Answers('Timeline', 200)
  @ApiOperation({ summary: 'Everything that was recorded, in words', description: 'Every event in order, with who recorded it and when, and the clinical date where it has one.' })
  getTimeline(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.timeline.execute(caller, patientId);
  }
}
