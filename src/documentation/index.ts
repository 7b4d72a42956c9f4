import { Module } from '@nestjs/common';
import { AttestFacts } from './attest-facts';
import { ChangeFact } from './change-fact';
import { DocumentFact } from './document-fact';
import { DocumentationController } from './documentation.controller';
import { Documents } from './documents';
import { GetFacts } from './get-facts';

export { prepareDocument, type PreparedDocument } from './prepare-document';

@Module({ controllers: [DocumentationController], providers: [DocumentFact, ChangeFact, AttestFacts, GetFacts, Documents] })
export class DocumentationModule {}
