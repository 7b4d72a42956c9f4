import { Module } from '@nestjs/common';
import { ChangeCoverage } from './change-coverage';
import { CorrectPerson } from './correct-person';
import { GetPatient } from './get-patient';
import { ListPatients } from './list-patients';
import { PatientsController } from './patients.controller';
import { RegisterPatient } from './register-patient';

@Module({ controllers: [PatientsController], providers: [RegisterPatient, ListPatients, GetPatient, ChangeCoverage, CorrectPerson] })
export class PatientsModule {}
export { CoveragesDto, RegisterPatientDto } from './patient.dto';
export { patientProjector } from './patient.projection';
export { patientView } from './patient.view';
