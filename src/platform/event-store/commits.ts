import type { Instant, PracticeId } from '../../../machines/kernel/ids';
import type { AuditWrite, Commit, StoredEvent } from './event-store';

export interface ReadRange {
  readonly fromVersion?: number;
  readonly toVersion?: number;
  readonly knownAt?: Instant;
}

/** Up to the first event recorded after `knownAt`: always a prefix, also where a clock went back. */
export function cutAt(events: readonly StoredEvent[], knownAt: Instant | undefined): readonly StoredEvent[] {
  if (knownAt === undefined) return events;
  const end = events.findIndex(({ recordedAt }) => recordedAt > knownAt);
  return end === -1 ? events : events.slice(0, end);
}

/** A read or a refusal: an audit row and nothing else. */
export function auditOnly(practice: PracticeId, audit: AuditWrite, recordedAt: Instant): Commit {
  return { practice, appends: [], projections: [], outbox: [], audit, recordedAt, actorId: audit.actorId, correlationId: audit.requestId };
}
