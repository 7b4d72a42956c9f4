import type { StoreConfig } from '../database/migrations';
import type { ReadingSql } from '../database/sql';
import { DataKeys } from './data-keys';
import { SealingKey } from './sealing-key';

/** For a thread or a command with a connection of its own that reads records. Undefined: none is sealed. Throws `StoreRefusal`. */
export function readingKeys({ sealingKeyFile }: StoreConfig, sql: Pick<ReadingSql, 'of'>): DataKeys | undefined {
  return sealingKeyFile === undefined ? undefined : new DataKeys(sql, SealingKey.ofFile(sealingKeyFile));
}
