/** A database as SQL text, and back; its rows and its schema as plain data. Snapshots are a cache of the log and are left out. */
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { Client } from 'pg';
import { findProgram } from '../../../src/backups/postgres-programs';
import type { DatabaseLocation } from '../../support/engines';

const CACHE = 'snapshot';

export function dump(location: DatabaseLocation): string {
  return location.engine === 'sqlite' ? dumpSqlite(location.file) : dumpPostgres(location.url);
}

function dumpSqlite(file: string): string {
  const db = new Database(file, { readonly: true });
  const objects = db.prepare(`SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid`).all() as { type: string; name: string; sql: string }[];
  const ofType = (isTable: boolean): readonly string[] => objects.filter(({ type }) => (type === 'table') === isTable).map(({ sql }) => `${sql};`);
  const rows = objects.filter(({ type, name }) => type === 'table' && name !== CACHE).flatMap(({ name }) => {
    const columns = (db.prepare(`SELECT name FROM pragma_table_info(?)`).all(name) as { name: string }[]).map((column) => column.name);
    const quoted = columns.map((column) => `quote("${column}")`).join(` || ',' || `);
    return (db.prepare(`SELECT ${quoted} AS row FROM "${name}"`).all() as { row: string }[]).map(({ row }) => `INSERT INTO "${name}" (${columns.join(',')}) VALUES (${row});`);
  });
  db.close();
  return [...ofType(true), ...rows, ...ofType(false)].join('\n');
}

function dumpPostgres(url: string): string {
  const text = execFileSync(findProgram('pg_dump'), ['--inserts', '--no-owner', '--no-privileges', `--exclude-table-data=${CACHE}`, url], { encoding: 'utf8', maxBuffer: 1e9 });
  // What only psql understands, and the search path, which would stay with the connection.
  return text.split('\n').filter((line) => !line.startsWith('\\') && !line.startsWith('--') && !line.includes('search_path') && !line.startsWith('SET transaction_timeout') && line !== '').join('\n');
}

export async function restore(location: DatabaseLocation, sql: string): Promise<void> {
  if (location.engine === 'postgres') return inPostgres(location.url, async (client) => void (await client.query(sql)));
  const db = new Database(location.file);
  db.pragma('journal_mode = WAL');
  db.exec(`BEGIN; ${sql}\nCOMMIT;`);
  db.close();
  chmodSync(location.file, 0o600);
}

async function inPostgres<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function query(location: DatabaseLocation, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (location.engine === 'postgres') return inPostgres(location.url, async (client) => (await client.query<Record<string, unknown>>(sql)).rows);
  const db = new Database(location.file);
  try {
    const statement = db.prepare(sql);
    if (statement.reader) return Promise.resolve(statement.all() as Record<string, unknown>[]);
    statement.run();
    return Promise.resolve([]);
  } finally {
    db.close();
  }
}

/** The rows of the tables that nothing may take from, each as text. */
export async function recordRows(location: DatabaseLocation): Promise<ReadonlySet<string>> {
  const rows = await Promise.all(Object.entries(OF_THE_RECORD).map(async ([table, columns]) => (await query(location, `SELECT ${columns} FROM ${table}`)).map((row) => `${table} ${JSON.stringify(Object.values(row).map(plain))}`)));
  return new Set(rows.flat());
}

/** As the earlier schema has them. */
const OF_THE_RECORD: Readonly<Record<string, string>> = {
  practice: 'practice_id, name, time_zone', api_key: 'practice_id, key_id, hash, role, label, created_at, revoked_at',
  event: 'practice_id, stream_id, version, feed, type, schema_version, data, occurred_on, recorded_at, actor_id, correlation_id, causation_id, prev_hash, hash',
  audit: 'practice_id, feed, recorded_at, actor_id, role, action, resource, outcome, request_id', idempotency: 'practice_id, client, key, request_hash, status, stream_id, version, recorded_at, practice_version',
  document_content: 'practice_id, sha256, media_type, bytes', account: 'practice_id, account_id, name, role, state',
};

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : typeof value === 'bigint' ? String(value) : value;
}

export async function schemaOf(location: DatabaseLocation): Promise<readonly string[]> {
  const sql = location.engine === 'sqlite'
    ? `SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS said FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'`
    : `SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS said FROM information_schema.columns WHERE table_schema = 'public'
       UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal`;
  return (await query(location, sql)).map(({ said }) => String(said)).sort();
}
