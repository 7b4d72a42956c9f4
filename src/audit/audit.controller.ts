import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { From } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { AuditDto } from './audit.dto';
import { ListAudit } from './list-audit';

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly list: ListAudit) {}

  @Get() @Reads('read-audit') @Answers('AuditPage', 200)
  @ApiOperation({ summary: 'Who read, wrote or was refused what', description: 'Newest first, ids and versions only. No role can change it or switch it off. A page may be short, even empty, while `next` is given: follow it to the end.' })
  getAudit(@From() caller: Caller, @Query(query(AuditDto)) filter: AuditDto) {
    return this.list.execute(caller, filter);
  }
}
