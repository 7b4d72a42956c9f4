import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { ExportAudit } from './export-audit';
import { ListAudit } from './list-audit';
import { VerifyLog } from './verify-log';

export { Anchoring } from './anchors/anchoring';
export { auditFile, FORMATS, FORMS, type Format } from './audit-file';
export { reportAudit, SECTIONS, type Counted } from './report-audit';
export { ANCHORS } from './verify-log';
export { verifyRecord, type Verification } from './verify-record';

@Module({ controllers: [AuditController], providers: [ListAudit, ExportAudit, VerifyLog] })
export class AuditModule {}
