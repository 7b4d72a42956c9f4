import { Module } from '@nestjs/common';
import { FhirModule } from '../fhir';
import { ExportPatient } from './export-patient';
import { ReportAccesses } from './report-accesses';
import { ExportsController } from './exports.controller';

export { countedAccesses } from './patient-accesses';
export { exportPractice } from './practice/export-practice';
export { loadPractice } from './practice/load-practice';
export { BrokenExport } from './practice/practice-files';
export { verifyExport } from './practice/verify-export';

@Module({ imports: [FhirModule], controllers: [ExportsController], providers: [ExportPatient, ReportAccesses] })
export class ExportsModule {}
