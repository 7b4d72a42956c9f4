import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { ListAudit } from './list-audit';

@Module({ controllers: [AuditController], providers: [ListAudit] })
export class AuditModule {}
