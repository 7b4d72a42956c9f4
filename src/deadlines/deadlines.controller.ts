import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { LETTER_DEADLINES } from '../../machines/authorization';
import type { Caller } from '../platform/auth/caller';
import { Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { Accepts, From, Writing, type Write } from '../platform/http/parameters';
import { LIST_TYPES } from '../platform/http/table';
import { Answers } from '../platform/openapi/answers';
import { ChangeDeadlines } from './change-deadlines';
import { AcknowledgementDto, ChaseDto, DeadlinesDto, LetterDayDto, ReceiptDto, RecordsRequestDto } from './deadline.dto';
import { ListDeadlines } from './list-deadlines';

@ApiTags('deadlines')
@Controller('v1')
export class DeadlinesController {
  constructor(private readonly list: ListDeadlines, private readonly change: ChangeDeadlines) {}

  @Get('deadlines') @Reads('read-deadlines', { gives: LIST_TYPES }) @Answers('DeadlinePage', 200)
  @ApiOperation({ summary: 'Days that must not be missed', description: 'Soonest first, in pages: decisions due, approvals that expire or have expired unseen, approved and not scheduled, peer-to-peer windows, appeals, resubmissions, records to chase. Each says its arithmetic, and the letter that stands in its place. `practice` has the exemptions of the practice\'s own facilities. A scheduler\'s key gets whose, which kind and when. With `format=csv` or `Accept: text/csv` the whole list as a table, the practice\'s own days at its end.' })
  @ApiProduces(...LIST_TYPES)
  getDeadlines(@From() caller: Caller, @Query(query(DeadlinesDto)) dto: DeadlinesDto, @Accepts() accepts?: string) {
    return this.list.execute(caller, dto, accepts);
  }

  @Get('patients/:patientId/deadlines') @Reads('read-patient') @Answers('PatientDeadlines', 200)
  @ApiOperation({ summary: 'One patient\'s days that must not be missed', description: 'Soonest first, with the records that were asked of other providers.' })
  getPatientDeadlines(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.list.ofPatient(caller, patientId);
  }

  @Post('patients/:patientId/authorizations/:authorizationId/deadlines/:kind') @Changes('track-authorization') @Answers('DeadlineAnswer', 200)
  @ApiOperation({ summary: 'A letter says a day of its own', description: 'It stands in place of the arithmetic, with the letter attached; the last day of an approval is then the letter\'s everywhere. It holds until the next request, submission or decision.' })
  @ApiParam({ name: 'kind', enum: LETTER_DEADLINES })
  postLetterDay(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Param('kind') kind: string, @Body(body(LetterDayDto)) dto: LetterDayDto) {
    return this.change.override(write, patientId, id, kind, dto);
  }

  @Post('patients/:patientId/authorizations/:authorizationId/expiry-acknowledgement') @Changes('track-authorization') @Answers('DeadlineAnswer', 200)
  @ApiOperation({ summary: 'Somebody has seen that an approval lapsed unused', description: 'Until then it stays on the list.' })
  postAcknowledgement(@Writing() write: Write, @Param('patientId') patientId: string, @Param('authorizationId') id: string, @Body(body(AcknowledgementDto)) dto: AcknowledgementDto) {
    return this.change.acknowledge(write, patientId, id, dto);
  }

  @Post('patients/:patientId/records-requests') @Changes('track-authorization') @Answers('DeadlineAnswer', 201)
  @ApiOperation({ summary: 'Records were asked of another provider', description: 'With the day on which to ask again.' })
  postRecordsRequest(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(RecordsRequestDto)) dto: RecordsRequestDto) {
    return this.change.ask(write, patientId, dto);
  }

  @Post('patients/:patientId/records-requests/:recordsRequestId/chases') @Changes('track-authorization') @Answers('DeadlineAnswer', 200)
  @ApiOperation({ summary: 'They were asked for again' })
  postChase(@Writing() write: Write, @Param('patientId') patientId: string, @Param('recordsRequestId') id: string, @Body(body(ChaseDto)) dto: ChaseDto) {
    return this.change.chase(write, patientId, id, dto);
  }

  @Post('patients/:patientId/records-requests/:recordsRequestId/receipt') @Changes('track-authorization') @Answers('DeadlineAnswer', 200)
  @ApiOperation({ summary: 'They came', description: 'Nothing is chased any more.' })
  postReceipt(@Writing() write: Write, @Param('patientId') patientId: string, @Param('recordsRequestId') id: string, @Body(body(ReceiptDto)) dto: ReceiptDto) {
    return this.change.receive(write, patientId, id, dto);
  }
}
