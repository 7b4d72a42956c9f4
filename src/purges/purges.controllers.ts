import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { PageDto } from '../platform/http/page';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { KeepRecords } from './keep-records';
import { HoldDto, PurgeDecisionDto, PurgeDto, RetentionDto } from './purge.dto';
import { PurgeRecord } from './purge-record';

@ApiTags('purges')
@Controller('v1/patients/:patientId')
export class PatientPurgesController {
  constructor(private readonly purges: PurgeRecord, private readonly keeping: KeepRecords) {}

  @Post('purges') @Adds('purge-patient') @Answers('Purge', 201)
  @ApiOperation({ summary: 'Ask that a record be destroyed', description: 'Another administrator has to agree. Refused where records are not sealed, a legal hold stands, or the practice\'s retention period since the last event is not over (`retention-not-over` says until when).' })
  postPurge(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(PurgeDto)) dto: PurgeDto) {
    return this.purges.ask(write, patientId, dto);
  }

  @Post('purges/:purgeId/approval') @Adds('purge-patient') @Answers('Purge', 200)
  @ApiOperation({ summary: 'Agree, and destroy the record', description: 'For another administrator than the one who asked. The patient\'s key is destroyed and everything beside the log is deleted, in one transaction; it cannot be taken back. From then on the patient is answered as one who never was: 404. The log\'s rows stay, unreadable, and their chain still verifies.' })
  postApproval(@Writing() write: Write, @Param('patientId') patientId: string, @Param('purgeId') purgeId: string, @Body(body(PurgeDecisionDto)) dto: PurgeDecisionDto) {
    return this.purges.approve(write, patientId, purgeId, dto);
  }

  @Post('purges/:purgeId/refusal') @Adds('purge-patient') @Answers('Purge', 200)
  @ApiOperation({ summary: 'Do not agree', description: 'Nothing is destroyed. Whoever asked may take it back so.' })
  postRefusal(@Writing() write: Write, @Param('patientId') patientId: string, @Param('purgeId') purgeId: string, @Body(body(PurgeDecisionDto)) dto: PurgeDecisionDto) {
    return this.purges.decline(write, patientId, purgeId, dto);
  }

  @Post('legal-holds') @Adds('keep-records') @Answers('LegalHold', 201)
  @ApiOperation({ summary: 'Place a legal hold on a record', description: 'While one stands the record cannot be purged, whatever its age.' })
  postHold(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(HoldDto)) dto: HoldDto) {
    return this.keeping.place(write, patientId, dto);
  }

  @Post('legal-holds/:holdId/lifting') @Adds('keep-records') @Answers('LegalHold', 200)
  @ApiOperation({ summary: 'Lift a legal hold', description: 'With the reason. The first lifting stays.' })
  postLifting(@Writing() write: Write, @Param('patientId') patientId: string, @Param('holdId') holdId: string, @Body(body(HoldDto)) dto: HoldDto) {
    return this.keeping.lift(write, patientId, holdId, dto);
  }

  @Get('legal-holds') @Reads('read-purges') @Answers('LegalHoldList', 200)
  @ApiOperation({ summary: 'Legal holds of a record, lifted ones too' })
  getHolds(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.keeping.holds(caller, patientId);
  }
}

@ApiTags('purges')
@Controller('v1')
export class PurgesController {
  constructor(private readonly purges: PurgeRecord, private readonly keeping: KeepRecords) {}

  @Get('purges') @Reads('read-purges') @Answers('PurgePage', 200)
  @ApiOperation({ summary: 'Which records were asked to be destroyed, by whom and why, and what became of it', description: 'Newest first. Ids and reasons, nothing of a record.' })
  getPurges(@From() caller: Caller, @Query(query(PageDto)) page: PageDto) {
    return this.purges.list(caller, page);
  }

  @Get('retention') @Reads('read-purges') @Answers('Retention', 200)
  @ApiOperation({ summary: 'How long this practice keeps a record after its last event' })
  getRetention(@From() caller: Caller) {
    return this.keeping.retention(caller);
  }

  @Post('retention') @Adds('keep-records') @Answers('Retention', 201)
  @ApiOperation({ summary: 'Set how long records are kept', description: 'What the law of the state, of minors and of the practice\'s contracts asks is for the practice and its counsel to say; the default states its source.' })
  postRetention(@Writing() write: Write, @Body(body(RetentionDto)) dto: RetentionDto) {
    return this.keeping.setRetention(write, dto);
  }
}
