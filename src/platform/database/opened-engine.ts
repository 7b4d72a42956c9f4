import type { EventStore } from '../event-store/event-store';
import type { NewDataKeys } from '../sealing/data-keys';
import type { ReadingSql, Sql } from './sql';

/** What an engine brings; the rest of a store is the same for both. */
export interface OpenedEngine {
  readonly events: EventStore;
  readonly sql: Sql;
  /** What the operator should know and need not do anything about for the service to run; in words, without data of the record. */
  readonly warnings?: readonly string[];
  /** Throws `StoreUnavailable` while nothing is recorded for want of space, though a small write may still find room. */
  refuseIfFull?(): void;
  /** From here on patients' records are sealed, and sealed ones read. */
  sealWith(dataKeys: NewDataKeys): Promise<void>;
  /** Writes over what the last transactions have deleted, as far as the engine can. */
  overwriteDeleted(): Promise<void>;
  /** Ends the queue of writes, then the connections. */
  close(): Promise<void>;
}

/** Reads of a thread or a command of its own. */
export interface ReadOnlyStore {
  readonly sql: ReadingSql;
  close(): Promise<void>;
}
