import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { PageDto } from '../platform/http/page';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { ChangeCoverage } from './change-coverage';
import { CorrectPerson } from './correct-person';
import { GetPatient } from './get-patient';
import { ListPatients } from './list-patients';
import { CoveragesDto, PersonDto, RegisterPatientDto, SearchDto } from './patient.dto';
import { RegisterPatient } from './register-patient';

@ApiTags('patients')
@Controller('v1/patients')
export class PatientsController {
  constructor(private readonly register: RegisterPatient, private readonly list: ListPatients, private readonly get: GetPatient, private readonly coverages: ChangeCoverage, private readonly person: CorrectPerson) {}

  @Post() @Adds('register-patient') @Answers('Patient', 201)
  @ApiOperation({ summary: 'Register a patient', description: 'Answers the id under which everything else is recorded.' })
  postPatient(@Writing() write: Write, @Body(body(RegisterPatientDto)) dto: RegisterPatientDto) {
    return this.register.execute(write, dto);
  }

  @Get() @Reads('list-patients') @Answers('PatientPage', 200)
  @ApiOperation({ summary: 'The practice\'s patients by name', description: 'Pages by `cursor`: send the `next` of one page to get the one after. A scheduler\'s key gets names and identifiers only.' })
  getPatients(@From() caller: Caller, @Query(query(PageDto)) page: PageDto) {
    return this.list.execute(caller, page);
  }

  @Post('search') @HttpCode(200) @Reads('list-patients') @Answers('PatientsFound', 200)
  @ApiOperation({ summary: 'Find patients by name, identifier or birth date', description: 'The first twenty by name; `more` says that there are others. Nothing is recorded but that it was looked at. A scheduler\'s key gets names and identifiers only.' })
  search(@From() caller: Caller, @Body(body(SearchDto)) dto: SearchDto) {
    return this.list.search(caller, dto);
  }

  @Get(':patientId') @Reads('read-patient') @Answers('Patient', 200)
  @ApiOperation({ summary: 'One patient', description: 'Identifiers, coverages, episodes and documents. The ETag is the version that If-Match takes.' })
  getPatient(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.get.execute(caller, patientId);
  }

  @Put(':patientId/person') @Changes('change-coverage') @Answers('Patient', 200)
  @ApiOperation({ summary: 'Correct the person', description: 'Replaces name, birth date, sex, address and phone. A packet that is out and prints another name or birth date is flagged.' })
  putPerson(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(PersonDto)) dto: PersonDto) {
    return this.person.execute(write, patientId, dto);
  }

  @Put(':patientId/coverages') @Changes('change-coverage') @Answers('Patient', 200)
  @ApiOperation({ summary: 'Change the coverages', description: 'Replaces the list; steps are assessed again under the policies it selects.' })
  putCoverages(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(CoveragesDto)) dto: CoveragesDto) {
    return this.coverages.execute(write, patientId, dto);
  }
}
