import { Pool, types } from 'pg';
import type { Clock } from '../clock/clock';
import { PostgresEventStore } from '../event-store/postgres-event-store';
import { withMigrations } from './migrations';
import type { OpenedEngine } from './opened-engine';
import { toNumberedPlaceholders, type Row, type SqlValue, type Statement } from './sql';
import { StoreRefusal, StoreUnavailable } from './store-errors';

const CONNECTIONS_MAX = 10;
const CONNECT_TIMEOUT_MS = 5_000;
const INT8 = 20;
/** What an acknowledged commit rests on. `remote_apply` and `remote_write` wait for a replica besides the local disk. */
export const DURABLE: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'], full_page_writes: ['on'], synchronous_commit: ['on', 'remote_apply', 'remote_write'],
};

/** Several processes may open one database: the unique constraint settles their races. */
export async function openPostgres(url: string, clock: Clock): Promise<OpenedEngine> {
  const pool = new Pool({
    connectionString: url, max: CONNECTIONS_MAX, connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Planning the commit statement anew would cost more than running it.
    options: '-c plan_cache_mode=force_generic_plan',
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) },
  });
  // A connection that breaks while idle is replaced by the pool; the next query tells whether the server is gone.
  pool.on('error', () => undefined);
  // So is one that breaks between two statements of a transaction.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  try {
    await refuseUnsafeServer(pool);
    await withMigrations({ kind: 'postgres', url }, (migrations) => migrations.up());
  } catch (error) {
    await pool.end();
    throw error;
  }
  const run = async (sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> => (await pool.query<Row>(toNumberedPlaceholders(sql), [...parameters])).rows;
  const events = new PostgresEventStore(pool, clock);
  return {
    events,
    sql: { engine: 'postgres', query: run, execute: run, executeAll: (statements) => executeAll(pool, statements) },
    close: async () => {
      await events.close();
      await pool.end();
    },
  };
}

async function executeAll(pool: Pool, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    for (const { sql, parameters } of statements) await client.query(toNumberedPlaceholders(sql), [...parameters]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function refuseUnsafeServer(pool: Pool): Promise<void> {
  for (const [name, safe] of Object.entries(DURABLE)) {
    const value = await settingOf(pool, name);
    if (!safe.includes(value)) throw new StoreRefusal(`PostgreSQL runs with ${name} = ${value}: acknowledged records could be lost. Set ${name} = on and start again.`);
  }
}

async function settingOf(pool: Pool, name: string): Promise<string> {
  try {
    const { rows } = await pool.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
    return rows[0]?.value ?? '';
  } catch (error) {
    throw new StoreUnavailable('PostgreSQL does not answer: check PATHGATE_DATABASE, and that the server runs and lets this user in.', error);
  }
}
