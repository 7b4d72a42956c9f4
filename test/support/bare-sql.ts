/** Statements of a test on a connection of its own: nobody's practice, and every door open. */
import { Client, types } from 'pg';
import { toNumberedPlaceholders, type Row, type SqlValue } from '../../src/platform/database/sql';

export interface BareSql {
  query(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
  execute(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

const INT8 = 20;

export async function openBareSql(url: string): Promise<BareSql> {
  const client = new Client({ connectionString: url, options: '-c pathgate.door=maintenance', types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')) } });
  await client.connect();
  const run = async (sql: string, parameters: readonly SqlValue[] = []): Promise<readonly Row[]> => (await client.query<Row>(toNumberedPlaceholders(sql), [...parameters])).rows;
  return { query: run, execute: run, close: () => client.end() };
}
