/** Who read what, and who was refused: ids only, durable before the answer leaves. */
import type { AuditWrite, EventStore } from '../event-store/event-store';
import type { Caller } from '../auth/caller';
import { ID } from '../http/fields';

export class Audited {
  constructor(private readonly store: Pick<EventStore, 'audit'>) {}

  read(caller: Caller, action: string, resource: string): Promise<void> {
    return this.store.audit(caller.practice, auditOf(caller, action, resource, 'allowed'));
  }

  refused(caller: Caller, action: string, resource: string): Promise<void> {
    return this.store.audit(caller.practice, auditOf(caller, action, resource, 'refused'));
  }
}

export function auditOf(caller: Caller, action: string, resource: string, outcome: AuditWrite['outcome']): AuditWrite {
  return { actorId: caller.actor, role: caller.role, action: caller.hasBrokenGlass === true ? `break-glass:${action}` : action, resource, outcome, requestId: caller.requestId };
}

/** `patient/<id>`. A segment of an address that is no id may be anything, a name too: then the kind alone. */
export function resourceOf(kind: string, id: string): string {
  return ID.test(id) ? `${kind}/${id}` : kind;
}

/** `patients/<id> <id> ...`: a list names the patients it showed, each once; a page bounds how many they are. */
export function resourceOfList(name: string, patientIds: readonly string[]): string {
  return patientIds.length === 0 ? name : `${name}/${[...new Set(patientIds)].join(' ')}`;
}
