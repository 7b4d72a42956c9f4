import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { Channels } from './channels';
import { CallDto, ResendDto, SubmissionDto, SubmissionsDto } from './submission.dto';
import { Submissions } from './submissions';
import { WaitingSubmissions } from './waiting-submissions';

@ApiTags('submissions')
@Controller('v1/patients/:patientId/authorizations/:authorizationId')
export class SubmissionsController {
  constructor(private readonly submissions: Submissions, private readonly channels: Channels) {}

  @Get('channels') @Reads('read-packet') @Answers('Channels', 200)
  @ApiOperation({ summary: 'How the payer can be asked', description: 'The channels of its entry in the directory on the day of service, each with its limits and whether the packet goes by it; the packet\'s files with their sizes.' })
  getChannels(@From() caller: Caller, @Param('patientId') patientId: string, @Param('authorizationId') id: string) {
    return this.channels.list(caller, patientId, id);
  }

  @Post('submission') @Changes('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Submit, or record the submission', description: 'By hand: channel, and proof that it arrived. With `fhir` the service sends the packet to the payer\'s endpoint, again where it fails, and records proof and decision as they come; until then the authorization stays where it is and `submission` says how it stands. What the payer\'s channel does not take is refused with the packet\'s size.' })
  postSubmission(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(SubmissionDto)) dto: SubmissionDto) {
    return this.submissions.submit(write, patientId, id, dto);
  }

  @Post('calls') @Adds('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Log a conversation with the payer', description: 'Who was spoken to, the number of the call, what was said. It moves nothing.' })
  postCall(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(CallDto)) dto: CallDto) {
    return this.submissions.logCall(write, patientId, id, dto);
  }
}

@ApiTags('submissions')
@Controller('v1/submissions')
export class WaitingSubmissionsController {
  constructor(private readonly waiting: WaitingSubmissions) {}

  @Get() @Reads('read-submissions') @Answers('SubmissionList', 200)
  @ApiOperation({ summary: 'What the service has still to send, and what it could not', description: 'Oldest first, at most 1,000. `parked`: it was tried as often as the endpoint says, or a person has to do something first; the reason says what.' })
  getSubmissions(@From() caller: Caller, @Query(query(SubmissionsDto)) dto: SubmissionsDto) {
    return this.waiting.list(caller, dto);
  }

  @Post(':submissionId/resend') @Adds('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Send a parked submission again', description: 'The same bytes under the same number: where the payer has it already, it answers again and nothing is asked twice.' })
  postResend(@Writing() write: Write, @Param('submissionId') submissionId: string, @Body(body(ResendDto)) dto: ResendDto) {
    return this.waiting.resend(write, submissionId, dto);
  }
}
