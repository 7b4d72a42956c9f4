/** Reads of a store from a thread or a command of its own: a connection that cannot write, beside the service that does. */
import type { StoreConfig } from './migrations';
import { openSqliteFile, type Database } from './sqlite';
import { setPragmas } from './sqlite-connection';
import { toNumberedPlaceholders, type Row, type Sql, type SqlValue } from './sql';

export interface ReadOnlyStore {
  readonly sql: Pick<Sql, 'engine' | 'query'>;
  close(): Promise<void>;
}

/** The database must exist, with its schema up to date: `openStore` sees to both. `isSnapshot`: every read sees it as it was at the first. */
export async function openReadOnly(config: StoreConfig, isSnapshot = false): Promise<ReadOnlyStore> {
  if (config.kind === 'sqlite') {
    const db = openSqliteFile(config, { readonly: true, fileMustExist: true });
    setPragmas(db);
    db.pragma('query_only = ON');
    if (isSnapshot) db.exec('BEGIN');
    return { sql: sqlOver(db), close: () => Promise.resolve(void db.close()) };
  }
  const { Client, types } = await import('pg');
  const client = new Client({ connectionString: config.url, options: '-c default_transaction_read_only=on', types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) } });
  await client.connect();
  if (isSnapshot) await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return {
    sql: { engine: 'postgres', query: async (sql: string, parameters: readonly SqlValue[] = []) => (await client.query<Row>(toNumberedPlaceholders(sql), [...parameters])).rows },
    close: () => client.end(),
  };
}

/** Reads of a connection that somebody else opened and closes. */
export function sqlOver(db: Database.Database): ReadOnlyStore['sql'] {
  const statements = new Map<string, Database.Statement>();
  return {
    engine: 'sqlite',
    query: (sql: string, parameters: readonly SqlValue[] = []) => {
      let statement = statements.get(sql);
      if (statement === undefined) statements.set(sql, (statement = db.prepare(sql)));
      return Promise.resolve(statement.all(...parameters) as Row[]);
    },
  };
}

const INT8 = 20;
