/**
 * What programs outside are told of a patient's log: ids, versions, the day and the step, and nothing clinical. The names are a promise to
 * them, so a type is added and never changed. Data only.
 */
import type { PlainDate } from '../kernel/calendar';
import type { Step } from '../criteria/types';

export const PUBLIC_EVENT_TYPES = [
  'fact.documented', 'fact.observation-added', 'fact.corrected', 'fact.attested', 'fact.retracted',
  'criterion.met', 'criterion.no-longer-met', 'step.eligible', 'step.no-longer-eligible',
  'packet.frozen', 'packet.stale',
  'authorization.requested', 'authorization.submitted', 'authorization.determined', 'authorization.withdrawn', 'authorization.expiring', 'authorization.expired',
  'procedure.scheduled', 'procedure.cancelled',
  'deadline.due',
] as const;
export type PublicEventType = (typeof PUBLIC_EVENT_TYPES)[number];

export interface PublicEventData {
  readonly factId?: string;
  /** 1 when documented, one more with every correction. */
  readonly factVersion?: number;
  /** A fact that was moved: where it is now, or where it was. */
  readonly movedTo?: string;
  readonly movedFrom?: string;
  readonly episodeId?: string;
  readonly step?: Step;
  /** `id@version`. */
  readonly policy?: string;
  /** The criterion's id in that policy. */
  readonly criterion?: string;
  readonly authorizationId?: string;
  readonly packetId?: string;
  /** Which of the authorization's determinations, from 1. */
  readonly determination?: number;
  readonly recordsRequestId?: string;
  /** Of a deadline. */
  readonly kind?: string;
  /** The day it is about. */
  readonly on?: PlainDate;
}

export interface PublicEvent {
  readonly type: PublicEventType;
  readonly data: PublicEventData;
}

/** With the version of the log that it follows from. */
export interface VersionedPublicEvent extends PublicEvent {
  readonly version: number;
}
