import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Open } from '../platform/auth/endpoint';
import { answer } from '../platform/http/answer';
import { Credentials, type Asking } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { AnswerHooks } from './answer-hooks';
import { DISCOVERY, HOOKS_OF } from './services';

const SERVICE = { name: 'service', enum: Object.keys(HOOKS_OF) };

/** Callers are EHRs with tokens of their own, not keys of ours: the use-case admits them. */
@ApiTags('cds-hooks')
@Controller('cds-services')
export class CdsHooksController {
  constructor(private readonly hooks: AnswerHooks) {}

  @Get() @Open() @Answers('CdsServices', 200)
  @ApiOperation({ summary: 'CDS Hooks that are served', description: 'The discovery document of CDS Hooks 2.0. A service with several hooks has an entry for each.' })
  getServices() {
    return answer(200, DISCOVERY);
  }

  @Post(':service') @Open() @Answers('CdsCards', 200)
  @ApiOperation({ summary: 'Cards for a hook', description: 'A request of CDS Hooks 2.0 with the EHR\'s signed token (docs/cds-hooks.md), no practice key. No cards where the patient is not known beyond doubt, or anything goes wrong.' })
  @ApiParam(SERVICE) @ApiBody({ schema: { $ref: '#/components/schemas/CdsRequest' } })
  postHook(@Credentials() asking: Asking, @Param('service') service: string, @Body() body: unknown) {
    return this.hooks.cards(asking, service, body);
  }

  @Post(':service/feedback') @Open() @Answers('CdsFeedbackTaken', 200)
  @ApiOperation({ summary: 'What became of cards', description: 'Accepted or overridden, onto the practice\'s audit. Comments are not kept.' })
  @ApiParam(SERVICE) @ApiBody({ schema: { $ref: '#/components/schemas/CdsFeedback' } })
  postFeedback(@Credentials() asking: Asking, @Param('service') service: string, @Body() body: unknown) {
    return this.hooks.feedback(asking, service, body);
  }
}
