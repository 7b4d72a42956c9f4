import { Client, Pool } from 'pg';
import type { Clock } from '../clock/clock';
import { PostgresEventStore } from '../event-store/postgres-event-store';
import { withMigrations } from './migrations';
import type { OpenedEngine } from './opened-engine';
import { withOptions } from './postgres-address';
import { POSTGRES_TYPES, PracticeConnections, statementsOf } from './practice-connections';
import { HOW_TO_HOLD, prepareServiceRole, whyNotHeld, type RowSecurity } from './service-role';
import { StoreRefusal, StoreUnavailable } from './store-errors';

const CONNECTIONS_MAX = 10;
/** Of the other door: keys and sessions are looked up before every request, jobs twice a second. */
const LOOK_UP_CONNECTIONS_MAX = 4;
const CONNECT_TIMEOUT_MS = 5_000;
/** What an acknowledged commit rests on. `remote_apply` and `remote_write` wait for a replica besides the local disk. */
export const DURABLE: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'], full_page_writes: ['on'], synchronous_commit: ['on', 'remote_apply', 'remote_write'],
};

/** Several processes may open one database: the unique constraint settles their races. */
export async function openPostgres(url: string, clock: Clock): Promise<OpenedEngine> {
  await refuseUnsafeServer(url);
  const security = await withMigrations({ kind: 'postgres', url }, async (migrations) => {
    await migrations.up();
    return prepareServiceRole((sql) => migrations.source.query(sql));
  });
  const [pool, lookUps] = [poolOf(url, security, CONNECTIONS_MAX), poolOf(url, security, LOOK_UP_CONNECTIONS_MAX)];
  const [connections, otherDoor] = [new PracticeConnections(pool), new PracticeConnections(lookUps)];
  const events = new PostgresEventStore(connections, clock);
  return {
    events,
    sql: { engine: 'postgres', of: (practice) => statementsOf(connections, { practice }), everyPractice: statementsOf(otherDoor, { door: 'look-ups' }) },
    warnings: security.holds ? [] : [`${whyNotHeld(security.user)}. ${HOW_TO_HOLD}.`],
    // Old versions of rows are the server's to take away: docs/operate.md says how.
    overwriteDeleted: () => Promise.resolve(),
    sealWith: (dataKeys) => Promise.resolve(void (events.dataKeys = dataKeys)),
    close: async () => {
      await events.close();
      await Promise.all([pool.end(), lookUps.end()]);
    },
  };
}

function poolOf(url: string, security: RowSecurity, max: number): Pool {
  const pool = new Pool({
    // Planning the commit statement anew would cost more than running it.
    connectionString: withOptions(url, `-c plan_cache_mode=force_generic_plan${security.holds && security.role !== undefined ? ` -c role=${security.role}` : ''}`),
    max, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, pipeline: true, types: POSTGRES_TYPES,
  });
  // A connection that breaks while idle is replaced by the pool; the next query tells whether the server is gone.
  pool.on('error', () => undefined);
  // So is one that breaks between two statements of a transaction.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  return pool;
}

async function refuseUnsafeServer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const [name, safe] of Object.entries(DURABLE)) {
      const { rows } = await client.query<{ value: string }>('SELECT current_setting($1) AS value', [name]);
      const value = rows[0]?.value ?? '';
      if (!safe.includes(value)) throw new StoreRefusal(`PostgreSQL runs with ${name} = ${value}: acknowledged records could be lost. Set ${name} = on and start again.`);
    }
  } catch (error) {
    throw error instanceof StoreRefusal ? error : new StoreUnavailable('PostgreSQL does not answer: check PATHGATE_DATABASE, and that the server runs and lets this user in.', error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
