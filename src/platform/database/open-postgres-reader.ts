import { Client } from 'pg';
import type { ReadOnlyStore } from './opened-engine';
import { withOptions } from './postgres-address';
import { ConnectionScopes, POSTGRES_TYPES, type Scope } from './practice-connections';
import { takeServiceRole } from './service-role';
import { toNumberedPlaceholders, type Reading, type Row, type SqlValue } from './sql';

/** One connection that cannot write, held to a practice at a time as the service's are. */
export async function openPostgresReader(url: string, isSnapshot: boolean): Promise<ReadOnlyStore> {
  const client = new Client({ connectionString: withOptions(url, '-c default_transaction_read_only=on'), pipeline: true, types: POSTGRES_TYPES });
  // A server that ends the connection is heard of by the next query; unheard, it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  await takeServiceRole(async (sql) => (await client.query<Row>(sql)).rows);
  if (isSnapshot) await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const scopes = new ConnectionScopes();
  const readingOf = (scope: Scope): Reading => ({
    query: async (sql: string, parameters: readonly SqlValue[] = []) => {
      const [, { rows }] = await Promise.all([scopes.hold(client, scope), client.query<Row>(toNumberedPlaceholders(sql), [...parameters])]);
      return rows;
    },
  });
  return { sql: { engine: 'postgres', of: (practice) => readingOf({ practice }), everyPractice: readingOf({ door: 'look-ups' }) }, close: () => client.end() };
}
