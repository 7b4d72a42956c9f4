import { Module } from '@nestjs/common';
import { HeldPatients } from './held-patients';
import { ImportSources } from './import-sources';
import { Imports } from './imports';
import { ImportsController, ImportSourcesController, PatientLinksController } from './imports.controllers';
import { PatientLinks } from './patient-links';

export { ImportRuns, type RunOptions } from './import-runs';
export { ImportWorker } from './import-worker';
export type { Importer, ImportParts } from './importing';
export type { Mapping } from './mapping';
export { findMapping, recordMapping, SHIPPED_MAPPINGS } from './mappings';
export { matchSourcePatient } from './match-source-patient';
export { parseMapping } from './parse-mapping';
export type { SourcePerson } from './statement';
export { refusalInWords, runInWords } from './report';

@Module({ controllers: [ImportSourcesController, ImportsController, PatientLinksController], providers: [ImportSources, Imports, HeldPatients, PatientLinks] })
export class ImportsModule {}
