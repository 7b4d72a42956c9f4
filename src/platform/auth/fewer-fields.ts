/** Where a role is answered with fewer fields than others: what is left out of a row, for whom. Printed into docs/access.md. */
import type { Role } from './permissions';

export type FieldList = 'patients' | 'worklist' | 'queue' | 'deadlines' | 'authorizations' | 'may-i-book';

interface Fewer {
  readonly roles: readonly Role[];
  /** What such a role gets of a row; undefined: all but `without`. */
  readonly only?: readonly string[];
  readonly without?: readonly string[];
}

export const FEWER_FIELDS: { readonly [L in FieldList]: Fewer } = {
  patients: { roles: ['scheduler'], only: ['patientId', 'name', 'identifiers'] },
  worklist: { roles: ['scheduler', 'admin'], without: ['blockedBy'] },
  queue: { roles: ['scheduler', 'admin'], without: ['blockedBy', 'comments', 'dueArithmetic'] },
  deadlines: { roles: ['scheduler'], only: ['patientId', 'name', 'version', 'authorizationId', 'kind', 'on', 'contestedUntil', 'state'] },
  authorizations: { roles: ['scheduler'], only: ['authorizationId', 'episodeId', 'step', 'position', 'targets', 'determinations', 'dateOfService', 'scheduled', 'unitsLeft'] },
  'may-i-book': { roles: ['scheduler'], without: ['findings'] },
};

export function seesLess(role: Role, list: FieldList): boolean {
  return FEWER_FIELDS[list].roles.includes(role);
}
