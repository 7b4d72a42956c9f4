import { Module } from '@nestjs/common';
import { ChangeFact } from './change-fact';
import { DocumentFact } from './document-fact';
import { DocumentationController } from './documentation.controller';
import { Documents } from './documents';

@Module({ controllers: [DocumentationController], providers: [DocumentFact, ChangeFact, Documents] })
export class DocumentationModule {}
