import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { STEPS } from '../../machines/criteria/types';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { NeedWork, type NeedAddress } from './need-work';
import { AssignmentDto, CommentDto, SnoozeDto } from './queue.dto';

@ApiTags('queue')
@Controller('v1/patients/:patientId/episodes/:episodeId/needs/:step')
@ApiParam({ name: 'patientId' }) @ApiParam({ name: 'episodeId' }) @ApiParam({ name: 'step', enum: STEPS })
export class NeedsController {
  constructor(private readonly work: NeedWork) {}

  @Post('assignment') @Adds('work-queue') @Answers('NeedAnswer', 200)
  @ApiOperation({ summary: 'Give a need to somebody', description: 'There before any authorization is. Saying the same again records nothing.' })
  postAssignment(@Writing() write: Write, @Param() need: NeedAddress, @Body(body(AssignmentDto)) { owner }: AssignmentDto) {
    return this.work.assign(write, need, owner);
  }

  @Delete('assignment') @Adds('work-queue') @Answers('NeedAnswer', 200)
  @ApiOperation({ summary: 'A need is nobody\'s any more' })
  deleteAssignment(@Writing() write: Write, @Param() need: NeedAddress) {
    return this.work.unassign(write, need);
  }

  @Post('snooze') @Adds('snooze-need') @Answers('NeedAnswer', 200)
  @ApiOperation({ summary: 'Put a need off', description: 'Until the day on which it comes back it is in the view `all` alone.' })
  postSnooze(@Writing() write: Write, @Param() need: NeedAddress, @Body(body(SnoozeDto)) { until }: SnoozeDto) {
    return this.work.snooze(write, need, until);
  }

  @Delete('snooze') @Adds('snooze-need') @Answers('NeedAnswer', 200)
  @ApiOperation({ summary: 'A need is no longer put off' })
  deleteSnooze(@Writing() write: Write, @Param() need: NeedAddress) {
    return this.work.unsnooze(write, need);
  }

  @Post('comments') @Adds('work-queue') @Answers('NeedAnswer', 201)
  @ApiOperation({ summary: 'Comment on a need', description: 'For the practice\'s staff; never printed in a packet.' })
  postComment(@Writing() write: Write, @Param() need: NeedAddress, @Body(body(CommentDto)) { text }: CommentDto) {
    return this.work.comment(write, need, text);
  }

  @Get('history') @Reads('read-need') @Answers('NeedHistory', 200)
  @ApiOperation({ summary: 'What staff noted about a need', description: 'Whose it was, until when it was put off, what was said; in the order in which it was noted.' })
  getHistory(@From() caller: Caller, @Param() need: NeedAddress) {
    return this.work.history(caller, need);
  }
}
