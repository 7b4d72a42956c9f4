import type { EventStore } from '../event-store/event-store';
import type { Sql } from './sql';

/** What an engine brings; the rest of a store is the same for both. */
export interface OpenedEngine {
  readonly events: EventStore;
  readonly sql: Sql;
  /** Throws `StoreUnavailable` while nothing is recorded for want of space, though a small write may still find room. */
  refuseIfFull?(): void;
  /** Ends the queue of writes, then the connections. */
  close(): Promise<void>;
}
