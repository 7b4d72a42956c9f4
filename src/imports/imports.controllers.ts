import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { CSV_TYPE, FHIR_TYPE, NDJSON_TYPE } from '../platform/http/media-types';
import { pageOf } from '../platform/http/page';
import { Bytes, From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { HeldPatients } from './held-patients';
import { HeldListDto, ImportOptionsDto, LinkHeldDto, MappingDto, ReasonDto, RecordImportDto, RefusalsDto, RegisterHeldDto, UnlinkDto } from './import.dto';
import { ImportSources } from './import-sources';
import { Imports } from './imports';
import { PatientLinks } from './patient-links';

const FILE_TYPES = [CSV_TYPE, NDJSON_TYPE, FHIR_TYPE];

@ApiTags('imports')
@Controller('v1/import-sources')
export class ImportSourcesController {
  constructor(private readonly sources: ImportSources) {}

  @Get() @Reads('import-data') @Answers('ImportSourceList', 200)
  @ApiOperation({ summary: 'Whose files can be read', description: 'Sources with a mapping that was saved, and those that ship.' })
  getSources(@From() caller: Caller) {
    return this.sources.list(caller);
  }

  @Get(':source') @Reads('import-data') @Answers('ImportSource', 200)
  @ApiOperation({ summary: 'One source\'s mapping' })
  getSource(@From() caller: Caller, @Param('source') source: string) {
    return this.sources.one(caller, source);
  }

  @Put(':source') @Adds('import-data') @Answers('ImportSource', 200)
  @ApiOperation({ summary: 'Save a source\'s mapping', description: 'In the practice\'s log; the last one counts. 422 `invalid-mapping` with a pointer per fault.' })
  putSource(@Writing() write: Write, @Param('source') source: string, @Body(body(MappingDto)) { mapping }: MappingDto) {
    return this.sources.save(write, source, mapping);
  }
}

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly imports: Imports, private readonly held: HeldPatients) {}

  @Post() @Adds('import-data', { takes: FILE_TYPES }) @Answers('ImportRun', 202)
  @ApiOperation({ summary: 'Import a file', description: 'Read, matched and checked beside everything else; GET the import for how far it is. At most 20 MB (a Bundle 2 MB): what is larger, or several files, is for `npm run import`. Without `record=true` a dry run.' })
  @ApiConsumes(...FILE_TYPES) @ApiBody({ schema: { type: 'string', format: 'binary' } })
  postImport(@Writing() write: Write, @Query(query(ImportOptionsDto)) { source, record, partial }: ImportOptionsDto, @Bytes() bytes: Buffer, @Body() content: unknown) {
    return this.imports.begin(write, Buffer.isBuffer(content) ? content : bytes, { source, record: record === 'true', partial: partial === 'true' });
  }

  @Get() @Reads('import-data') @Answers('ImportRunList', 200)
  @ApiOperation({ summary: 'The last imports', description: 'Newest first, at most 50.' })
  getImports(@From() caller: Caller) {
    return this.imports.list(caller);
  }

  @Get('held') @Reads('match-patients') @Answers('HeldPatientList', 200)
  @ApiOperation({ summary: 'Who has to be decided about', description: 'Patients of a source who may be one of ours, or of whom the source says too little. Nobody is merged without a person.' })
  getHeld(@From() caller: Caller, @Query(query(HeldListDto)) { state, ...page }: HeldListDto) {
    return this.held.list(caller, state ?? 'waiting', pageOf(page));
  }

  @Post('held/:heldId/link') @Adds('match-patients') @Answers('HeldPatientAnswer', 200)
  @ApiOperation({ summary: 'It is this patient of ours', description: 'What the source said is recorded there, and whatever it says of the patient from now on. It can be undone: POST /v1/patients/{patientId}/links/undo.' })
  postLink(@Writing() write: Write, @Param('heldId') heldId: string, @Body(body(LinkHeldDto)) { patientId }: LinkHeldDto) {
    return this.held.link(write, heldId, patientId);
  }

  @Post('held/:heldId/registration') @Adds('match-patients') @Answers('HeldPatientAnswer', 200)
  @ApiOperation({ summary: 'It is nobody of ours: register', description: 'With what the source says of the person.' })
  postRegistration(@Writing() write: Write, @Param('heldId') heldId: string, @Body(body(RegisterHeldDto)) _: RegisterHeldDto) {
    return this.held.register(write, heldId);
  }

  @Post('held/:heldId/dismissal') @Adds('match-patients') @Answers('HeldPatientAnswer', 200)
  @ApiOperation({ summary: 'Nobody to be recorded', description: 'What the source said stays on the list of those who were dismissed.' })
  postDismissal(@Writing() write: Write, @Param('heldId') heldId: string, @Body(body(ReasonDto)) { reason }: ReasonDto) {
    return this.held.dismiss(write, heldId, reason);
  }

  @Get(':importId') @Reads('import-data') @Answers('ImportRun', 200)
  @ApiOperation({ summary: 'What became of an import' })
  getImport(@From() caller: Caller, @Param('importId') importId: string) {
    return this.imports.one(caller, importId);
  }

  @Get(':importId/refusals') @Reads('import-data') @Answers('ImportRefusals', 200)
  @ApiOperation({ summary: 'What was not taken', description: 'By row, entry of the mapping, column and code; never a value.' })
  getRefusals(@From() caller: Caller, @Param('importId') importId: string, @Query(query(RefusalsDto)) page: RefusalsDto) {
    const { limit, after } = pageOf(page);
    return this.imports.refusals(caller, importId, limit, Number(after?.[0] ?? 0));
  }

  @Post(':importId/record') @Adds('import-data') @Answers('ImportRun', 202)
  @ApiOperation({ summary: 'Record what was checked', description: '409 `import-has-refusals` where something was refused and `what` is `all`.' })
  postRecord(@Writing() write: Write, @Param('importId') importId: string, @Body(body(RecordImportDto)) { what }: RecordImportDto) {
    return this.imports.record(write, importId, what === 'not-refused');
  }

  @Delete(':importId') @Adds('import-data') @Answers('ImportRun', 200)
  @ApiOperation({ summary: 'Discard what an import has read', description: 'The file and what was read of it are deleted; what was recorded stays.' })
  deleteImport(@Writing() write: Write, @Param('importId') importId: string) {
    return this.imports.discard(write, importId);
  }
}

@ApiTags('imports')
@Controller('v1/patients/:patientId/links')
export class PatientLinksController {
  constructor(private readonly links: PatientLinks) {}

  @Get() @Reads('read-patient') @Answers('PatientLinks', 200)
  @ApiOperation({ summary: 'Whom other systems know the patient as', description: 'Each with the number of facts that came by it.' })
  getLinks(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.links.list(caller, patientId);
  }

  @Post('undo') @Changes('match-patients') @Answers('PatientLinks', 200)
  @ApiOperation({ summary: 'It was somebody else', description: 'What came by the link is retracted with the reason, and waits for somebody to decide; the source\'s patient is not taken for this one again by itself.' })
  postUndo(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(UnlinkDto)) dto: UnlinkDto) {
    return this.links.undo(write, patientId, dto);
  }
}
