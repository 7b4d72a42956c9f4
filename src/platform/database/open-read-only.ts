/** Reads of a store from a thread or a command of its own: a connection that cannot write, beside the service that does. */
import type { StoreConfig } from './migrations';
import type { ReadOnlyStore } from './opened-engine';
import { openSqliteFile, type Database } from './sqlite';
import { setPragmas } from './sqlite-connection';
import type { Reading, ReadingSql, Row, SqlValue } from './sql';

/** The database must exist, with its schema up to date: `openStore` sees to both. `isSnapshot`: every read sees it as it was at the first. */
export async function openReadOnly(config: StoreConfig, isSnapshot = false): Promise<ReadOnlyStore> {
  if (config.kind === 'sqlite') {
    const db = openSqliteFile(config, { readonly: true, fileMustExist: true });
    setPragmas(db);
    db.pragma('query_only = ON');
    if (isSnapshot) db.exec('BEGIN');
    return { sql: sqlOver(db), close: () => Promise.resolve(void db.close()) };
  }
  const { openPostgresReader } = await import('./open-postgres-reader');
  return openPostgresReader(config.url, isSnapshot);
}

/** Reads of a connection that somebody else opened and closes. */
export function sqlOver(db: Database.Database): ReadingSql {
  const statements = new Map<string, Database.Statement>();
  const reading: Reading = {
    query: (sql: string, parameters: readonly SqlValue[] = []) => {
      let statement = statements.get(sql);
      if (statement === undefined) statements.set(sql, (statement = db.prepare(sql)));
      return Promise.resolve(statement.all(...parameters) as Row[]);
    },
  };
  return { engine: 'sqlite', of: () => reading, everyPractice: reading };
}
