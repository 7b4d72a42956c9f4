import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { body, bodyOrLines } from '../platform/http/envelope';
import { JSON_TYPE, NDJSON_TYPE } from '../platform/http/media-types';
import { From } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { CheckClaims } from './check-claims';
import { CodeServices } from './code-services';
import { CheckClaimDto, ServiceLinesDto } from './coding.dto';

@ApiTags('claims')
@Controller('v1')
export class ClaimsController {
  constructor(private readonly coding: CodeServices, private readonly many: CheckClaims) {}

  @Post('patients/:patientId/service-lines') @Reads('code-services') @Answers('ServiceLines', 200)
  @ApiOperation({ summary: 'The service lines of a day, and what must be answered first', description: 'Codes, modifiers, units, diagnoses and place from the facts of the day; each line names the facts it rests on. What is open is held and says which rule asks. Never a dearer code than documented. Nothing is recorded.' })
  postServiceLines(@From() caller: Caller, @Param('patientId') patientId: string, @Body(body(ServiceLinesDto)) question: ServiceLinesDto) {
    return this.coding.lines(caller, patientId, question);
  }

  @Post('claims/check') @Reads('check-claim', { takes: [JSON_TYPE, NDJSON_TYPE], gives: [JSON_TYPE, NDJSON_TYPE] }) @Answers('ClaimCheck', 200)
  @ApiBody({ type: CheckClaimDto })
  @ApiOperation({ summary: 'A claim before it goes out', description: 'Its lines against each other, the payer\'s rules and the record of the day: pass, warn or block, each finding with the field it concerns. Never proposes a dearer code. Many at once: one claim a line as `application/x-ndjson`, answered line by line in the same order, a refusal in its own line. Nothing is recorded.' })
  postClaimCheck(@From() caller: Caller, @Body(bodyOrLines(CheckClaimDto)) claim: CheckClaimDto | Buffer) {
    return Buffer.isBuffer(claim) ? this.many.check(caller, claim) : this.coding.check(caller, claim);
  }

  @Get('patients/:patientId/facts/:factId/documentation-check') @Reads('check-documentation') @Answers('DocumentationChecked', 200)
  @ApiOperation({ summary: 'What the note still lacks, per code it could support', description: 'Supported, open with what to document, or not billed, under the first coverage of that day. A fact sent with `dryRun=true` is answered the same in `documentationCheck`. Nothing is recorded.' })
  getDocumentationCheck(@From() caller: Caller, @Param('patientId') patientId: string, @Param('factId') factId: string) {
    return this.coding.documentation(caller, patientId, factId);
  }
}
