import { PickType } from '@nestjs/swagger';
import { OneOf } from '../platform/http/fields';
import { ListDto } from '../platform/http/table';
import { EXPORT_FORMATS } from './export-patient';

export class PatientExportDto {
  @OneOf(EXPORT_FORMATS, { description: 'json: everything, with the whole log; fhir: a Bundle of R4 resources and documents; pdf: to read. Left out: as Accept asks.', optional: true }) format?: (typeof EXPORT_FORMATS)[number];
}

export class AccessReportDto extends PickType(ListDto, ['format']) {}
