import { IntersectionType } from '@nestjs/swagger';
import { Field, constraint, Id, Instant, OneOf, Word } from '../platform/http/fields';
import { PageDto } from '../platform/http/page';
import { FORMATS, type Format } from './audit-file';

export const OUTCOMES = ['allowed', 'refused'] as const;
const RESOURCE = /^[A-Za-z0-9/_@:.-]{1,160}$/;

/** Of an export, which has no pages. */
export class AuditFilterDto {
  @Id({ description: 'Only what this key or account did, by its id.', optional: true }) actor?: string;
  @Word({ description: 'Only this action, and what is said of it after a colon (`document-fact:repeat`).', optional: true, example: 'read-status' }) action?: string;
  @Id({ description: 'Only this patient, by id: at any version, what is below it, and lists that showed it.', optional: true }) patient?: string;
  @Field({ description: 'Only this object, at any version, and what is below it.', optional: true, example: 'patient/p4Zk1' }, { type: String, pattern: RESOURCE.source },
    constraint('isResource', 'an object as the audit names it is expected, as patient/<id>', (value) => typeof value === 'string' && RESOURCE.test(value)))
  resource?: string;
  @OneOf(OUTCOMES, { description: 'Only what was allowed or refused.', optional: true }) outcome?: (typeof OUTCOMES)[number];
  @Instant({ description: 'From this instant.', optional: true }) from?: string;
  @Instant({ description: 'To this instant.', optional: true }) to?: string;
}

export class AuditExportDto extends AuditFilterDto {
  @OneOf(FORMATS, { description: 'jsonl: the rows as the list shows them; csv: a table; fhir: an AuditEvent of FHIR R4 a line. Left out: as Accept asks.', optional: true }) format?: Format;
}

export class AuditDto extends IntersectionType(AuditFilterDto, PageDto) {}
