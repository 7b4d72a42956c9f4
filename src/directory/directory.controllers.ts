import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { plain } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { Directory } from './directory';
import { FacilityDto, OrganizationDto, PayerDto, PractitionerDto, RemovalDto } from './directory.dto';

const MISSING = ' `missing` says which of its fields payers ask for and it does not have.';
const REMOVED = 'Nothing names it from now on; what was issued keeps what it said.';

@ApiTags('directory')
@Controller('v1/practice')
export class PracticeController {
  constructor(private readonly directory: Directory) {}

  @Get() @Reads('read-directory') @Answers('PracticeAnswer', 200)
  @ApiOperation({ summary: 'The practice itself', description: `Who asks, as payers know it; null until it is recorded.${MISSING}` })
  getPractice(@From() caller: Caller) {
    return this.directory.practice(caller);
  }

  @Put() @Changes('change-directory') @Answers('PracticeAnswer', 200)
  @ApiOperation({ summary: 'Record the practice itself', description: 'Replaces what was recorded.' })
  putPractice(@Writing() write: Write, @Body(body(OrganizationDto)) dto: OrganizationDto) {
    return this.directory.recordPractice(write, dto);
  }
}

@ApiTags('directory')
@Controller('v1/practitioners')
export class PractitionersController {
  constructor(private readonly directory: Directory) {}

  @Get() @Reads('read-directory') @Answers('PractitionerList', 200)
  @ApiOperation({ summary: 'Who performs', description: `A plan names one by id.${MISSING}` })
  getPractitioners(@From() caller: Caller) {
    return this.directory.list(caller, 'practitioner');
  }

  @Post() @Adds('change-directory') @Answers('PractitionerAnswer', 201)
  @ApiOperation({ summary: 'Record a practitioner', description: '409 `number-in-use` where another entry has the number.' })
  postPractitioner(@Writing() write: Write, @Body(body(PractitionerDto)) dto: PractitionerDto) {
    return this.directory.add(write, 'practitioner', (id) => ({ type: 'RecordPractitioner', practitioner: { id, ...plain(dto) } }));
  }

  @Put(':practitionerId') @Changes('change-directory') @Answers('PractitionerAnswer', 200)
  @ApiOperation({ summary: 'Replace a practitioner\'s entry' })
  putPractitioner(@Writing() write: Write, @Param('practitionerId') id: string, @Body(body(PractitionerDto)) dto: PractitionerDto) {
    return this.directory.put(write, 'practitioner', id, { type: 'RecordPractitioner', practitioner: { id, ...plain(dto) } });
  }

  @Post(':practitionerId/removal') @Changes('change-directory') @Answers('PractitionerAnswer', 200)
  @ApiOperation({ summary: 'Remove a practitioner', description: REMOVED })
  postPractitionerRemoval(@Writing() write: Write, @Param('practitionerId') id: string, @Body(body(RemovalDto)) { reason }: RemovalDto) {
    return this.directory.remove(write, 'practitioner', id, reason);
  }
}

@ApiTags('directory')
@Controller('v1/facilities')
export class FacilitiesController {
  constructor(private readonly directory: Directory) {}

  @Get() @Reads('read-directory') @Answers('FacilityList', 200)
  @ApiOperation({ summary: 'Where it is done', description: `One entry is one place of service; a plan names one by id.${MISSING}` })
  getFacilities(@From() caller: Caller) {
    return this.directory.list(caller, 'facility');
  }

  @Post() @Adds('change-directory') @Answers('FacilityAnswer', 201)
  @ApiOperation({ summary: 'Record a facility', description: 'With its exemptions from payers\' programs, each from a day to a day.' })
  postFacility(@Writing() write: Write, @Body(body(FacilityDto)) dto: FacilityDto) {
    return this.directory.add(write, 'facility', (id) => ({ type: 'RecordFacility', facility: { id, ...plain(dto) } }));
  }

  @Put(':facilityId') @Changes('change-directory') @Answers('FacilityAnswer', 200)
  @ApiOperation({ summary: 'Replace a facility\'s entry' })
  putFacility(@Writing() write: Write, @Param('facilityId') id: string, @Body(body(FacilityDto)) dto: FacilityDto) {
    return this.directory.put(write, 'facility', id, { type: 'RecordFacility', facility: { id, ...plain(dto) } });
  }

  @Post(':facilityId/removal') @Changes('change-directory') @Answers('FacilityAnswer', 200)
  @ApiOperation({ summary: 'Remove a facility', description: REMOVED })
  postFacilityRemoval(@Writing() write: Write, @Param('facilityId') id: string, @Body(body(RemovalDto)) { reason }: RemovalDto) {
    return this.directory.remove(write, 'facility', id, reason);
  }
}

@ApiTags('directory')
@Controller('v1/payers')
export class PayersController {
  constructor(private readonly directory: Directory) {}

  @Get() @Reads('read-directory') @Answers('PayerList', 200)
  @ApiOperation({ summary: 'Who decides, and how it is asked', description: `By plan and date: the delegate, the channels with their limits, the window for a peer-to-peer conversation.${MISSING}` })
  getPayers(@From() caller: Caller) {
    return this.directory.list(caller, 'payer');
  }

  @Put(':payerId') @Changes('change-directory') @Answers('PayerAnswer', 200)
  @ApiOperation({ summary: 'Record a payer', description: 'Under the word that coverages and policies use. Replaces what was recorded.' })
  putPayer(@Writing() write: Write, @Param('payerId') id: string, @Body(body(PayerDto)) dto: PayerDto) {
    return this.directory.put(write, 'payer', id, { type: 'RecordPayer', payer: { id, ...plain(dto) } });
  }

  @Post(':payerId/removal') @Changes('change-directory') @Answers('PayerAnswer', 200)
  @ApiOperation({ summary: 'Remove a payer', description: `${REMOVED} 409 \`entry-in-use\` while another payer has it decide.` })
  postPayerRemoval(@Writing() write: Write, @Param('payerId') id: string, @Body(body(RemovalDto)) { reason }: RemovalDto) {
    return this.directory.remove(write, 'payer', id, reason);
  }
}
