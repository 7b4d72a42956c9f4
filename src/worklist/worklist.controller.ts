import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { Accepts, From } from '../platform/http/parameters';
import { LIST_TYPES } from '../platform/http/table';
import { Answers } from '../platform/openapi/answers';
import { ListWork } from './list-work';
import { WorklistDto } from './worklist.dto';

@ApiTags('worklist')
@Controller('v1/worklist')
export class WorklistController {
  constructor(private readonly list: ListWork) {}

  @Get() @Reads('read-worklist', { gives: LIST_TYPES }) @Answers('WorklistPage', 200)
  @ApiOperation({ summary: 'Open episodes of the practice', description: 'By patient\'s name, filtered, in pages: send the `next` of one page as `cursor` to get the one after. A scheduler\'s key gets no `blockedBy`. With `format=csv` or `Accept: text/csv` the whole list as a table.' })
  @ApiProduces(...LIST_TYPES)
  getWorklist(@From() caller: Caller, @Query(query(WorklistDto)) filter: WorklistDto, @Accepts() accepts?: string) {
    return this.list.execute(caller, filter, accepts);
  }
}
