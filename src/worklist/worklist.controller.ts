import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { From } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { ListWork } from './list-work';
import { WorklistDto } from './worklist.dto';

@ApiTags('worklist')
@Controller('v1/worklist')
export class WorklistController {
  constructor(private readonly list: ListWork) {}

  @Get() @Reads('read-worklist') @Answers('WorklistPage', 200)
  @ApiOperation({ summary: 'Open episodes of the practice', description: 'By patient\'s name, filtered, in pages: send the `next` of one page as `cursor` to get the one after. A scheduler\'s key gets no `blockedBy`.' })
  getWorklist(@From() caller: Caller, @Query(query(WorklistDto)) filter: WorklistDto) {
    return this.list.execute(caller, filter);
  }
}
