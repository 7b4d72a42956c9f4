import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { Accepts, From, Writing, type Write } from '../platform/http/parameters';
import { LIST_TYPES } from '../platform/http/table';
import { Answers } from '../platform/openapi/answers';
import { ListQueue } from './list-queue';
import { QueueDto, QueueViewDto } from './queue.dto';
import { QueueViews } from './queue-views';

@ApiTags('queue')
@Controller('v1/queue')
export class QueueController {
  constructor(private readonly list: ListQueue, private readonly views: QueueViews) {}

  @Get() @Reads('read-worklist', { gives: LIST_TYPES }) @Answers('QueuePage', 200)
  @ApiOperation({ summary: 'What to do about each authorization', description: 'One row is one need of an open episode: the next step\'s, also before any authorization exists, and every authorization that is drafted, out, or decided and not yet used. Soonest first, filtered, in pages. How near a day is and what has passed its clock is told of today. A scheduler\'s key gets no `blockedBy` and no `comments`. With `format=csv` or `Accept: text/csv` the whole list as a table.' })
  @ApiProduces(...LIST_TYPES)
  getQueue(@From() caller: Caller, @Query(query(QueueDto)) dto: QueueDto, @Accepts() accepts?: string) {
    return this.list.execute(caller, dto, accepts);
  }

  @Get('views') @Reads('read-worklist') @Answers('QueueViews', 200)
  @ApiOperation({ summary: 'The queue\'s views with their counts', description: 'The named views, then those that the caller keeps. What is put off until a day to come is counted in `all` alone.' })
  getViews(@From() caller: Caller) {
    return this.views.list(caller);
  }

  @Post('views') @Adds('read-worklist') @Answers('KeptView', 201)
  @ApiOperation({ summary: 'Keep a view of the queue', description: 'A filter under a name, for the caller alone.' })
  postView(@Writing() write: Write, @Body(body(QueueViewDto)) dto: QueueViewDto) {
    return this.views.keep(write, dto);
  }

  @Delete('views/:viewId') @Adds('read-worklist') @Answers('KeptView', 200)
  @ApiOperation({ summary: 'Keep a view no longer' })
  deleteView(@Writing() write: Write, @Param('viewId') viewId: string) {
    return this.views.remove(write, viewId);
  }

  @Get('owners') @Reads('read-worklist') @Answers('QueueOwners', 200)
  @ApiOperation({ summary: 'Whom a need can be given to' })
  getOwners(@From() caller: Caller) {
    return this.views.owners(caller);
  }
}
