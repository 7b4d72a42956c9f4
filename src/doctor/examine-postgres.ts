import type { ReadOnlyStore } from '../platform/database/open-read-only';
import { DURABLE } from '../platform/database/open-postgres';
import { text } from '../platform/database/sql';
import { bad, ok, type Line } from './line';

export async function examineServer(sql: ReadOnlyStore['sql']): Promise<readonly Line[]> {
  const [version = {}] = await sql.query("SELECT current_setting('server_version') AS value");
  const lines = [ok('PostgreSQL', text(version, 'value'))];
  for (const [name, safe] of Object.entries(DURABLE)) {
    const [row = {}] = await sql.query('SELECT current_setting(?) AS value', [name]);
    const value = text(row, 'value');
    lines.push(safe.includes(value) ? ok(name, value) : bad(name, value, `Set ${name} = on: acknowledged records could be lost, and the service refuses to start`));
  }
  return lines;
}
