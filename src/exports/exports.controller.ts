import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { Accepts, From, Origin } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { LIST_TYPES } from '../platform/http/table';
import { AccessReportDto, PatientExportDto } from './export.dto';
import { EXPORT_TYPES, ExportPatient } from './export-patient';
import { ReportAccesses } from './report-accesses';

@ApiTags('exports')
@Controller('v1/patients/:patientId')
export class ExportsController {
  constructor(private readonly patient: ExportPatient, private readonly accesses: ReportAccesses) {}

  @Get('export') @Reads('export-patient', { gives: EXPORT_TYPES }) @Answers('PatientExport', 200)
  @ApiOperation({ summary: 'Everything of a patient', description: 'For the person whose record it is: as JSON with every fact and what became of it, the whole log, packets, documents and who looked at the record; as a FHIR R4 Bundle; or as a PDF in plain words with the documents behind. `format` decides before `Accept`. What staff noted about their own work is no part of it. The export is on the audit, and among its own accesses.' })
  @ApiProduces(...EXPORT_TYPES)
  getExport(@From() caller: Caller, @Param('patientId') patientId: string, @Query(query(PatientExportDto)) asked: PatientExportDto, @Origin() origin: string, @Accepts() accepts?: string) {
    return this.patient.execute(caller, patientId, asked, accepts, origin);
  }

  @Get('accesses') @Reads('export-patient', { gives: LIST_TYPES }) @Answers('AccessReport', 200)
  @ApiOperation({ summary: 'Who looked at a patient\'s record', description: 'For the person whose record it is: the practice\'s audit of this patient counted by person and what was done, refusals among them, whoever looked most often first; or as a table with `format=csv` or `Accept: text/csv`. Days are the practice\'s. The report is on the audit, and counts itself.' })
  @ApiProduces(...LIST_TYPES)
  getAccesses(@From() caller: Caller, @Param('patientId') patientId: string, @Query(query(AccessReportDto)) asked: AccessReportDto, @Accepts() accepts?: string) {
    return this.accesses.execute(caller, patientId, asked, accepts);
  }
}
