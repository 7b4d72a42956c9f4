import type { PracticeId } from '../../../machines/kernel/ids';
import { text, type Sql } from './sql';

/** What people call the actors of a practice, by id: the label of a key. Who has none is left out. */
export async function actorNames(sql: Pick<Sql, 'query'>, practice: PracticeId, actorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(actorIds)];
  if (ids.length === 0) return new Map();
  const rows = await sql.query(`SELECT key_id, label FROM api_key WHERE practice_id = ? AND key_id IN (${ids.map(() => '?').join(', ')})`, [practice, ...ids]);
  return new Map(rows.map((row) => [text(row, 'key_id'), text(row, 'label')]));
}
