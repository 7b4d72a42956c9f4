import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { NDJSON_TYPE } from '../platform/http/media-types';
import { From } from '../platform/http/parameters';
import { AnswersLines } from '../platform/openapi/answers';
import { ComparePolicies } from './compare-policies';
import { ComparePoliciesDto } from './what-if.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class WhatIfController {
  constructor(private readonly compare: ComparePolicies) {}

  @Post('what-if') @Reads('compare-policies', { gives: [NDJSON_TYPE] }) @AnswersLines('PolicyComparison')
  @ApiOperation({ summary: 'What a change of policy would do to the practice\'s patients', description: 'The next step of every open episode under the policy that decides now and under the other: who gains, who loses, by which criterion. One JSON object a line: progress, episodes that differ, and at the end a summary; without a summary the answer is not whole. Closing the connection cancels it. Nothing is recorded.' })
  postWhatIf(@From() caller: Caller, @Body(body(ComparePoliciesDto)) { from, to, draft, asOf }: ComparePoliciesDto) {
    return this.compare.execute(caller, { from, to, draft, asOf });
  }
}
