/** The practice's audit as a file: read as it is sent, and no faster than its reader takes it. */
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { todayIn, CLOCK, type Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { Answer, type Answered } from '../platform/http/answer';
import { preferredType } from '../platform/http/media-types';
import { auditFile, FORMATS, FORMS } from './audit-file';
import type { AuditExportDto } from './audit.dto';
import { filterOf } from './audit-filter';

export const EXPORT_TYPES = FORMATS.map((format) => FORMS[format].type);

@Injectable()
export class ExportAudit {
  constructor(@Inject(STORE) private readonly store: Pick<Store, 'sql'>, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  /** The export is on the audit before its first byte leaves, and so is part of what it exports. `format` decides before `Accept`. */
  async execute(caller: Caller, dto: AuditExportDto, accepts: string | undefined): Promise<Answered> {
    const preferred = preferredType(accepts, EXPORT_TYPES);
    const format = dto.format ?? FORMATS.find((each) => FORMS[each].type === preferred) ?? 'jsonl';
    const { contentType, ending } = FORMS[format];
    await this.audited.read(caller, 'export-audit', `audit/${format}`);
    const day = todayIn(caller.timeZone, this.clock.now());
    return new Answer(200, Readable.from(auditFile(this.store.sql, caller.practice, filterOf(dto), FORMS[format])), { 'content-type': contentType, 'content-disposition': `attachment; filename="audit-${day}.${ending}"` });
  }
}
