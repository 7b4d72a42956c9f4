import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { FHIR_TYPE, JSON_TYPE } from '../platform/http/media-types';
import { Bytes, From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { AppealDto, DraftDto, NeedDto, PeerToPeerDto, RequestDto, WithdrawalDto } from './authorization.dto';
import { AnswerOptionsDto, DeterminationCorrectionDto, DeterminationDto, ModificationDto } from './determination.dto';
import { AnswerNeed } from './authorization-need';
import { Authorizations } from './authorizations';
import { PayerAnswers } from './payer-answers';

@ApiTags('authorizations')
@Controller('v1/patients/:patientId')
export class AuthorizationsController {
  constructor(private readonly authorizations: Authorizations, private readonly need: AnswerNeed, private readonly answers: PayerAnswers) {}

  @Get('authorizations') @Reads('read-authorizations') @Answers('AuthorizationList', 200)
  @ApiOperation({ summary: 'The patient\'s authorizations', description: 'Where each stands, with its determinations. A scheduler\'s key gets step, place and dates only.' })
  getAuthorizations(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.authorizations.list(caller, patientId);
  }

  @Get('episodes/:episodeId/authorization-need') @Reads('read-authorizations') @Answers('AuthorizationNeed', 200)
  @ApiOperation({ summary: 'Does prior authorization apply, and is it there?', description: 'The next step\'s codes at its place on its day, or what the query names, against the payers\' dated lists: required, exempt (do not submit), voluntary (else review before payment), not-required, or unknown where no list on file answers; and whether an approval on record holds that day. Nothing is recorded.' })
  getNeed(@From() caller: Caller, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Query(query(NeedDto)) { step, date, setting, exempt, criticalAccess }: NeedDto) {
    return this.need.execute(caller, patientId, episodeId, {
      ...(step !== undefined && { step }), ...(date !== undefined && { date }), ...(setting !== undefined && { setting }), ...(exempt !== undefined && { exempt: exempt === 'true' }), ...(criticalAccess !== undefined && { criticalAccess: criticalAccess === 'true' }),
    });
  }

  @Post('episodes/:episodeId/authorizations') @Adds('draft-authorization') @Answers('AuthorizationAnswer', 201)
  @ApiOperation({ summary: 'Draft an authorization early', description: 'The same draft that appears by itself when the step becomes eligible: one per episode and step.' })
  postDraft(@Writing() write: Write, @Param('patientId') patientId: string, @Param('episodeId') episodeId: string, @Body(body(DraftDto)) dto: DraftDto) {
    return this.authorizations.draft(write, patientId, episodeId, dto);
  }

  @Post('authorizations/:authorizationId/request') @Changes('request-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Request', description: 'Accepted for eligible targets; otherwise 409 with the kinds of criteria that stand against it, unless an override names person, rationale and the findings overridden. Issues the packet.' })
  postRequest(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(RequestDto)) dto: RequestDto) {
    return this.authorizations.request(write, patientId, id, dto);
  }

  @Post('authorizations/:authorizationId/determinations') @Changes('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Record what the payer decided', description: 'As a whole and line by line: number, validity, units, reasons, what a pended request waits for. The same answer again is 409 already-recorded.' })
  postDetermination(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(DeterminationDto)) dto: DeterminationDto) {
    return this.authorizations.determine(write, patientId, id, dto);
  }

  @Post('authorizations/:authorizationId/determinations/:number/corrections') @Changes('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'A determination was mistyped', description: 'Which of the authorization\'s determinations, from 1; the body says the whole of it as the payer said it. While nothing was done about the decision everything of it may be corrected, and the authorization stands as if it had been recorded so; afterwards only its figures, else 409 determination-followed. What stood before stays in `mistaken`, with who and why.' })
  @ApiParam({ name: 'number', schema: { type: 'integer', minimum: 1 } })
  postCorrection(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Param('number') number: string, @Body(body(DeterminationCorrectionDto)) dto: DeterminationCorrectionDto) {
    return this.authorizations.correctDetermination(write, patientId, id, number, dto);
  }

  @Post('authorizations/:authorizationId/claim-response') @Changes('track-authorization', { takes: [FHIR_TYPE, JSON_TYPE] }) @Answers('ClaimResponseAnswer', 200)
  @ApiOperation({ summary: 'Record the payer\'s answer as it came', description: 'A ClaimResponse, or a bundle with one (Da Vinci PAS), read leniently: what deviates is told, what cannot be read as a decision is `review`, for a person. The bytes are kept as a document. With `dryRun=true` the same answer, and nothing is stored.' })
  @ApiConsumes(FHIR_TYPE, JSON_TYPE) @ApiBody({ schema: { type: 'object', additionalProperties: true } })
  postClaimResponse(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Query(query(AnswerOptionsDto)) { dryRun }: AnswerOptionsDto, @Body() message: unknown, @Bytes() bytes: Buffer) {
    return this.answers.record(write, patientId, id, message, bytes, dryRun === 'true');
  }

  @Post('authorizations/:authorizationId/modification') @Changes('accept-modification') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Accept or decline a modified approval', description: 'What the payer approved in place of the request authorizes nothing until a clinician accepts it; declined, it is a denial.' })
  postModification(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(ModificationDto)) dto: ModificationDto) {
    return this.authorizations.answerModification(write, patientId, id, dto);
  }

  @Post('authorizations/:authorizationId/peer-to-peer') @Changes('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Schedule a peer-to-peer call' })
  postPeerToPeer(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(PeerToPeerDto)) dto: PeerToPeerDto) {
    return this.authorizations.schedulePeerToPeer(write, patientId, id, dto);
  }

  @Post('authorizations/:authorizationId/appeals') @Changes('track-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Record an appeal' })
  postAppeal(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(AppealDto)) dto: AppealDto) {
    return this.authorizations.appeal(write, patientId, id, dto);
  }

  @Post('authorizations/:authorizationId/withdrawal') @Changes('request-authorization') @Answers('AuthorizationAnswer', 200)
  @ApiOperation({ summary: 'Withdraw' })
  postWithdrawal(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(WithdrawalDto)) dto: WithdrawalDto) {
    return this.authorizations.withdraw(write, patientId, id, dto);
  }
}
