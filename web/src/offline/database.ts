/** The browser's own database: what was entered and waits, and what is needed to enter more without a connection. All content is sealed (vault.ts). */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** `draft`: being typed. `waiting`: to be sent. `refused`: the service said no, and a person decides. */
export type EntryState = 'draft' | 'waiting' | 'refused';

export interface StoredEntry {
  readonly id: string;
  readonly accountId: string;
  readonly state: EntryState;
  /** Entries are sent in this order. */
  readonly order: number;
  readonly attempts: number;
  readonly sealed: Sealed;
}

export interface StoredSession {
  readonly accountId: string;
  readonly activeAt: number;
  readonly idleSeconds: number;
  readonly sealed: Sealed;
}

export interface StoredDay {
  readonly accountId: string;
  readonly on: string;
  /** Whose records are not given up for others that are opened. */
  readonly patientIds: readonly string[];
  readonly sealed: Sealed;
}

interface Stores extends DBSchema {
  keys: { key: string; value: CryptoKey };
  entries: { key: string; value: StoredEntry; indexes: { account: string } };
  patients: { key: [string, string]; value: { readonly accountId: string; readonly patientId: string; readonly keptAt: number; readonly sealed: Sealed }; indexes: { account: string } };
  /** Of whoever is signed in, one row each: the session, and the day's list. */
  session: { key: string; value: StoredSession | StoredDay };
}

let opened: Promise<IDBPDatabase<Stores>> | undefined;

export function database(): Promise<IDBPDatabase<Stores>> {
  opened ??= openDB<Stores>('pathgate-offline', 1, {
    upgrade(made) {
      made.createObjectStore('keys');
      made.createObjectStore('entries', { keyPath: 'id' }).createIndex('account', 'accountId');
      made.createObjectStore('patients', { keyPath: ['accountId', 'patientId'] }).createIndex('account', 'accountId');
      made.createObjectStore('session');
    },
    terminated() { opened = undefined; },
  });
  return opened;
}
