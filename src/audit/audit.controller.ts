import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { NDJSON_TYPE } from '../platform/http/media-types';
import { Accepts, From } from '../platform/http/parameters';
import { Answers, AnswersLines } from '../platform/openapi/answers';
import { AuditDto, AuditExportDto } from './audit.dto';
import { EXPORT_TYPES, ExportAudit } from './export-audit';
import { ListAudit } from './list-audit';
import { VerifyLog } from './verify-log';

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly list: ListAudit, private readonly file: ExportAudit, private readonly log: VerifyLog) {}

  @Get() @Reads('read-audit') @Answers('AuditPage', 200)
  @ApiOperation({ summary: 'Who read, wrote or was refused what', description: 'Newest first, ids and versions only, with the name of the actor where it is known. No role can change it or switch it off. A page may be short, even empty, while `next` is given: follow it to the end.' })
  getAudit(@From() caller: Caller, @Query(query(AuditDto)) filter: AuditDto) {
    return this.list.execute(caller, filter);
  }

  @Get('export') @Reads('export-audit', { gives: EXPORT_TYPES }) @AnswersLines('AuditItem')
  @ApiOperation({ summary: 'The audit as a file', description: 'The same rows without pages, newest first, as they are read: JSON lines, a table with `Accept: text/csv`, or an AuditEvent of FHIR R4 a line with `Accept: application/fhir+ndjson`; `format` decides before. The export is on the audit, and is its own first row where the filter takes it.' })
  @ApiProduces(...EXPORT_TYPES)
  getAuditExport(@From() caller: Caller, @Query(query(AuditExportDto)) filter: AuditExportDto, @Accepts() accepts?: string) {
    return this.file.execute(caller, filter, accepts);
  }

  @Get('verification') @Reads('verify-log', { gives: [NDJSON_TYPE] }) @AnswersLines('LogVerification')
  @ApiOperation({ summary: 'Is the log what was recorded?', description: 'Computes the hash of every event of the practice and of every row of its audit anew, compares them with its anchors outside the database, and tells the first place that is not as it was recorded. One JSON object a line: progress, and at the end the verification; without it the answer is not whole. Closing the connection ends it.' })
  getVerification(@From() caller: Caller) {
    return this.log.execute(caller);
  }
}
