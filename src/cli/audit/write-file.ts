import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { auditFile, FORMS, type Format } from '../../audit';
import type { AuditFilter } from '../../platform/database/audit-trail';
import type { ReadingSql } from '../../platform/database/sql';

const OWNER_ONLY = 0o600;

/** To a new file for its owner only, or to the standard output. As fast as it is taken. */
export async function writeFile(sql: Pick<ReadingSql, 'of'>, practice: string, filter: AuditFilter, format: Format, file: string | undefined): Promise<void> {
  const lines = Readable.from(auditFile(sql, practice, filter, FORMS[format]));
  const out: Writable = file === undefined ? process.stdout : createWriteStream(file, { flags: 'wx', mode: OWNER_ONLY });
  await pipeline(lines, out, { end: file !== undefined });
}
