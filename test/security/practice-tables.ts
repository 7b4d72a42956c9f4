/** Every table of the schema as the catalogue has it, and a row in each for two practices: no list of tables to forget one in. */
import { Client } from 'pg';
import { toNumberedPlaceholders, type SqlValue } from '../../src/platform/database/sql';

export interface Column {
  readonly name: string;
  readonly type: string;
}

export interface PracticeTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

const COLUMNS = `SELECT c.relname AS table_name, a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`;
/** What a made-up row would fail by, and what hides the answer: not what is looked at here. */
const IN_THE_WAY = `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS statement FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')
  UNION ALL SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal`;

export async function connected<T>(url: string, options: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, options });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** For whoever owns the tables: past the policies, through the door that is made for it. */
export function asMaintenance<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  return connected(url, '-c pathgate.door=maintenance', work);
}

export async function readTables(client: Client): Promise<{ readonly ofPractice: readonly PracticeTable[]; readonly ofNone: readonly string[] }> {
  const tables = new Map<string, Column[]>();
  for (const { table_name, name, type } of (await client.query<{ table_name: string } & Column>(COLUMNS)).rows) tables.set(table_name, [...tables.get(table_name) ?? [], { name, type }]);
  const all = [...tables].map(([name, columns]) => ({ name, columns }));
  const isOfPractice = ({ columns }: PracticeTable): boolean => columns.some(({ name }) => name === 'practice_id');
  return { ofPractice: all.filter(isOfPractice), ofNone: all.filter((table) => !isOfPractice(table)).map(({ name }) => name) };
}

/** A row of each practice in every table. */
export async function fill(client: Client, tables: readonly PracticeTable[], practices: readonly string[]): Promise<void> {
  for (const { statement } of (await client.query<{ statement: string }>(IN_THE_WAY)).rows) await client.query(statement);
  for (const table of tables) {
    for (const practice of practices) {
      const { sql, parameters } = insertOf(table, practice, 'first');
      await client.query(toNumberedPlaceholders(sql), [...parameters]);
    }
  }
}

/** `key` tells rows of one practice apart. */
export function insertOf({ name, columns }: PracticeTable, practice: string, key: string): { readonly sql: string; readonly parameters: readonly SqlValue[] } {
  return { sql: `INSERT INTO ${name} (${columns.map((column) => column.name).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    parameters: columns.map((column) => (column.name === 'practice_id' ? practice : valueOf(column, `${key} of ${practice}`))) };
}

function valueOf({ name, type }: Column, word: string): SqlValue {
  // The clock is compared with it when the store opens.
  if (name === 'recorded_at') return '2026-01-01T00:00:00.000Z';
  if (type === 'text') return word;
  if (type === 'bytea') return Buffer.from(word);
  if (type === 'integer' || type === 'bigint') return [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
  throw new Error(`no value of type ${type}: add one`);
}
