import type { ReadOnlyStore } from '../platform/database/opened-engine';
import { DURABLE } from '../platform/database/open-postgres';
import { text } from '../platform/database/sql';
import { findRowSecurity, HOW_TO_HOLD, whyNotHeld } from '../platform/database/service-role';
import { bad, ok, warn, type Line } from './line';

export async function examineServer(sql: ReadOnlyStore['sql']): Promise<readonly Line[]> {
  const [version = {}] = await sql.everyPractice.query("SELECT current_setting('server_version') AS value");
  const lines = [ok('PostgreSQL', text(version, 'value'))];
  for (const [name, safe] of Object.entries(DURABLE)) {
    const [row = {}] = await sql.everyPractice.query('SELECT current_setting(?) AS value', [name]);
    const value = text(row, 'value');
    lines.push(safe.includes(value) ? ok(name, value) : bad(name, value, `Set ${name} = on: acknowledged records could be lost, and the service refuses to start`));
  }
  return lines;
}

const NOT_HELD = `SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attname = 'practice_id' AND NOT a.attisdropped AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY c.relname`;

/** Are practices kept apart beneath the queries, too? Of a schema that is up to date. */
export async function examineRowSecurity({ everyPractice }: ReadOnlyStore['sql']): Promise<Line> {
  const open = (await everyPractice.query(NOT_HELD)).map((row) => text(row, 'relname'));
  if (open.length > 0) return bad('row-level security', `switched off for ${open.join(', ')}`, 'Somebody changed the tables: find out who. Restore a backup beside it, or switch it on again as migration 0015 does');
  const security = await findRowSecurity((sql) => everyPractice.query(sql));
  if (!security.holds) return warn('row-level security', whyNotHeld(security.user), HOW_TO_HOLD);
  return ok('row-level security', `every table of a practice${security.role === undefined ? '' : `, with the service as ${security.role}`}`);
}
