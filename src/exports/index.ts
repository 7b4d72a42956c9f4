import { Module } from '@nestjs/common';
import { FhirModule } from '../fhir';
import { ExportPatient } from './export-patient';
import { ExportsController } from './exports.controller';

@Module({ imports: [FhirModule], controllers: [ExportsController], providers: [ExportPatient] })
export class ExportsModule {}
