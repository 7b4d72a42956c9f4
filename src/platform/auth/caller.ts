import type { ActorId, PracticeId } from '../../../machines/kernel/ids';
import type { Action, Role } from './permissions';

/** Who asks, established from the key or the session before the body is read. Ids only. */
export interface Caller {
  readonly practice: PracticeId;
  /** The id of the key or of the account: the actor of events and audit rows, and the client of idempotency keys. */
  readonly actor: ActorId;
  readonly role: Role;
  /** Of a key that was narrowed: the only actions of the role that it may do. */
  readonly scope?: readonly Action[];
  /** The record was opened to this caller for a while: what is read so is on the audit as such. */
  readonly hasBrokenGlass?: true;
  /** IANA zone of the practice: decides its `today`. */
  readonly timeZone: string;
  /** The demo practice: answers say so. */
  readonly demo: boolean;
  readonly requestId: string;
}
