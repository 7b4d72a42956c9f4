import { parseInstant } from '../platform/clock/clock';
import type { AuditFilter } from '../platform/database/audit-trail';
import type { AuditFilterDto } from './audit.dto';

export function filterOf({ actor, action, patient, resource, outcome, from, to }: AuditFilterDto): AuditFilter {
  return { actor, action, patient, resource, outcome, from: instant(from), to: instant(to) };
}

function instant(given: string | undefined): string | undefined {
  return given === undefined ? undefined : parseInstant(given);
}
