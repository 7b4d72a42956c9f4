import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { From, Known } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { GetChecklist } from './checklist';
import { GetStatus } from './get-status';
import { GetPath } from './path';
import { AnswerPlan } from './plan';
import { ChecklistDto, MayIBookDto, StatusDto, targetsIn, WhatIfDto } from './status.dto';
import { GetTimeline } from './timeline';
import { AnswerWhatIf } from './what-if';

@ApiTags('status')
@Controller('v1/patients/:patientId')
export class StatusController {
  constructor(private readonly status: GetStatus, private readonly whatIf: AnswerWhatIf, private readonly ahead: AnswerPlan, private readonly timeline: GetTimeline, private readonly checklist: GetChecklist, private readonly path: GetPath) {}

  @Get('status') @Reads('read-status') @Answers('Status', 200, 304)
  @ApiOperation({ summary: 'Where the patient stands and why', description: 'One unrecorded reassessment of the log as known at `knownAt`, as of `asOf`. The ETag changes with the record, the day and the policies; send it back as If-None-Match.' })
  getStatus(@From() caller: Caller, @Param('patientId') patientId: string, @Query(query(StatusDto)) question: StatusDto, @Known() known?: string) {
    return this.status.execute(caller, patientId, question, known);
  }

  @Get('episodes/:episodeId/assessment') @Reads('ask-what-if') @Answers('WhatIf', 200)
  @ApiOperation({ summary: 'What if: may this step be done on that date?', description: 'Assesses one step for a date and, when named, another policy. Nothing is recorded.' })
  getAssessment(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Query(query(WhatIfDto)) question: WhatIfDto) {
    return this.whatIf.execute(caller, patientId, episodeId, question);
  }

  @Get('episodes/:episodeId/checklist') @Reads('ask-what-if') @Answers('Checklist', 200)
  @ApiOperation({ summary: 'A step\'s criteria one by one', description: 'Required and found in words, with evidence, who recorded it and when, both readings of what is contested, what to document next, and the criteria that the policy has and does not ask here. Under the policy in force or, when named, another. Nothing is recorded.' })
  getChecklist(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Query(query(ChecklistDto)) question: ChecklistDto) {
    return this.checklist.execute(caller, patientId, episodeId, question);
  }

  @Get('episodes/:episodeId/path') @Reads('read-status') @Answers('EpisodePath', 200)
  @ApiOperation({ summary: 'The positions an episode has stood at', description: 'As they were recorded, oldest first, each with what led there. Where it went back, the position is there again.' })
  getPath(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string) {
    return this.path.execute(caller, patientId, episodeId);
  }

  @Get('episodes/:episodeId/plan') @Reads('plan-steps') @Answers('EpisodePlan', 200)
  @ApiOperation({ summary: 'What lies ahead, and from when', description: 'Every step that follows, on the first day on which nothing in the record stands against it, with what that assumes; from when time meets each criterion, and what to document where it does not. Nothing is recorded.' })
  getPlan(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string) {
    return this.ahead.plan(caller, patientId, episodeId);
  }

  @Get('episodes/:episodeId/may-i-book') @Reads('may-i-book') @Answers('MayIBook', 200)
  @ApiOperation({ summary: 'May I book this step for that day?', description: 'Yes, no or review, why, and the first day that is allowed. A scheduler\'s key gets no findings. Nothing is recorded.' })
  mayIBook(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Query(query(MayIBookDto)) { step, date, targets, setting }: MayIBookDto) {
    return this.ahead.mayIBook(caller, patientId, episodeId, { step, date, ...(targets !== undefined && { targets: targetsIn(targets) ?? [] }), ...(setting !== undefined && { setting }) });
  }

  @Get('timeline') @Reads('read-timeline') @Answers('Timeline', 200)
  @ApiOperation({ summary: 'Everything that was recorded, in words', description: 'Every event in order, with who recorded it and when, and the clinical date where it has one.' })
  getTimeline(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.timeline.execute(caller, patientId);
  }
}
