import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { PageDto } from '../platform/http/page';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { BreakGlassDto } from './break-glass.dto';
import { OpenRecord } from './open-record';

@ApiTags('break-glass')
@Controller('v1/patients/:patientId/break-glass')
export class BreakGlassController {
  constructor(private readonly records: OpenRecord) {}

  @Post() @Adds('break-glass') @Answers('BrokenGlass', 201)
  @ApiOperation({ summary: 'Open one patient\'s record for a while', description: 'For an administrator, whose role does not open records: with a reason, for an hour at most, for reading only. It ends by itself. The audit says that it was opened, and of everything read meanwhile that it was read so; the patient\'s own copy names it too.' })
  postBreakGlass(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(BreakGlassDto)) dto: BreakGlassDto) {
    return this.records.open(write, patientId, dto);
  }

  @Get() @Reads('break-glass') @Answers('GlassStanding', 200)
  @ApiOperation({ summary: 'Is the record open to me, and until when?' })
  getBreakGlass(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.records.standing(caller, patientId);
  }
}

@ApiTags('audit')
@Controller('v1/audit/break-glass')
export class BrokenGlassController {
  constructor(private readonly records: OpenRecord) {}

  @Get() @Reads('read-audit') @Answers('BrokenGlassPage', 200)
  @ApiOperation({ summary: 'Who opened which record, and why', description: 'Newest first. What was read meanwhile is on the audit: `GET /v1/audit?action=break-glass`.' })
  getBrokenGlass(@From() caller: Caller, @Query(query(PageDto)) page: PageDto) {
    return this.records.list(caller, page);
  }
}
