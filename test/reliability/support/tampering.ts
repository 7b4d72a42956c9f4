/** Somebody with the database itself in hand: no trigger stops them. What is done is looked at from the same connection, and undone. */
import Database from 'better-sqlite3-multiple-ciphers';
import { Client } from 'pg';
import { toNumberedPlaceholders, type Row, type ReadingSql, type SqlValue } from '../../../src/platform/database/sql';
import type { DatabaseLocation } from '../../support/engines';

export interface Tampering {
  readonly sql: Pick<ReadingSql, 'of'>;
  /** How many times something was done and looked at. */
  readonly done: () => number;
  /** Does it, looks, and puts everything back. */
  after<T>(tamper: () => Promise<unknown>, look: () => Promise<T>): Promise<T>;
  run(sql: string, parameters?: readonly SqlValue[]): Promise<void>;
  close(): Promise<void>;
}

const INT8 = 20;

export async function tamperingWith(location: DatabaseLocation): Promise<Tampering> {
  return location.engine === 'sqlite' ? onSqlite(location.file) : onPostgres(location.url);
}

function onSqlite(file: string): Tampering {
  const db = new Database(file);
  let done = 0;
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string): Database.Statement => statements.get(sql) ?? statements.set(sql, db.prepare(sql)).get(sql) as Database.Statement;
  return {
    sql: { of: () => ({ query: (sql, parameters = []) => Promise.resolve(prepared(sql).all(...parameters) as Row[]) }) },
    done: () => done,
    run: (sql, parameters = []) => Promise.resolve(void db.prepare(sql).run(...parameters)),
    after: async (tamper, look) => {
      done += 1;
      db.exec('BEGIN');
      try {
        for (const table of ['event', 'audit']) for (const what of ['updated', 'deleted']) db.exec(`DROP TRIGGER ${table}_is_never_${what}`);
        await tamper();
        return await look();
      } finally {
        statements.clear();
        db.exec('ROLLBACK');
      }
    },
    close: () => Promise.resolve(void db.close()),
  };
}

async function onPostgres(url: string): Promise<Tampering> {
  const { types } = await import('pg');
  const client = new Client({ connectionString: url, types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) } });
  // The harness drops the database before the suite lets go of it.
  client.on('error', () => undefined);
  await client.connect();
  const query = async (sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> => (await client.query<Row>(toNumberedPlaceholders(sql), [...parameters])).rows;
  let done = 0;
  return {
    sql: { of: () => ({ query }) },
    done: () => done,
    run: async (sql, parameters) => void await query(sql, parameters),
    after: async (tamper, look) => {
      done += 1;
      await client.query('BEGIN');
      try {
        await client.query('SET LOCAL session_replication_role = replica');
        await tamper();
        return await look();
      } finally {
        await client.query('ROLLBACK');
      }
    },
    close: () => client.end(),
  };
}
