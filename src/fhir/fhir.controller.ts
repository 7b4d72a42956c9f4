import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Open, Reads } from '../platform/auth/endpoint';
import { Accepts, From, Origin } from '../platform/http/parameters';
import { AnswersFhir } from '../platform/openapi/answers';
import { AnswerFhir, FHIR_TYPES, type Asked } from './answer-fhir';
import { RESOURCE_TYPES } from './names';
import { PARAMETERS } from './served';

const BASE = '/fhir/r4';
const FORMAT = { name: '_format', required: false, type: String, description: 'json; decides whatever Accept says.' };

@ApiTags('fhir')
@Controller('fhir/r4')
export class FhirController {
  constructor(private readonly fhir: AnswerFhir) {}

  @Get('metadata') @Open({ gives: FHIR_TYPES }) @AnswersFhir('CapabilityStatement')
  @ApiOperation({ summary: 'What is served in FHIR R4', description: 'The CapabilityStatement: resources, and the parameters of their searches. Others are refused.' })
  @ApiProduces(...FHIR_TYPES) @ApiQuery(FORMAT)
  getMetadata(@Origin() origin: string, @Query() query: Asked['query'], @Accepts() accepts?: string) {
    return this.fhir.metadata(asked(origin, query, accepts));
  }

  @Get(':resourceType') @Reads('read-fhir', { gives: FHIR_TYPES }) @AnswersFhir('Bundle')
  @ApiOperation({ summary: 'Search resources', description: 'A Bundle of the type searchset, a page at a time: follow its `next` link. Which parameters a resource has is in the CapabilityStatement; all but Patient and PlanDefinition need `patient` or `_id`.' })
  @ApiParam({ name: 'resourceType', enum: RESOURCE_TYPES }) @ApiProduces(...FHIR_TYPES)
  @ApiQuery({ name: '_count', required: false, type: Number, description: 'Resources of a page, 1 to 200; 50 when left out.' }) @ApiQuery({ name: 'page', required: false, type: String, description: 'Of a next link; opaque.' }) @ApiQuery(FORMAT)
  @ApiQuery(parameter('_id')) @ApiQuery(parameter('_lastUpdated')) @ApiQuery(parameter('identifier')) @ApiQuery(parameter('patient')) @ApiQuery(parameter('status')) @ApiQuery(parameter('url')) @ApiQuery(parameter('version'))
  getResources(@From() caller: Caller, @Origin() origin: string, @Param('resourceType') resourceType: string, @Query() query: Asked['query'], @Accepts() accepts?: string) {
    return this.fhir.search(caller, resourceType, asked(origin, query, accepts));
  }

  @Get(':resourceType/:id') @Reads('read-fhir', { gives: FHIR_TYPES }) @AnswersFhir('Resource')
  @ApiOperation({ summary: 'One resource', description: 'As the record stands; there are no versions of resources, for the log is the history.' })
  @ApiParam({ name: 'resourceType', enum: RESOURCE_TYPES }) @ApiProduces(...FHIR_TYPES) @ApiQuery(FORMAT)
  getResource(@From() caller: Caller, @Origin() origin: string, @Param('resourceType') resourceType: string, @Param('id') id: string, @Query() query: Asked['query'], @Accepts() accepts?: string) {
    return this.fhir.read(caller, resourceType, id, asked(origin, query, accepts));
  }
}

function asked(origin: string, query: Asked['query'], accepts: string | undefined): Asked {
  return { base: origin + BASE, query, accepts };
}

function parameter(name: keyof typeof PARAMETERS) {
  return { name, required: false, type: String, description: PARAMETERS[name].documentation };
}
