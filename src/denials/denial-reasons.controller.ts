import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { CountDenials } from './count-denials';
import { DenialReasonDto, DenialStatisticsDto } from './denial.dto';
import { MapDenialReasons } from './map-denial-reasons';

@ApiTags('denials')
@Controller('v1')
export class DenialReasonsController {
  constructor(private readonly reasons: MapDenialReasons, private readonly statistics: CountDenials) {}

  @Get('denial-reasons') @Reads('read-denial') @Answers('DenialReasonList', 200)
  @ApiOperation({ summary: 'What persons of the practice chose for payers\' reasons' })
  getDenialReasons(@From() caller: Caller) {
    return this.reasons.list(caller);
  }

  @Post('denial-reasons') @Adds('map-denial-reason') @Answers('DenialReasonAnswer', 201)
  @ApiOperation({ summary: 'Give a payer\'s reason its meaning', description: 'Remembered in the practice\'s log by its wording, and read so from now on, before all else. A later choice for the same wording stands in its place. 422 `denial-reason-identifies` where the sentence holds a date, a long number, an address or a name.' })
  postDenialReason(@Writing() write: Write, @Body(body(DenialReasonDto)) { reason, bucket, kinds, subject }: DenialReasonDto) {
    return this.reasons.map(write, { reason, bucket, kinds: kinds ?? [], ...(subject !== undefined && { subject }) });
  }

  @Get('denial-statistics') @Reads('read-denial') @Answers('DenialStatistics', 200)
  @ApiOperation({ summary: 'Denials by payer, step, criterion and outcome', description: 'Of the days of decision from and to. A denial with several reasons is in several rows; the totals count it once. Reasons are read as they would be read now.' })
  getDenialStatistics(@From() caller: Caller, @Query(query(DenialStatisticsDto)) { from, to }: DenialStatisticsDto) {
    return this.statistics.execute(caller, { ...(from !== undefined && { from }), ...(to !== undefined && { to }) });
  }
}
