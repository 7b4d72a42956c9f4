import { Client } from 'pg';
import { openReadOnly } from '../platform/database/open-read-only';
import { StoreRefusal } from '../platform/database/store-errors';
import { BrokenBackup, type Manifest } from './backup-folder';
import { contentsOf, findDamage } from './contents';
import { findProgram, runProgram } from './postgres-programs';

const TABLES = `SELECT format('DROP TABLE IF EXISTS %s CASCADE', c.oid::regclass) AS drop FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')`;
const FUNCTIONS = `SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', p.oid::regprocedure) AS drop FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace`;

/** One transaction of `pg_restore`, then verified; what does not hold is taken out again, since the database was empty before. */
export async function restorePostgres(dump: string, url: string, { contents }: Manifest, placeFiles: () => void): Promise<void> {
  const program = findProgram('pg_restore');
  const held = await statementsToEmpty(url);
  if (held.length > 0) throw new StoreRefusal(`The database named by PATHGATE_DATABASE holds ${held.length} tables or functions already: a restore goes into an empty one only. Make a new database and name it.`);
  try {
    await runProgram(program, ['--exit-on-error', '--single-transaction', '--no-owner', '--no-privileges', dump], url);
    await refuseOther(url, contents);
    placeFiles();
  } catch (error) {
    await withClient(url, async (client) => {
      for (const statement of await statementsToEmpty(url)) await client.query(statement);
    });
    throw error;
  }
}

async function refuseOther(url: string, expected: Manifest['contents']): Promise<void> {
  const { sql, close } = await openReadOnly({ kind: 'postgres', url }, true);
  try {
    const damage = await findDamage(sql, expected.practices);
    if (damage !== undefined) throw new BrokenBackup(damage);
    if (JSON.stringify(await contentsOf(sql)) !== JSON.stringify(expected)) throw new BrokenBackup('the restored database holds another number of events, or other ends of chains, than the manifest says');
  } finally {
    await close();
  }
}

/** What would leave the schema as a new database has it. */
async function statementsToEmpty(url: string): Promise<readonly string[]> {
  return withClient(url, async (client) => {
    const rows = [...(await client.query<{ drop: string }>(TABLES)).rows, ...(await client.query<{ drop: string }>(FUNCTIONS)).rows];
    return rows.map(({ drop }) => drop);
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
