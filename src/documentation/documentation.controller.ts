import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { DOCUMENT_TYPES, FHIR_TYPE } from '../platform/http/media-types';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers, AnswersBytes } from '../platform/openapi/answers';
import { AttestFacts } from './attest-facts';
import { ChangeFact } from './change-fact';
import { Title } from './document-title';
import { DocumentFact } from './document-fact';
import { AttestationDto, CorrectionDto, DocumentOptionsDto, FactDto, MoveDto, ObservationDto, RetractionDto } from './documentation.dto';
import { Documents } from './documents';
import { GetFacts } from './get-facts';

/** What is sent as a document, and messages of payers. */
const KEPT_TYPES = [...DOCUMENT_TYPES, FHIR_TYPE];

@ApiTags('documentation')
@Controller('v1/patients/:patientId')
export class DocumentationController {
  constructor(private readonly document: DocumentFact, private readonly change: ChangeFact, private readonly attestation: AttestFacts, private readonly facts: GetFacts, private readonly documents: Documents) {}

  @Post('facts') @Adds('document-fact') @Answers('FactAnswer', 201, 200)
  @ApiOperation({ summary: 'Document a fact', description: 'Records what happened, however it went, and answers where each open episode stands now with all findings of its next step. With `dryRun=true` the same answer, and nothing is stored; `policy` then asks another policy too.' })
  postFact(@Writing() write: Write, @Param('patientId') patientId: string, @Query(query(DocumentOptionsDto)) options: DocumentOptionsDto, @Body(body(FactDto)) { fact }: FactDto) {
    return this.document.execute(write, patientId, fact, { findings: options.findings ?? 'next', dryRun: options.dryRun === 'true', ...(options.policy !== undefined && { policy: options.policy }) });
  }

  @Get('facts') @Reads('read-status') @Answers('FactList', 200)
  @ApiOperation({ summary: 'The facts that count now', description: 'Oldest first, each with its version. What was corrected or retracted is in the timeline.' })
  getFacts(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.facts.list(caller, patientId);
  }

  @Get('facts/:factId') @Reads('read-status') @Answers('FactView', 200)
  @ApiOperation({ summary: 'One fact as it counts now' })
  getFact(@From() caller: Caller, @Param('patientId') patientId: string, @Param('factId') factId: string) {
    return this.facts.one(caller, patientId, factId);
  }

  @Post('facts/:factId/observations') @Adds('document-fact') @Answers('FactAnswer', 201)
  @ApiOperation({ summary: 'Add a later score to a block, or a day to a trial\'s diary', description: 'Joins the series of the procedure; the statement itself stays as it is. A second entry of one diary day is kept when it says something else.' })
  postObservation(@Writing() write: Write, @Param('patientId') patientId: string, @Param('factId') factId: string, @Body(body(ObservationDto)) dto: ObservationDto) {
    return this.change.observe(write, patientId, factId, dto);
  }

  @Post('facts/:factId/corrections') @Changes('change-fact') @Answers('FactAnswer', 201)
  @ApiOperation({ summary: 'Correct a fact', description: 'Replaces the whole statement; the former one stays in the log with the reason. Packets issued on it are flagged.' })
  postCorrection(@Writing() write: Write, @Param('patientId') patientId: string, @Param('factId') factId: string, @Body(body(CorrectionDto)) dto: CorrectionDto) {
    return this.change.correct(write, patientId, factId, dto);
  }

  @Post('facts/:factId/retractions') @Changes('change-fact') @Answers('FactAnswer', 201)
  @ApiOperation({ summary: 'Retract a fact', description: 'The statement counts no more; it stays in the log with the reason.' })
  postRetraction(@Writing() write: Write, @Param('patientId') patientId: string, @Param('factId') factId: string, @Body(body(RetractionDto)) dto: RetractionDto) {
    return this.change.retract(write, patientId, factId, dto);
  }

  @Post('facts/:factId/moves') @Changes('change-fact') @Answers('FactAnswer', 201)
  @ApiOperation({ summary: 'Move a fact to the patient it belongs to', description: 'Retracted here and documented there in one write, linked.' })
  postMove(@Writing() write: Write, @Param('patientId') patientId: string, @Param('factId') factId: string, @Body(body(MoveDto)) dto: MoveDto) {
    return this.change.move(write, patientId, factId, dto);
  }

  @Post('attestations') @Changes('attest-fact') @Answers('AttestationAnswer', 201)
  @ApiOperation({ summary: 'Attest imported facts, as a clinician', description: 'You have looked at what another system states of this patient and stand for it; a criterion that asks for a clinician then counts it. A correction by a clinician attests too.' })
  postAttestation(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(AttestationDto)) dto: AttestationDto) {
    return this.attestation.execute(write, patientId, dto);
  }

  @Post('documents') @Adds('attach-document', { takes: DOCUMENT_TYPES }) @Answers('DocumentAnswer', 201)
  @ApiOperation({ summary: 'Attach a source document', description: 'The body is the file itself: PDF, PNG or JPEG, at most 20 MB, not encrypted. Stored once by its SHA-256.' })
  @ApiHeader({ name: 'Pathgate-Title', required: true, description: 'What the document is; no names. One line of at most 120 characters; what is not ASCII is percent-encoded as UTF-8.', schema: { type: 'string', example: 'Operative report' } })
  @ApiConsumes(...DOCUMENT_TYPES) @ApiBody({ schema: { type: 'string', format: 'binary' } })
  postDocument(@Writing() write: Write, @Param('patientId') patientId: string, @Title() title: string, @Body() content?: Buffer) {
    return this.documents.attach(write, patientId, content, title);
  }

  @Get('documents') @Reads('read-documents') @Answers('DocumentList', 200)
  @ApiOperation({ summary: 'The patient\'s documents' })
  getDocuments(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.documents.list(caller, patientId);
  }

  @Get('documents/:documentId') @Reads('read-documents', { gives: KEPT_TYPES }) @AnswersBytes(...KEPT_TYPES)
  @ApiOperation({ summary: 'One document, as it was sent' })
  getDocument(@From() caller: Caller, @Param('patientId') patientId: string, @Param('documentId') documentId: string) {
    return this.documents.content(caller, patientId, documentId);
  }
}
