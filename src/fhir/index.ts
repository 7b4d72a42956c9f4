import { Module } from '@nestjs/common';
import { PacketsModule } from '../packets';
import { AnswerFhir } from './answer-fhir';
import { FhirController } from './fhir.controller';
import { PatientSources } from './patient-sources';

export { PatientSources } from './patient-sources';
export type { PatientSource } from './patient-source';
export { planDefinitionsOf } from './plan-definition';
export { everythingOf } from './served';

@Module({ imports: [PacketsModule], controllers: [FhirController], providers: [AnswerFhir, PatientSources], exports: [PatientSources] })
export class FhirModule {}
