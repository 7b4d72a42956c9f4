/** Who read what, and who was refused: ids only, durable before the answer leaves. */
import type { AuditWrite, EventStore } from '../event-store/event-store';
import type { Caller } from '../auth/caller';

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
  return { actorId: caller.actor, role: caller.role, action, resource, outcome, requestId: caller.requestId };
}
