import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { From } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { EventsDto } from './event.dto';
import { ListEvents } from './list-events';

@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly list: ListEvents) {}

  @Get() @Reads('read-events', { background: true }) @Answers('EventPage', 200)
  @ApiOperation({ summary: 'What has happened, for programs', description: 'In the order in which it was recorded. Send `next` as `after` for what follows, now or at any later time: nothing appears before a position that was given. Ids, versions, days and steps; what they stand for is read from the record.' })
  getEvents(@From() caller: Caller, @Query(query(EventsDto)) dto: EventsDto) {
    return this.list.execute(caller, dto);
  }
}
