import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { PDF_TYPE } from '../platform/http/media-types';
import { Accepts, From } from '../platform/http/parameters';
import { Answers, AnswersBytes } from '../platform/openapi/answers';
import { DENIAL_TYPES, formOf, GetDenial } from './get-denial';

@ApiTags('denials')
@Controller('v1/patients/:patientId/authorizations/:authorizationId')
export class DenialsController {
  constructor(private readonly denials: GetDenial) {}

  @Get('denial') @Reads('read-denial') @Answers('Denial', 200)
  @ApiOperation({ summary: 'The last denial, explained', description: 'The payer\'s reason word for word, what it is about (criteria, or something administrative), what the record shows of each criterion with the page of the packet that was denied, what is not in the record, and the fix. What is not read with certainty goes to a person. Nothing is recorded.' })
  getDenial(@From() caller: Caller, @Param('patientId') patientId: string, @Param('authorizationId') id: string) {
    return this.denials.denial(caller, patientId, id);
  }

  @Get('peer-to-peer-card') @Reads('read-denial', { gives: DENIAL_TYPES }) @Answers('PeerToPeerCardAnswer', 200)
  @ApiOperation({ summary: 'The card for the peer-to-peer call', description: 'One page: the reason, the failed criteria, our evidence with its page, what is not in the record, three lines to say. As JSON, or as PDF with `Accept: application/pdf` or the suffix `.pdf`.' })
  @ApiProduces(...DENIAL_TYPES)
  getPeerToPeerCard(@From() caller: Caller, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Accepts() accepts?: string) {
    return this.denials.card(caller, patientId, id, formOf(accepts));
  }

  @Get('peer-to-peer-card.pdf') @Reads('read-denial', { gives: [PDF_TYPE] }) @AnswersBytes(PDF_TYPE)
  @ApiOperation({ summary: 'The card for the peer-to-peer call, as PDF' })
  getPeerToPeerCardPdf(@From() caller: Caller, @Param('patientId') patientId: string, @Param('authorizationId') id: string) {
    return this.denials.card(caller, patientId, id, 'pdf');
  }

  @Get('appeal-letter') @Reads('read-denial', { gives: DENIAL_TYPES }) @Answers('AppealLetterAnswer', 200)
  @ApiOperation({ summary: 'A letter of appeal from facts', description: 'Every sentence about the patient cites its facts; what is not met is said. The level and its last day follow from the line of business. 409 `appeal-not-possible` where the decision is not appealed, with what is done instead. A person signs it.' })
  @ApiProduces(...DENIAL_TYPES)
  getAppealLetter(@From() caller: Caller, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Accepts() accepts?: string) {
    return this.denials.letter(caller, patientId, id, formOf(accepts));
  }

  @Get('appeal-letter.pdf') @Reads('read-denial', { gives: [PDF_TYPE] }) @AnswersBytes(PDF_TYPE)
  @ApiOperation({ summary: 'A letter of appeal from facts, as PDF' })
  getAppealLetterPdf(@From() caller: Caller, @Param('patientId') patientId: string, @Param('authorizationId') id: string) {
    return this.denials.letter(caller, patientId, id, 'pdf');
  }
}
