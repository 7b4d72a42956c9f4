import type { EventStore } from '../event-store/event-store';
import type { Outbox } from '../event-store/outbox';
import type { StreamCache } from '../event-store/stream-cache';
import type { NewDataKeys } from '../sealing/data-keys';
import type { Accounts } from './accounts';
import type { ApiKeys } from './api-keys';
import type { BreakGlass } from './break-glass';
import type { Ceremonies } from './ceremonies';
import type { Imports } from './imports';
import type { Passkeys } from './passkeys';
import type { Practices } from './practices';
import type { Purges } from './purges';
import type { Reads } from './reads';
import type { Sessions } from './sessions';
import type { SignInAttempts } from './sign-in-attempts';
import type { Sql } from './sql';

/** Everything that is stored, of either engine. Opened by `openStore`, closed once. */
export interface Store extends EventStore {
  readonly streams: StreamCache;
  readonly outbox: Outbox;
  readonly reads: Reads;
  readonly practices: Practices;
  readonly keys: ApiKeys;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly signInAttempts: SignInAttempts;
  readonly passkeys: Passkeys;
  readonly ceremonies: Ceremonies;
  readonly imports: Imports;
  readonly breakGlass: BreakGlass;
  readonly sql: Sql;
  /** For the operator, at the start: in words. */
  readonly warnings: readonly string[];
  /** Where patients' records are sealed. */
  readonly dataKeys?: NewDataKeys;
  readonly purges: Purges;
  /** Writes over what the last transactions have deleted, as far as the engine can. */
  overwriteDeleted(): Promise<void>;
  /** Writes one row and reads it back: readiness. Rejects when the store cannot write. */
  probe(): Promise<void>;
}
