/** What happens to a practice's own policies and its directory, and what is asked of its policies. Policies that ship are active from the start and have no events. */
import type { PlainDate } from '../kernel/calendar';
import type { ActorId, Instant } from '../kernel/ids';
import type { DenialReasonMapped } from './denial-reasons';
import type { DiaryProtocolChanged } from '../diary';
import type { DirectoryEvent } from '../directory';

/** Where a proposed file came from. */
export type PolicyOrigin =
  | { readonly kind: 'practice' }
  | { readonly kind: 'pack'; readonly name: string; readonly version: number };

interface Named {
  readonly id: string;
  /** The policy's version: the day from which it is in force. */
  readonly version: PlainDate;
  readonly reason: string;
}

/** The complete content is in the log: what was activated decides, whatever becomes of the file, and history needs no file at all. */
export interface PolicyProposed extends Named {
  readonly type: 'PolicyProposed';
  /** SHA-256 of the content's canonical JSON, hex. */
  readonly digest: string;
  readonly content: unknown;
  readonly origin: PolicyOrigin;
  readonly by: ActorId;
  readonly at: Instant;
}

export interface PolicyActivated extends Named {
  readonly type: 'PolicyActivated';
  readonly digest: string;
  readonly by: ActorId;
  readonly at: Instant;
}

/** Takes back what of it is proposed and what is active. */
export interface PolicyWithdrawn extends Named {
  readonly type: 'PolicyWithdrawn';
  readonly by: ActorId;
  readonly at: Instant;
}

/** How a source system's files are read; shape and checks are `src/imports`' business. */
export interface ImportMappingSaved {
  readonly type: 'ImportMappingSaved';
  readonly source: string;
  readonly mapping: unknown;
  readonly by: ActorId;
  readonly at: Instant;
}

/** Of the practice's own policies. */
export type PolicyEvent = PolicyProposed | PolicyActivated | PolicyWithdrawn;
export type PracticeEvent = PolicyEvent | DirectoryEvent | DenialReasonMapped | DiaryProtocolChanged | ImportMappingSaved;

export type PracticeCommand =
  | Named & { readonly type: 'ProposePolicy'; readonly digest: string; readonly content: unknown; readonly origin: PolicyOrigin }
  | Named & { readonly type: 'ActivatePolicy' }
  | Named & { readonly type: 'WithdrawPolicy' };
